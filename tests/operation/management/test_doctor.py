"""The doctor says how each thing is, and what to do."""

from __future__ import annotations

import json
from pathlib import Path

import pytest
from django.core.management import call_command
from django.db import connection
from pytest_django import Settings

from operation.backups.making import make_backup
from operation.doctor import data, site
from operation.doctor.finding import FAIL, OK, WARN, Finding
from tests.factories import UserFactory
from tests.operation.backups.places import ignore
from tests.operation.faults import without_database

NAMES = [
    "version",
    "settings",
    "database",
    "migrations",
    "cache",
    "mail",
    "clock",
    "disk",
    "files",
    "backups",
    "proxies",
]


def run(*words: str, capsys: pytest.CaptureFixture[str]) -> tuple[int, str]:
    try:
        call_command("doctor", *words)
    except SystemExit as end:
        return int(str(end.code)), capsys.readouterr().out
    return 0, capsys.readouterr().out


def test_looks_at_everything(db: None, settings: Settings, capsys: pytest.CaptureFixture[str]) -> None:
    code, said = run(capsys=capsys)
    lines = said.splitlines()
    assert code == 0
    assert [line.split(":")[0].split()[-1] for line in lines] == NAMES
    assert lines[0] == f"ok   version: {settings.VERSION}"
    assert lines[3] == "ok   migrations: all applied"
    assert lines[9] == "warn backups: BACKUP_DIR is not set. Set it, and run manage.py backup once a day."


def test_tells_a_monitor_in_json_and_by_its_exit_code(db: None, capsys: pytest.CaptureFixture[str]) -> None:
    with without_database():
        code, said = run("--json", capsys=capsys)
    findings = {finding["name"]: finding for finding in json.loads(said)}
    assert code == 1
    assert list(findings) == NAMES
    assert findings["database"] == {
        "name": "database", "level": "fail", "said": "cannot be looked at: OperationalError",
        "todo": "See that it runs and answers.",
    }  # fmt: skip


def test_the_database_keeps_its_promises(db: None) -> None:
    found = data.look_at_database()
    expected = "with a write-ahead log" if connection.vendor == "sqlite" else "read committed"
    assert (found.level, found.said.endswith(expected)) == (OK, True)
    assert data.look_at_clock().level == OK


def test_a_cache_of_each_process_is_none(settings: Settings, db: None) -> None:
    assert data.look_at_cache() == Finding("cache", OK, "DatabaseCache, shared, counts")
    settings.CACHES = {"default": {"BACKEND": "django.core.cache.backends.locmem.LocMemCache"}}
    assert (data.look_at_cache().level, data.look_at_cache().said) == (FAIL, "LocMemCache is not shared by processes")


@pytest.mark.django_db(transaction=True)
def test_backups_are_there_and_new(settings: Settings, tmp_path: Path) -> None:
    settings.BACKUP_DIR = str(tmp_path)
    assert (data.look_at_backups().level, data.look_at_backups().said) == (FAIL, "there is none")
    UserFactory.create()
    make_backup(tmp_path, ignore)
    assert data.look_at_backups() == Finding("backups", OK, "the last good one is 0 hours old")


@pytest.mark.parametrize(("little", "too_little", "level"), [(0, 0, OK), (1e9, 0, WARN), (1e9, 1e9, FAIL)])
def test_a_disk_runs_full(
    db: None, monkeypatch: pytest.MonkeyPatch, little: float, too_little: float, level: str
) -> None:
    monkeypatch.setattr(data, "LITTLE", little)
    monkeypatch.setattr(data, "TOO_LITTLE", too_little)
    assert data.look_at_disk().level == level


def test_a_public_site_needs_its_files_collected(settings: Settings, tmp_path: Path) -> None:
    assert site.look_at_files().level == OK
    settings.DEBUG = False
    settings.STATIC_ROOT = tmp_path
    settings.STORAGES = settings.STORAGES | {"staticfiles": {"BACKEND": "config.joining.JoiningStorage"}}
    assert (site.look_at_files().level, site.look_at_files().said) == (FAIL, "not collected")


def test_mail_is_tried_without_sending(settings: Settings) -> None:
    assert site.look_at_mail().level == WARN
    settings.MAIL_IS_CONFIGURED = True
    settings.EMAIL_HOST, settings.EMAIL_PORT = "127.0.0.1", 1
    settings.EMAIL_BACKEND = "django.core.mail.backends.smtp.EmailBackend"
    found = site.look_at_mail()
    assert (found.level, found.said) == (FAIL, "127.0.0.1:1: ConnectionRefusedError")


def test_a_public_site_without_a_trusted_proxy_is_asked_about_it(settings: Settings) -> None:
    settings.DEBUG = False
    assert site.look_at_proxies().level == WARN
    settings.ALLAUTH_TRUSTED_PROXY_COUNT = 1
    assert site.look_at_proxies() == Finding("proxies", OK, "1 trusted")


def test_development_settings_are_told(settings: Settings) -> None:
    settings.DEBUG = True
    assert site.look_at_settings() == Finding("settings", WARN, "DEBUG is true", "Set DEBUG=false on a public site.")
    settings.DEBUG = False
    found = site.look_at_settings()
    assert found.level == WARN
    assert "security.W004" in found.said
