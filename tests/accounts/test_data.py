"""What the site knows about a person, and that no table is forgotten."""

from __future__ import annotations

from datetime import UTC, datetime
from decimal import Decimal
from pathlib import Path
from typing import Any

import pytest
from allauth.account.models import EmailAddress
from django.apps import apps
from django.contrib.admin.models import CHANGE, LogEntry
from django.contrib.contenttypes.models import ContentType
from django.db import models
from pytest_django import DjangoAssertNumQueries

from accounts.data import PlainEncoder, collect_data, count_data, find_relations
from accounts.models import User
from progress.actions.notes import save_note
from progress.actions.own_links import add_own_link
from progress.actions.ticks import set_tick
from progress.models import Cause, Change, Status
from roadmaps.models import Topic
from tests.clients import client_of
from tests.factories import MarkFactory, TopicFactory

WHEN = datetime(2026, 5, 3, 12, tzinfo=UTC)


@pytest.fixture
def topic(db: None) -> Topic:
    return TopicFactory.create(
        key="calculus", name="Calculus",
        node__key="math", node__title="Mathematics", node__roadmap__key="ml", node__roadmap__title="Machine Learning",
    )  # fmt: skip


def fill(person: User, topic: Topic) -> None:
    """One row of each kind for this person."""
    MarkFactory.create(user=person, topic=topic, status=Status.DONE, finished_at=WHEN)
    Change.objects.create(user=person, topic=topic, before="todo", after="done", cause=Cause.MARK)
    EmailAddress.objects.create(user=person, email=person.email, primary=True)
    kind = ContentType.objects.get_for_model(Topic)
    LogEntry.objects.create(
        user=person, content_type=kind, object_id=str(topic.pk), object_repr="Calculus", action_flag=CHANGE
    )


def list_tables_with_people() -> set[str]:
    """Every model that has a column for a person, found from its own side, not from the person's."""
    return {
        model._meta.label_lower
        for model in apps.get_models(include_auto_created=True)
        for field in model._meta.concrete_fields
        if isinstance(field, models.ForeignKey) and field.related_model is User
    }


def test_a_download_tells_it_so_that_a_person_can_read_it(learner: User, topic: Topic) -> None:
    fill(learner, topic)
    data = collect_data(learner)
    assert list(data) == ["exported_at", "account", "rows", "sessions"]
    assert data["account"]["email"] == "ada@example.org"
    (mark,) = data["rows"]["progress.mark"]
    assert mark["topic"] == {
        "id": topic.pk,
        "key": "calculus",
        "name": "Calculus",
        "roadmap": {"key": "ml", "name": "Machine Learning"},
        "node": {"key": "math", "name": "Mathematics"},
    }
    assert (mark["status"], mark["finished_at"], mark["started_at"]) == ("done", WHEN, None)
    (change,) = data["rows"]["progress.change"]
    assert (change["before"], change["after"], change["topic"]["key"]) == ("todo", "done", "calculus")
    assert [row["email"] for row in data["rows"]["account.emailaddress"]] == ["ada@example.org"]
    assert [row["object_repr"] for row in data["rows"]["admin.logentry"]] == ["Calculus"]


def test_a_download_tells_what_a_learner_keeps_on_topics(learner: User, topic: Topic) -> None:
    save_note(user=learner, topic=topic, text="A *slope*", version=0)
    add_own_link(user=learner, topic=topic, url="https://example.org/", title="Slopes")
    set_tick(user=learner, topic=topic, kind="takeaway", target="Derive", on=True)
    rows = collect_data(learner)["rows"]
    (note,), (link,), (tick,) = rows["progress.note"], rows["progress.ownlink"], rows["progress.tick"]
    assert [row["topic"]["name"] for row in (note, link, tick)] == ["Calculus"] * 3
    assert (note["text"], link["title"], link["url"]) == ("A *slope*", "Slopes", "https://example.org/")
    assert (tick["kind"], tick["target"]) == ("takeaway", "Derive")
    assert count_data(learner) == [("note", 1), ("own link", 1), ("tick", 1)]


def test_a_download_names_groups(editor: User) -> None:
    (membership,) = collect_data(editor)["rows"]["accounts.user_groups"]
    assert membership["group"]["name"] == "Editors"


def test_a_download_tells_when_sessions_end_and_not_how_to_enter_them(learner: User) -> None:
    client = client_of(learner)
    (session,) = collect_data(learner)["sessions"]
    assert list(session) == ["expires"]
    assert abs((session["expires"] - client.session.get_expiry_date()).total_seconds()) < 60


def test_a_download_has_every_column_but_the_password(learner: User) -> None:
    columns = {field.name for field in User._meta.concrete_fields}
    assert set(collect_data(learner)["account"]) == columns - {"password"}


def test_a_download_forgets_no_table(learner: User) -> None:
    tables = list_tables_with_people()
    assert tables >= {"progress.mark", "progress.change", "account.emailaddress", "admin.logentry"}
    assert set(collect_data(learner)["rows"]) == tables
    assert [relation.model._meta.label_lower for relation in find_relations()] == sorted(tables)


def test_a_download_takes_as_many_queries_for_three_rows_as_for_one(
    learner: User, topic: Topic, django_assert_num_queries: DjangoAssertNumQueries
) -> None:
    fill(learner, topic)
    tables = len(list_tables_with_people())
    with django_assert_num_queries(tables + 1):  # one a table, and the sessions
        collect_data(learner)
    MarkFactory.create_batch(2, user=learner)
    with django_assert_num_queries(tables + 1):
        collect_data(learner)


def test_counts_are_of_what_there_is(learner: User, other_learner: User, topic: Topic) -> None:
    fill(learner, topic)
    fill(other_learner, topic)
    MarkFactory.create(user=learner)
    assert count_data(learner) == [("email address", 1), ("log entry", 1), ("change", 1), ("marks", 2)]


@pytest.mark.parametrize(
    ("value", "text"),
    [(WHEN, '"2026-05-03T12:00:00Z"'), (Decimal("1.5"), '"1.5"'), (Path("a/b"), '"a/b"'), ("ü", '"ü"')],
)
def test_any_value_has_a_form(value: Any, text: str) -> None:
    assert PlainEncoder(ensure_ascii=False).encode(value) == text
