"""A replica that lags: everybody sees what they wrote, and a replica that is away costs nobody a page.

The replica here is a copy of the database as it stood at one moment, and never moves: it lags for ever.
"""

from __future__ import annotations

import shutil
import time
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest
from django.conf import settings as site
from django.db import OperationalError, connection, connections, transaction
from django.db.backends.base.base import BaseDatabaseWrapper
from django.http import HttpResponse
from django.test import Client
from django.test.utils import CaptureQueriesContext

from accounts.models import User
from config.routers import ReplicaMiddleware, ReplicaRouter
from progress.models import Mark
from roadmaps.models import Roadmap, Topic
from tests.clients import client_of
from tests.factories import MarkFactory, NodeFactory, TopicFactory

pytestmark = pytest.mark.django_db(transaction=True)


def copy_sqlite(name: str, folder: Path) -> str:
    with connection.cursor() as cursor:
        cursor.execute("PRAGMA wal_checkpoint(TRUNCATE)")
    connection.close()
    return str(shutil.copyfile(name, folder / "replica.sqlite3"))


def copy_postgresql(name: str) -> str:
    connection.close()  # a database that is copied may have no session
    run_beside(f"DROP DATABASE IF EXISTS {name}_replica")
    run_beside(f"CREATE DATABASE {name}_replica TEMPLATE {name}")
    return f"{name}_replica"


def run_beside(statement: str) -> None:
    with connection._nodb_cursor() as cursor:
        cursor.execute(statement)


def open_to_tests(entry: dict[str, Any]) -> BaseDatabaseWrapper:
    """A connection to the replica. Django's own would be shut: the test began before there was a second database."""

    class Wrapper(connections["default"].__class__):  # type: ignore[misc]  # of whichever database the suite runs on
        def ensure_connection(self) -> None:
            if self.connection is None:
                with self.wrap_database_errors:
                    self.connect()

    return Wrapper(entry, "replica")


@pytest.fixture
def topic(db: None) -> Topic:
    return TopicFactory.create(name="Calculus", node=NodeFactory.create(roadmap__title="Mathematics"))


@pytest.fixture
def replica(topic: Topic, learner: User, settings: Any, tmp_path: Path) -> Iterator[str]:
    """The replica, as the site stands with one topic and one learner. Its name."""
    entry = dict(connection.settings_dict)
    if connection.vendor == "sqlite":
        entry["NAME"] = copy_sqlite(str(entry["NAME"]), tmp_path)
    else:
        entry["NAME"] = copy_postgresql(str(entry["NAME"]))
    connections.settings["replica"] = entry
    connections["replica"] = open_to_tests(entry)
    settings.DATABASE_ROUTERS = ["config.routers.ReplicaRouter"]
    ReplicaMiddleware.rests_until = 0.0
    yield entry["NAME"]
    connections["replica"].close()
    del connections["replica"], connections.settings["replica"]
    ReplicaMiddleware.rests_until = 0.0
    if connection.vendor == "postgresql":
        run_beside(f"DROP DATABASE {entry['NAME']} WITH (FORCE)")


def rename(topic: Topic, name: str) -> None:
    """On the primary alone; the replica has not heard of it."""
    Topic.objects.filter(pk=topic.pk).update(name=name)


def read(browser: Client, topic: Topic) -> str:
    return browser.get(topic.get_absolute_url()).content.decode()


def mark(browser: Client, topic: Topic) -> None:
    browser.post(f"{topic.get_absolute_url()}mark/", {"status": "done"})


def test_a_page_is_read_from_the_replica(replica: str, topic: Topic, guest: Client, learner: User) -> None:
    rename(topic, "Analysis")
    assert "Analysis" not in read(guest, topic)
    assert "Analysis" not in read(client_of(learner), topic)


def test_whoever_wrote_sees_it_and_others_do_a_moment_later(
    replica: str, topic: Topic, learner: User, other_learner: User
) -> None:
    rename(topic, "Analysis")
    browser = client_of(learner)
    mark(browser, topic)
    assert browser.cookies["wrote"]["max-age"] == site.REPLICA_LAG == 10
    assert 'data-status="done"' in browser.get(topic.roadmap.get_absolute_url()).content.decode()
    assert "Analysis" in read(browser, topic)
    del browser.cookies["wrote"]  # as browsers do when its time is over
    assert "Analysis" not in read(browser, topic)
    assert "Analysis" not in read(client_of(other_learner), topic)


def test_the_mark_of_a_writer_is_for_no_script_and_no_other_site(
    replica: str, topic: Topic, guest: Client, settings: Any
) -> None:
    mark(guest, topic)
    cookie = guest.cookies["wrote"]
    assert (cookie["httponly"], cookie["samesite"], cookie["secure"], cookie["path"]) == (True, "Lax", "", "/")
    settings.SESSION_COOKIE_SECURE = True
    mark(guest, topic)
    assert guest.cookies["wrote"]["secure"] is True


def test_accounts_and_sessions_are_the_primarys(replica: str, topic: Topic, learner: User) -> None:
    User.objects.filter(pk=learner.pk).update(display_name="Countess")
    browser = client_of(learner)
    with CaptureQueriesContext(connection) as primary, CaptureQueriesContext(connections["replica"]) as other:
        read(browser, topic)
    tables = ("django_session", "accounts_user", "roadmaps_topic")
    assert [any(f'FROM "{table}"' in query["sql"] for query in primary) for table in tables] == [True, True, False]
    assert [any(f'FROM "{table}"' in query["sql"] for query in other) for table in tables] == [False, False, True]


def test_the_admin_is_the_primarys(replica: str, topic: Topic, editor: User) -> None:
    rename(topic, "Analysis")
    page = client_of(editor).get(f"/admin/roadmaps/topic/{topic.pk}/change/")
    assert "Analysis" in page.content.decode()


class TestRouter:
    def test_outside_requests_everything_is_the_primarys(self, replica: str) -> None:
        assert [ReplicaRouter().db_for_read(model) for model in (Roadmap, Mark, User)] == ["default"] * 3

    def test_inside_a_transaction_everything_is_the_primarys(self, replica: str, rf: Any) -> None:
        def view(request: object) -> Any:
            before = ReplicaRouter().db_for_read(Mark)
            with transaction.atomic():
                inside = ReplicaRouter().db_for_read(Mark)
            again = ReplicaRouter().db_for_read(Mark)
            written = ReplicaRouter().db_for_write(Mark)
            found.extend([before, inside, again, written, ReplicaRouter().db_for_read(Roadmap)])
            return HttpResponse()

        found: list[str] = []
        answer = run_through(rf.get("/"), view)
        assert found == ["replica", "default", "replica", "default", "default"]
        assert answer.cookies["wrote"].value == "1"  # a GET that wrote

    def test_nothing_is_migrated_there(self) -> None:
        router = ReplicaRouter()
        assert [router.allow_migrate(name, "progress") for name in ("default", "replica")] == [True, False]

    def test_rows_of_both_belong_together(self, replica: str, topic: Topic, other_learner: User) -> None:
        late = Topic.objects.using("replica").get(pk=topic.pk)
        assert MarkFactory.create(user=other_learner, topic=late)._state.db == "default"


def run_through(request: Any, view: Any) -> Any:
    """One request through the middleware alone."""

    def respond(request: Any) -> Any:
        middleware.process_view(request, view, (), {})
        return view(request)

    middleware = ReplicaMiddleware(respond)
    request.resolver_match = None
    return middleware(request)


class TestAway:
    def test_a_replica_that_is_gone_costs_no_page(self, replica: str, topic: Topic, guest: Client) -> None:
        rename(topic, "Analysis")
        connections["replica"].close()
        connections["replica"].settings_dict["NAME"] = "/nowhere/at-all"
        assert "Analysis" in read(guest, topic)
        assert ReplicaMiddleware.rests_until > time.monotonic()  # the next requests do not even ask
        connections["replica"].settings_dict["NAME"] = replica
        ReplicaMiddleware.rests_until = 0.0
        assert "Analysis" not in read(guest, topic)

    def test_one_that_breaks_off_in_the_middle_costs_no_page(self, replica: str, topic: Topic, guest: Client) -> None:
        rename(topic, "Analysis")

        def fail(*_: object) -> None:
            raise OperationalError("canceling statement due to conflict with recovery")

        connections["replica"].ensure_connection()
        with connections["replica"].execute_wrapper(fail):
            assert "Analysis" in read(guest, topic)

    def test_an_error_of_the_primary_is_not_hidden(self, replica: str, topic: Topic, guest: Client) -> None:
        def fail(*_: object) -> None:
            raise OperationalError("the server closed the connection")

        guest.cookies["wrote"] = "1"
        with connection.execute_wrapper(fail):
            assert guest.get(topic.get_absolute_url()).status_code == 503
