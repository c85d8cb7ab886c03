"""Log lines of a public site: what happened, and nothing of who asked or what they typed."""

from __future__ import annotations

import io
import json
import logging
import logging.config
from collections.abc import Iterator
from typing import Any

import pytest
from django.db import IntegrityError
from django.test import Client, RequestFactory

from accounts.models import User
from config.logs import make_logging
from operation.lines import PrivateFormatter
from tests.clients import client_of
from tests.factories import TopicFactory
from tests.operation.faults import without_database


@pytest.fixture
def log() -> Iterator[io.StringIO]:
    """What a public site writes."""
    written = io.StringIO()
    handler = logging.StreamHandler(written)
    handler.setFormatter(PrivateFormatter())
    levels = {"": "WARNING", "operation.access": "INFO", "django.request": "ERROR"}
    loggers = {logging.getLogger(name): level for name, level in levels.items()}
    before = {logger: logger.level for logger in loggers}
    for logger, level in loggers.items():
        logger.setLevel(level)
    logging.getLogger().addHandler(handler)
    yield written
    logging.getLogger().removeHandler(handler)
    for logger, old in before.items():
        logger.setLevel(old)


def read(log: io.StringIO) -> list[dict[str, Any]]:
    return [json.loads(line) for line in log.getvalue().splitlines()]


def test_each_request_is_one_line(guest: Client, db: None, log: io.StringIO) -> None:
    response = guest.get("/roadmaps/?q=ada@example.org")
    (line,) = read(log)
    assert line.pop("ms") >= 0
    assert line.pop("timestamp").startswith("20")
    assert line == {
        "level": "INFO", "logger": "operation.access", "message": "request", "method": "GET", "route": "catalogue",
        "status": 200, "request_id": response["X-Request-ID"],
    }  # fmt: skip


@pytest.mark.parametrize(
    ("path", "route", "status"),
    [
        ("/healthz/live", "unknown", 200),
        ("/nowhere/ada@example.org/", "unknown", 404),
        ("/accounts/confirm-email/MTI:secret-token/", "account_confirm_email", 200),
        ("/accounts/password/reset/key/3-secret-token/", "account_reset_password_from_key", 200),
    ],
)
def test_names_the_route_and_never_the_address(
    guest: Client, db: None, log: io.StringIO, path: str, route: str, status: int
) -> None:
    guest.get(path)
    assert [(line["route"], line["status"]) for line in read(log)] == [(route, status)]
    assert "secret-token" not in log.getvalue()
    assert "ada@" not in log.getvalue()


def test_nothing_of_a_learner_reaches_it(learner: User, log: io.StringIO) -> None:
    topic = TopicFactory.create()
    learner.set_password("walk-the-trail-1")
    learner.save()
    client = client_of(learner)
    client.raise_request_exception = False
    note = {"text": "My very own thoughts", "version": "0", "by": str(learner.pk)}
    with_note = client.post(f"{topic.get_absolute_url()}note/", note)
    client.post("/accounts/login/", {"login": learner.email, "password": "a wrong password"})
    for error in (None, IntegrityError(f"Key (email)=({learner.email}) already exists, My very own thoughts")):
        with without_database(tables="progress_", error=error):
            client.post(f"{topic.get_absolute_url()}note/", note)
    assert with_note.status_code == 302
    lines = read(log)
    assert [line["logger"] for line in lines] == [
        "operation.access", "operation.access", "operation.busy", "operation.access", "django.request",
        "operation.access",
    ]  # fmt: skip
    assert lines[4]["message"] == "Internal Server Error: note"
    assert lines[4]["exc_info"].startswith("IntegrityError at ")
    cookies = [cookie.value for cookie in client.cookies.values()]
    secrets = [learner.email, "very own thoughts", "wrong password", topic.key, "127.0.0.1", *cookies]
    assert [secret for secret in secrets if secret and secret in log.getvalue()] == []


def test_an_address_in_any_message_is_taken_out() -> None:
    record = logging.LogRecord("x", logging.WARNING, "", 0, "mail to <%s> failed", ("ada@example.org",), None)
    record.request = RequestFactory().get("/a/")
    record.password = "walk"
    said = json.loads(PrivateFormatter().format(record))
    del said["timestamp"]
    assert said == {"level": "WARNING", "logger": "x", "message": "mail to <[address]> failed", "route": "unknown"}


def test_causes_of_an_error_are_named_without_their_words() -> None:
    try:
        try:
            raise KeyError("ada@example.org")
        except KeyError as error:
            raise ValueError("walk the trail") from error
    except ValueError as error:
        told = PrivateFormatter().formatException((ValueError, error, error.__traceback__))
    first, second = told.split("; caused by ")
    assert first.startswith("ValueError at ")
    assert second.startswith("KeyError at ")
    assert ("ada" in told, "trail" in told) == (False, False)


def test_development_keeps_djangos_own_lines() -> None:
    assert make_logging(debug=True) == {"version": 1, "disable_existing_loggers": False}
    public = make_logging(debug=False)
    assert public["root"] == {"handlers": ["json"], "level": "WARNING"}
    logging.config.DictConfigurator(public)
    assert public["formatters"]["json"]["()"] == f"{PrivateFormatter.__module__}.{PrivateFormatter.__name__}"
