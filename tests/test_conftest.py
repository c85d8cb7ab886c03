"""The people of the tests are who they say they are."""

import pytest
from django.conf import settings
from django.contrib.auth.models import Group
from django.db import connection
from django.test import Client

from accounts.models import User
from tests.clients import client_of
from tests.factories import PASSWORD, LinkFactory, MarkFactory


def test_the_three_people_differ(learner: User, other_learner: User, editor: User) -> None:
    assert len({learner.pk, other_learner.pk, editor.pk}) == 3
    assert [learner.is_staff, other_learner.is_staff, editor.is_staff] == [False, False, True]
    assert learner.check_password(PASSWORD)


def test_the_editor_may_change_a_topic_and_no_person(editor: User) -> None:
    assert editor.has_perm("roadmaps.change_topic")
    assert not editor.has_perm("accounts.change_user")
    assert not editor.is_superuser


def test_the_editor_is_one_after_the_tables_were_emptied(
    transactional_db: None, request: pytest.FixtureRequest
) -> None:
    Group.objects.all().delete()

    assert request.getfixturevalue("editor").has_perm("roadmaps.change_topic")


def test_a_client_is_signed_in_as_its_person_and_the_guest_as_nobody(learner: User, guest: Client) -> None:
    assert client_of(learner).session["_auth_user_id"] == str(learner.pk)
    assert dict(guest.session) == {}


def test_factories_make_rows_that_fit_together(db: None) -> None:
    mark, link = MarkFactory.create(), LinkFactory.create()

    assert mark.topic.roadmap == mark.topic.node.roadmap
    assert link.topic.position > mark.topic.position


def test_sqlite_is_tested_in_a_file_outside_the_project(db: None) -> None:
    if connection.vendor == "sqlite":
        name = str(connection.settings_dict["NAME"])
        assert name.endswith(".sqlite3")
        assert not name.startswith(str(settings.BASE_DIR))
