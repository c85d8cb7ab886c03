"""What was done to a person, in the admin's log."""

from __future__ import annotations

from django.contrib.admin.models import CHANGE, LogEntry
from django.contrib.contenttypes.models import ContentType

from accounts.models import User


def log_change(*, person: User, actor: User | None, message: str) -> None:
    """Keeps that `actor` did it; `message` is a sentence, in English as all of that log.

    Without an actor a command on the server did it. The log has to name somebody: it names `person`, and says so.
    """
    if actor is None:
        message = f"{message.removesuffix('.')} by a command on the server."
    LogEntry.objects.create(
        user=actor or person,
        content_type=ContentType.objects.get_for_model(User),
        object_id=str(person.pk),
        object_repr=str(person)[:200],
        action_flag=CHANGE,
        change_message=message,
    )
