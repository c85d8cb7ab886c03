"""The settings: nothing needed for development, no start in production without what is needed there."""

from __future__ import annotations

import os
import runpy
import subprocess
import sys
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import Any

import pytest
from django.core.exceptions import ImproperlyConfigured
from django.db.backends.sqlite3.base import DatabaseWrapper
from django.db.utils import OperationalError

from config import settings as module

ROOT = Path(__file__).resolve().parents[2]
KNOWN = [
    "SECRET_KEY_FALLBACKS", "STAFF_NEEDS_SECOND_FACTOR",
    "ADMINS", "ALLOWED_HOSTS", "BACKUP_DIR", "BACKUP_MAX_AGE_HOURS", "BIND", "CONN_MAX_AGE", "CSRF_TRUSTED_ORIGINS",
    "GITHUB_CLIENT_ID", "GITHUB_CLIENT_SECRET", "GOOGLE_CLIENT_ID", "GOOGLE_CLIENT_SECRET",
    "SITE_LOGO", "SITE_LOGO_DARK",
    "DATABASE_POOL", "DATABASE_PREPARED", "DATABASE_REPLICA_URL", "DATABASE_URL", "DEBUG",
    "DEFAULT_FROM_EMAIL", "EMAIL_URL",
    "IMPRINT_URL", "LINK_BASE", "LOCK_TIMEOUT", "MEMBERS_ONLY", "METRICS_TOKEN", "NOINDEX", "PRIVACY_URL", "PROCESS",
    "REDIS_URL", "REPLICA_LAG", "SECRET_KEY", "SECURE_HSTS_SECONDS", "SECURE_SSL_REDIRECT", "SENTRY_DSN", "SIGN_UP",
    "SITE_NAME", "STATEMENT_TIMEOUT", "STUDY_DAY_MINUTES", "STUDY_WEEK_MINUTES", "THREADS", "TRUSTED_PROXY_COUNT",
    "WEB_CONCURRENCY",
]  # fmt: skip
PRODUCTION = {"DEBUG": "false", "SECRET_KEY": "s" * 60, "ALLOWED_HOSTS": "learn.example.org"}
Load = Callable[..., dict[str, Any]]


@pytest.fixture
def load(monkeypatch: pytest.MonkeyPatch) -> Load:
    """Runs the settings anew under exactly these variables and gives what they define."""

    def run(**variables: str) -> dict[str, Any]:
        for name in KNOWN:
            monkeypatch.delenv(name, raising=False)
        for name, value in variables.items():
            monkeypatch.setenv(name, value)
        assert module.__file__
        return runpy.run_path(module.__file__)

    return run


def start(**variables: str) -> subprocess.CompletedProcess[str]:
    """Starts the project in a process of its own under exactly these variables."""
    ours = {name: value for name, value in os.environ.items() if name not in KNOWN}
    command = [sys.executable, "manage.py", "check"]
    return subprocess.run(command, cwd=ROOT, env=ours | variables, capture_output=True, text=True, check=False)


class TestDevelopment:
    def test_needs_no_environment(self, load: Load) -> None:
        found = load()
        assert found["DEBUG"] is True
        assert found["ALLOWED_HOSTS"] == ["localhost", "127.0.0.1", "[::1]"]
        assert found["DATABASES"]["default"]["NAME"] == str(ROOT / "db.sqlite3")
        assert found["EMAIL_BACKEND"] == "django.core.mail.backends.console.EmailBackend"
        assert (found["STUDY_DAY_MINUTES"], found["STUDY_WEEK_MINUTES"], found["LINK_BASE"]) == (120, 600, "")
        assert "SECURE_SSL_REDIRECT" not in found

    def test_starts_without_one(self, tmp_path: Path) -> None:
        done = start(DATABASE_URL=f"sqlite:///{tmp_path / 'db.sqlite3'}")
        assert (done.returncode, done.stderr) == (0, "")

    def test_takes_what_it_is_given(self, load: Load) -> None:
        found = load(
            ALLOWED_HOSTS="a.example, b.example", SECRET_KEY="mine", STUDY_DAY_MINUTES="45", LINK_BASE="https://e.org"
        )
        assert (found["ALLOWED_HOSTS"], found["SECRET_KEY"]) == (["a.example", "b.example"], "mine")
        assert (found["STUDY_DAY_MINUTES"], found["LINK_BASE"]) == (45, "https://e.org")

    @pytest.mark.parametrize(
        ("variables", "message"),
        [
            ({"DEBUG": "maybe"}, "DEBUG must be true or false, not 'maybe'"),
            ({"STUDY_DAY_MINUTES": "0"}, "STUDY_DAY_MINUTES must be 1 or more, not 0"),
            ({"TRUSTED_PROXY_COUNT": "-1"}, "TRUSTED_PROXY_COUNT must be 0 or more, not -1"),
            ({"DATABASE_URL": "mysql://h/x"}, "DATABASE_URL must name SQLite or PostgreSQL"),
            (
                {"DATABASE_URL": "postgres://h/x", "DATABASE_REPLICA_URL": "sqlite:///x"},
                "DATABASE_REPLICA_URL needs PostgreSQL, there and in DATABASE_URL",
            ),
            ({"DATABASE_REPLICA_URL": "postgres://h/x"}, "DATABASE_REPLICA_URL needs PostgreSQL"),
            ({"REDIS_URL": "http://h"}, "REDIS_URL must name a Redis. Use redis://host:6379/0"),
            ({"EMAIL_URL": "pigeon://h"}, "EMAIL_URL names no known kind of mail server"),
            ({"ADMINS": "Ada"}, "ADMINS must be e-mail addresses with commas between them; 'Ada' is none"),
        ],
    )
    def test_refuses_what_it_cannot_read(self, load: Load, variables: dict[str, str], message: str) -> None:
        with pytest.raises(ImproperlyConfigured, match=message):
            load(**variables)


class TestProduction:
    @pytest.mark.parametrize(
        ("missing", "hint"),
        [
            (
                "SECRET_KEY",
                "SECRET_KEY is not set. Make one with: python -c 'import secrets; print(secrets.token_urlsafe(50))'",
            ),
            (
                "ALLOWED_HOSTS",
                "ALLOWED_HOSTS is not set. Name the hosts you serve, for example ALLOWED_HOSTS=learn.example.org",
            ),
        ],
    )
    @pytest.mark.parametrize("value", [None, ""])
    def test_does_not_start_without(self, missing: str, hint: str, value: str | None) -> None:
        variables = {name: text for name, text in PRODUCTION.items() if name != missing}
        done = start(**variables, **({} if value is None else {missing: value}))
        assert done.returncode == 1
        assert done.stderr.strip().endswith(f"django.core.exceptions.ImproperlyConfigured: {hint}")

    def test_starts_with_both(self, tmp_path: Path) -> None:
        done = start(**PRODUCTION, DATABASE_URL=f"sqlite:///{tmp_path / 'db.sqlite3'}")
        assert (done.returncode, done.stderr) == (0, "")

    def test_is_served_by_https_alone(self, load: Load) -> None:
        found = load(**PRODUCTION)
        assert [found[name] for name in ("SECURE_SSL_REDIRECT", "SESSION_COOKIE_SECURE", "CSRF_COOKIE_SECURE")] == [
            True
        ] * 3
        assert found["SECURE_HSTS_SECONDS"] == 31_536_000
        assert found["SECURE_HSTS_INCLUDE_SUBDOMAINS"] is found["SECURE_HSTS_PRELOAD"] is True
        assert "SECURE_PROXY_SSL_HEADER" not in found
        assert found["STORAGES"]["staticfiles"]["BACKEND"] == "config.joining.JoiningStorage"

    def test_can_be_served_without_on_a_closed_network(self, load: Load) -> None:
        found = load(**PRODUCTION, SECURE_SSL_REDIRECT="false")
        assert [found[name] for name in ("SECURE_SSL_REDIRECT", "SESSION_COOKIE_SECURE", "CSRF_COOKIE_SECURE")] == [
            False
        ] * 3
        assert (found["SECURE_HSTS_SECONDS"], found["SECURE_HSTS_PRELOAD"]) == (0, False)

    def test_believes_a_proxy_only_when_told_of_one(self, load: Load) -> None:
        found = load(**PRODUCTION, TRUSTED_PROXY_COUNT="1")
        assert found["SECURE_PROXY_SSL_HEADER"] == ("HTTP_X_FORWARDED_PROTO", "https")
        assert found["ALLAUTH_TRUSTED_PROXY_COUNT"] == 1


class TestMail:
    def test_without_a_server_nobody_is_asked_to_verify(self, load: Load) -> None:
        found = load()
        assert (found["MAIL_IS_CONFIGURED"], found["ACCOUNT_EMAIL_VERIFICATION"]) == (False, "none")

    def test_with_a_server_everybody_is(self, load: Load) -> None:
        found = load(EMAIL_URL="submission://ada:pw@mail.example.org:587", DEFAULT_FROM_EMAIL="way@example.org")
        assert (found["MAIL_IS_CONFIGURED"], found["ACCOUNT_EMAIL_VERIFICATION"]) == (True, "mandatory")
        assert (found["EMAIL_HOST"], found["EMAIL_PORT"], found["EMAIL_USE_TLS"]) == ("mail.example.org", 587, True)
        assert found["DEFAULT_FROM_EMAIL"] == found["SERVER_EMAIL"] == "way@example.org"
        assert found["EMAIL_TIMEOUT"] == 20

    def test_of_trouble_goes_to_the_admins(self, load: Load) -> None:
        assert load()["ADMINS"] == []
        assert load(ADMINS="a@e.org,b@e.org")["ADMINS"] == [("a@e.org", "a@e.org"), ("b@e.org", "b@e.org")]

    def test_a_console_is_no_server(self, load: Load) -> None:
        found = load(EMAIL_URL="console:")
        assert (found["MAIL_IS_CONFIGURED"], found["ACCOUNT_EMAIL_VERIFICATION"]) == (False, "none")


@pytest.mark.django_db
class TestDatabase:
    @pytest.fixture
    def sqlite(self, load: Load, tmp_path: Path) -> Iterator[Callable[[], DatabaseWrapper]]:
        """Opens connections to one new SQLite file as the settings say, whatever database the suite runs on."""
        entry = load(DATABASE_URL=f"sqlite:///{tmp_path / 'db.sqlite3'}")["DATABASES"]["default"]
        opened: list[DatabaseWrapper] = []

        def connect() -> DatabaseWrapper:
            defaults = {"AUTOCOMMIT": True, "CONN_MAX_AGE": 0, "CONN_HEALTH_CHECKS": False, "TIME_ZONE": None}
            opened.append(DatabaseWrapper(defaults | entry, "probe"))
            return opened[-1]

        yield connect
        for connection in opened:
            connection.close()

    def read(self, connection: DatabaseWrapper, pragma: str) -> object:
        with connection.cursor() as cursor:
            return cursor.execute(f"PRAGMA {pragma}").fetchone()[0]

    def test_sqlite_keeps_a_write_ahead_log_and_foreign_keys(self, sqlite: Callable[[], DatabaseWrapper]) -> None:
        connection = sqlite()
        names = ("journal_mode", "foreign_keys", "synchronous", "busy_timeout")
        assert [self.read(connection, name) for name in names] == ["wal", 1, 1, 20_000]

    def test_sqlite_waits_for_its_turn_before_it_reads(self, sqlite: Callable[[], DatabaseWrapper]) -> None:
        first, second = sqlite(), sqlite()
        options = first.settings_dict["OPTIONS"]
        assert (options["transaction_mode"], options["timeout"]) == ("IMMEDIATE", 20)
        with first.cursor() as cursor:
            cursor.execute("CREATE TABLE marks (id INTEGER)")
        with second.cursor() as cursor:
            cursor.execute("PRAGMA busy_timeout=1")
        # a transaction that has only begun already holds the right to write
        first.set_autocommit(False, force_begin_transaction_with_broken_autocommit=True)
        with pytest.raises(OperationalError, match="locked"):
            second.set_autocommit(False, force_begin_transaction_with_broken_autocommit=True)
        first.rollback()

    def test_no_request_is_one_transaction(self, load: Load) -> None:
        for address in ("sqlite:///db.sqlite3", "postgres://ada@h/way"):
            assert load(DATABASE_URL=address)["DATABASES"]["default"]["ATOMIC_REQUESTS"] is False

    def test_postgresql_keeps_its_connections(self, load: Load) -> None:
        database = load(DATABASE_URL="postgres://ada@h/way?sslmode=require", CONN_MAX_AGE="9")["DATABASES"]["default"]
        assert (database["ENGINE"], database["NAME"], database["HOST"]) == ("config.postgresql", "way", "h")
        assert (database["CONN_MAX_AGE"], database["CONN_HEALTH_CHECKS"]) == (9, True)
        prepared = {"server_side_binding": True, "prepare_threshold": 5}
        assert database["OPTIONS"] == {"connect_timeout": 5, "sslmode": "require", **prepared}
        assert load()["DATABASE_ROUTERS"] == []


class TestSafety:
    def test_no_page_may_run_or_fetch_what_is_not_ours(self, load: Load) -> None:
        directives = load()["CONTENT_SECURITY_POLICY"]["DIRECTIVES"]
        assert directives["default-src"] == ["'none'"]
        assert directives["script-src"] == directives["style-src"] == directives["connect-src"] == ["'self'"]
        assert directives["img-src"] == ["'self'", "data:"]
        assert [values for values in directives.values() if any("unsafe" in value for value in values)] == []

    def test_cookies_belong_to_this_very_host_under_https(self, load: Load) -> None:
        names = ("SESSION_COOKIE_NAME", "CSRF_COOKIE_NAME", "LANGUAGE_COOKIE_NAME")
        plain = ["sessionid", "csrftoken", "django_language"]
        assert [load()[name] for name in names] == plain
        assert [load(**PRODUCTION, SECURE_SSL_REDIRECT="false")[name] for name in names] == plain
        assert [load(**PRODUCTION)[name] for name in names] == [f"__Host-{name}" for name in plain]

    def test_every_process_counts_in_one_place(self, load: Load) -> None:
        database = {
            "BACKEND": "django.core.cache.backends.db.DatabaseCache",
            "LOCATION": "cache",
            "OPTIONS": {"MAX_ENTRIES": 50_000},
        }
        assert load()["CACHES"] == {"default": database}
        shared = load(REDIS_URL="redis://h:6379/1")["CACHES"]
        assert (shared["database"], shared["default"]["BACKEND"]) == (database, "config.sturdy.SturdyCache")
        assert shared["default"]["LOCATION"] == "redis://h:6379/1"
