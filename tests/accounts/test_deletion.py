"""After a deletion nothing refers to the person any more."""

from __future__ import annotations

import pytest
from allauth.account.models import EmailAddress
from django.apps import apps
from django.contrib.admin.models import CHANGE, LogEntry
from django.contrib.contenttypes.models import ContentType
from django.contrib.sessions.models import Session
from django.db import models
from django.test import Client
from django.urls import reverse
from pytest_django import Settings

from accounts.deletion import LastSuperuserError, delete_person, is_last_superuser
from accounts.models import User
from progress.models import Cause, Change
from tests.clients import client_of
from tests.factories import PASSWORD, MarkFactory, UserFactory


def describe(editor: User, thing: models.Model) -> LogEntry:
    """A line of the log in which an editor speaks of something."""
    kind = ContentType.objects.get_for_model(thing)
    text = str(thing)
    return LogEntry.objects.create(
        user=editor, content_type=kind, object_id=str(thing.pk), object_repr=text, action_flag=CHANGE
    )


def count_references(key: int) -> dict[str, int]:
    """By table and column, how many rows name the person with this key."""
    return {
        f"{model._meta.label_lower}.{field.name}": model._base_manager.filter(**{field.attname: key}).count()
        for model in apps.get_models(include_auto_created=True)
        for field in model._meta.concrete_fields
        if isinstance(field, models.ForeignKey) and field.related_model is User
    }


def test_nothing_is_left(editor: User) -> None:
    keeper = UserFactory.create(is_superuser=True)
    mark = MarkFactory.create(user=editor)
    Change.objects.create(user=editor, topic=mark.topic, before="todo", after="learning", cause=Cause.MARK)
    address = EmailAddress.objects.create(user=editor, email=editor.email)
    describe(editor, mark.topic)
    for thing in (editor, address, mark):
        describe(keeper, thing)
    kept = describe(keeper, mark.topic)
    client_of(editor)
    client_of(keeper)
    key = editor.pk
    assert sum(count_references(key).values()) == 5

    delete_person(editor)

    references = count_references(key)
    assert references == dict.fromkeys(references, 0)
    assert list(User.objects.all()) == [keeper]
    assert list(LogEntry.objects.all()) == [kept]
    assert [session.get_decoded()["_auth_user_id"] for session in Session.objects.all()] == [str(keeper.pk)]
    mark.topic.refresh_from_db()


def test_a_sign_up_that_still_waits_is_forgotten_too(guest: Client, settings: Settings) -> None:
    settings.ACCOUNT_EMAIL_VERIFICATION = "mandatory"
    guest.post(reverse("account_signup"), {"email": "new@example.org", "password1": PASSWORD})
    assert Session.objects.count() == 1
    delete_person(User.objects.get())
    assert Session.objects.count() == 0


def test_the_last_superuser_stays_and_all_that_is_theirs(db: None) -> None:
    keeper = UserFactory.create(is_superuser=True)
    UserFactory.create(is_superuser=True, is_active=False)
    mark = MarkFactory.create(user=keeper)
    with pytest.raises(LastSuperuserError):
        delete_person(keeper)
    mark.refresh_from_db()


def test_a_superuser_may_leave_when_another_is_there(db: None) -> None:
    first, second = UserFactory.create_batch(2, is_superuser=True)
    assert (is_last_superuser(first), is_last_superuser(second)) == (False, False)
    delete_person(first)
    assert is_last_superuser(second)
