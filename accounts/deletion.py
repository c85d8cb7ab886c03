"""Deleting a person: everything at once, or nothing."""

from __future__ import annotations

from django.contrib.admin.models import LogEntry
from django.contrib.contenttypes.models import ContentType
from django.contrib.sessions.models import Session
from django.db import models, transaction
from django.db.models.functions import Cast

from accounts.data import find_relations
from accounts.models import User
from accounts.sessions import find_sessions


class LastSuperuserError(Exception):
    """Without this person nobody could manage the site."""


def delete_person(person: User) -> None:
    """Removes the account, every row tied to it, what the admin's log says of it, and its sessions, in one transaction.

    Raises `LastSuperuserError` for the only active superuser.
    """
    with transaction.atomic():
        if is_last_superuser(person, lock=True):
            raise LastSuperuserError
        forget_in_log(person)
        Session.objects.filter(pk__in=[session.pk for session in find_sessions(person)]).delete()
        person.delete()


def is_last_superuser(person: User, *, lock: bool = False) -> bool:
    """Whether no other active superuser is left. `lock` holds them all, so that the last two cannot leave together."""
    keepers = User.objects.filter(is_superuser=True, is_active=True).order_by("pk")
    if lock:
        keepers = keepers.select_for_update()
    return [keeper.pk for keeper in keepers] == [person.pk]


def forget_in_log(person: User) -> None:
    """Removes the lines that others left in the admin's log about this person and their rows: each holds a name."""
    described: list[models.QuerySet[models.Model]] = [relation.rows_of(person) for relation in find_relations()]
    described.append(User._base_manager.filter(pk=person.pk))
    for rows in described:
        keys = rows.order_by().annotate(key_as_text=Cast("pk", models.TextField())).values("key_as_text")
        kind = ContentType.objects.get_for_model(rows.model)
        LogEntry.objects.filter(content_type=kind, object_id__in=keys).delete()
