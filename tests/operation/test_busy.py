"""Which errors say that trying again may help, and the page that says so."""

from __future__ import annotations

import errno
import logging
import sqlite3

import psycopg
import pytest
from django.db import DataError, IntegrityError, InterfaceError, InternalError, OperationalError, ProgrammingError
from django.db.transaction import TransactionManagementError
from django.test import Client
from pytest_django import Settings

from accounts.models import User
from operation.busy import is_busy, name_cause
from progress.models import Mark
from tests.clients import client_of
from tests.factories import TopicFactory
from tests.operation.faults import without_database
from tests.progress.pages import read


def caused(error: Exception, cause: Exception) -> Exception:
    error.__cause__ = cause
    return error


@pytest.mark.parametrize(
    "error",
    [
        OperationalError("database is locked"),
        OperationalError("database or disk is full"),
        OperationalError("disk I/O error"),
        OperationalError("canceling statement due to statement timeout"),
        OperationalError("connection refused"),
        InterfaceError("connection already closed"),
        OSError(errno.ENOSPC, "No space left on device"),
        caused(
            InternalError("cannot execute INSERT in a read-only transaction"), psycopg.errors.ReadOnlySqlTransaction()
        ),
        caused(TransactionManagementError("An error occurred"), OperationalError("database is locked")),
    ],
)
def test_trying_again_may_help(error: Exception) -> None:
    assert is_busy(error)


@pytest.mark.parametrize(
    "error",
    [
        OperationalError("no such table: progress_mark"),
        OperationalError("no such column: colour"),
        OperationalError('near "SELEC": syntax error'),
        ProgrammingError("relation does not exist"),
        IntegrityError("duplicate key"),
        DataError("value too long"),
        InternalError("cache lookup failed"),
        OSError(errno.EACCES, "Permission denied"),
        ValueError("no number"),
        None,
    ],
)
def test_trying_again_would_not_help(error: Exception | None) -> None:
    assert not is_busy(error)


def test_a_bug_beside_a_busy_database_is_a_bug() -> None:
    bug = KeyError("status")
    bug.__context__ = OperationalError("database is locked")
    assert not is_busy(bug)


def test_the_log_has_the_kind_of_error_and_none_of_its_words() -> None:
    locked = sqlite3.OperationalError("database is locked")
    locked.sqlite_errorname = "SQLITE_BUSY"
    assert name_cause(caused(OperationalError("ada@example.org"), locked)) == "OperationalError SQLITE_BUSY"
    assert name_cause(caused(OperationalError(), psycopg.errors.QueryCanceled())) == "OperationalError 57014"
    assert name_cause(InterfaceError("ada@example.org")) == "InterfaceError"


def test_a_page_says_so_and_asks_nothing_of_the_database(learner: User, caplog: pytest.LogCaptureFixture) -> None:
    client = client_of(learner)
    client.raise_request_exception = False
    with without_database(), caplog.at_level(logging.WARNING):
        response = client.get("/roadmaps/?q=two%20words")
    assert (response["Retry-After"], response["Cache-Control"], response["Content-Language"]) == ("5", "no-store", "en")
    page = read(response, status=503)
    assert page.find("h1").text == "Just a moment"
    assert page.find("main").list_links() == [("Try again", "/roadmaps/?q=two%20words"), ("To the front page", "/")]
    assert page.list_all("form") == []
    assert [record.getMessage() for record in caplog.records] == ["busy: OperationalError"]


def test_it_speaks_the_language_of_the_browser(guest: Client) -> None:
    with without_database():
        page = read(guest.get("/roadmaps/", headers={"accept-language": "de"}), status=503)
    assert (page.find("html")["lang"], page.find("h1").text) == ("de", "Einen Moment")


@pytest.mark.django_db
def test_a_form_is_kept_and_can_be_sent_again(learner: User) -> None:
    topic = TopicFactory.create()
    client = Client(enforce_csrf_checks=True)
    client.force_login(learner)
    token = read(client.get(topic.get_absolute_url())).list_all("input", name="csrfmiddlewaretoken")[0]["value"]
    address = f"{topic.get_absolute_url()}mark/"
    with without_database(tables="progress_"):
        page = read(client.post(address, {"csrfmiddlewaretoken": token, "status": "done"}), status=503)
    form = page.find("form")
    assert (form["method"], form["action"]) == ("post", address)
    again = {field["name"]: field["value"] for field in form.list_all("input")}
    assert again == {"csrfmiddlewaretoken": token, "status": "done"}
    assert not Mark.objects.exists()

    assert client.post(address, again).status_code == 302
    assert list(Mark.objects.values_list("user", "topic", "status")) == [(learner.pk, topic.pk, "done")]


def test_what_was_written_is_there_to_read_and_never_a_password(guest: Client, db: None) -> None:
    sent = {"login": "ada@example.org", "password": "walk the trail", "text": "<b>Two\nlines</b>"}
    with without_database():
        response = guest.post("/accounts/login/", sent)
    page = read(response, status=503)
    assert page.list_texts("label") == ["Your password or code, once more", "What you wrote"]
    assert page.find("textarea").text == "<b>Two lines</b>"
    assert "walk the trail" not in response.content.decode()
    assert page.find("input", type="hidden")["value"] == "ada@example.org"


@pytest.mark.parametrize("table", ["django_session", "accounts_user"])
def test_a_session_that_cannot_be_read_is_no_failure_either(learner: User, settings: Settings, table: str) -> None:
    client = client_of(learner)
    client.raise_request_exception = False
    with without_database(tables=table):
        response = client.post("/settings/", {"display_name": "Ada Lovelace"})
    page = read(response, status=503)
    assert page.find("textarea", name="display_name").text == "Ada Lovelace"
    assert response["Retry-After"] == "5"
    assert "default-src 'none'" in response["Content-Security-Policy"]


def test_a_bug_is_still_a_failure(guest: Client, db: None) -> None:
    guest.raise_request_exception = False
    with without_database(error=ProgrammingError("relation does not exist")):
        page = read(guest.get("/roadmaps/"), status=500)
    assert page.find("h1").text == "Something went wrong"
