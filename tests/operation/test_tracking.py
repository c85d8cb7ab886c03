"""What an error tracker is sent: the error, and nothing of who met it."""

from __future__ import annotations

import json
import os
import subprocess
import sys
from pathlib import Path
from typing import Any

import pytest
from pytest_django import Settings

ROOT = Path(__file__).resolve().parents[2]
DSN = "https://key@127.0.0.1:1/1"
SECRETS = (
    "ada@example.org", "own thoughts", "walk-the-trail", "secret-cookie", "secret-path", "secret-query", "203.0.113.7",
    "Agent-7",
)  # fmt: skip


def run(*command: str, dsn: str) -> str:
    env = {**os.environ, "SENTRY_DSN": dsn, "ALLOWED_HOSTS": "testserver", "DEBUG": "true"}
    done = subprocess.run([sys.executable, *command], cwd=ROOT, env=env, capture_output=True, text=True)
    assert done.returncode == 0, done.stderr
    return done.stdout


@pytest.fixture(scope="module")
def sent() -> str:
    return run("tests/operation/broken_site.py", dsn=DSN)


def list_events(sent: str) -> list[dict[str, Any]]:
    lines = [json.loads(line) for line in sent.splitlines() if line.startswith("{")]
    return [line for line in lines if "level" in line]


def test_nothing_of_the_person_leaves(sent: str) -> None:
    assert [secret for secret in SECRETS if secret in sent] == []


def test_the_error_leaves_with_its_place_and_the_version(sent: str, settings: Settings) -> None:
    logged, failed = list_events(sent)
    assert logged["logentry"] == {"message": "mail to %s failed"}
    (error,) = failed["exception"]["values"]
    assert (error["type"], error["stacktrace"]["frames"][-1]["function"]) == ("ValueError", "fail")
    assert {event["release"] for event in (logged, failed)} == {f"waymark@{settings.VERSION}"}
    assert failed["transaction"] == "/break/{key}/"
    assert "request" not in failed
    assert len(failed["tags"]["request_id"]) == 16


def test_without_an_address_its_code_is_never_loaded() -> None:
    count = "import sys, django; django.setup(); print(sum(name.startswith('sentry_sdk') for name in sys.modules))"
    env = "import os; os.environ['DJANGO_SETTINGS_MODULE'] = 'config.settings'; "
    assert run("-c", env + count, dsn="") == "0\n"
    assert int(run("-c", env + count, dsn=DSN)) > 0
