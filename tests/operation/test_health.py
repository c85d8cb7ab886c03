"""What a load balancer and a monitor ask."""

from __future__ import annotations

from datetime import UTC, datetime, timedelta
from pathlib import Path
from typing import Any

import pytest
import time_machine
from django.core.cache import cache
from django.db import connection
from django.db.migrations.recorder import MigrationRecorder
from django.test import Client
from django.test.utils import CaptureQueriesContext
from pytest_django import Settings

from accounts.models import User
from operation.backups.shelf import name_backup
from tests.clients import client_of
from tests.operation.backups.test_shelf import put
from tests.operation.faults import without_database

LIVE, READY = "/healthz/live", "/healthz/ready"
WELL = {"database": "ok", "migrations": "ok", "cache": "ok"}


def ask(client: Client, path: str, **options: Any) -> tuple[int, Any]:
    response = client.get(path, **options)
    assert response["Cache-Control"] == "no-store"
    assert response["Content-Type"] == "application/json"
    assert not response.cookies
    return response.status_code, response.json()


def test_a_site_that_is_well(guest: Client) -> None:
    assert ask(guest, LIVE) == (200, {"status": "ok"})
    assert ask(guest, READY) == (200, {"status": "ok", "checks": WELL})


def test_asks_for_no_session_and_no_person(learner: User) -> None:
    client = client_of(learner)
    cache.get("healthz")
    with CaptureQueriesContext(
        connection,
    ) as queries:
        ask(client, READY)
    asked = " ".join(query["sql"] for query in queries.captured_queries)
    assert "django_migrations" in asked
    assert "django_session" not in asked
    assert "accounts_user" not in asked
    with CaptureQueriesContext(connection) as queries:
        ask(client, LIVE)
    assert queries.captured_queries == []


def test_a_database_that_is_away_is_not_ready_but_alive(guest: Client) -> None:
    with without_database():
        assert ask(guest, LIVE) == (200, {"status": "ok"})
        status, said = ask(guest, READY)
    assert status == 503
    assert said["status"] == "failing"
    assert (said["checks"]["database"], said["checks"]["migrations"]) == ("cannot be reached", "not known")


def test_a_cache_that_is_away_is_not_ready(guest: Client) -> None:
    with without_database(tables="cache"):
        assert ask(guest, READY) == (503, {"status": "failing", "checks": WELL | {"cache": "cannot be reached"}})


def test_a_migration_that_was_not_applied_is_not_ready(guest: Client) -> None:
    gone = MigrationRecorder(connection).migration_qs.filter(app="roadmaps").first()
    assert gone is not None
    gone.delete()
    status, said = ask(guest, READY)
    assert (status, said["checks"]["migrations"]) == (503, "1 not applied: run manage.py migrate")


@pytest.mark.parametrize(
    ("hours", "said"),
    [(2, "ok"), (30, "the last good one is 30 hours old"), (None, "there is none")],
)
def test_an_old_backup_is_said_and_turns_nobody_away(
    guest: Client, settings: Settings, tmp_path: Path, hours: int | None, said: str
) -> None:
    settings.BACKUP_DIR = str(tmp_path)
    if hours is not None:
        put(tmp_path, hours)
    (tmp_path / name_backup(datetime(2026, 5, 1, 12, tzinfo=UTC))).write_bytes(b"damaged")
    with time_machine.travel(datetime(2026, 5, 1, 12, tzinfo=UTC) + timedelta(minutes=1), tick=False):
        status = "ok" if said == "ok" else "warning"
        assert ask(guest, READY) == (200, {"status": status, "checks": WELL | {"backup": said}})


def test_is_answered_to_a_machine_that_knows_no_host_and_no_tls(guest: Client, settings: Settings) -> None:
    settings.SECURE_SSL_REDIRECT = True
    settings.SECURE_REDIRECT_EXEMPT = ["^healthz/"]
    settings.ALLOWED_HOSTS = ["learn.example.org"]
    assert ask(guest, LIVE, headers={"host": "10.0.0.7:8000"}) == (200, {"status": "ok"})
    assert ask(guest, READY, headers={"host": "10.0.0.7:8000"})[0] == 200
    assert guest.get("/roadmaps/", headers={"host": "learn.example.org"}).status_code == 301


def test_is_as_safe_as_any_page(guest: Client) -> None:
    assert "default-src 'none'" in guest.get(LIVE)["Content-Security-Policy"]
    assert guest.get(LIVE)["X-Content-Type-Options"] == "nosniff"
    assert guest.post(LIVE).status_code == 405
    assert guest.head(READY).content == b""
