"""The readers of the environment: what each takes, and how it refuses."""

from __future__ import annotations

from typing import Any

import pytest
from django.core.exceptions import ImproperlyConfigured

from config import env

NAME = "WAYMARK_TEST"
DATABASE_HINT = r"Use postgres://user@host/name or sqlite:///path\."
EMAIL_HINT = r"Use submission://user:password@host:587\."


@pytest.fixture
def given(request: pytest.FixtureRequest, monkeypatch: pytest.MonkeyPatch) -> None:
    """The variable holds the text of the test's parameter `text`; None leaves it unset."""
    text = request.getfixturevalue("text")
    monkeypatch.delenv(NAME, raising=False)
    if text is not None:
        monkeypatch.setenv(NAME, text)


pytestmark = pytest.mark.usefixtures("given")


@pytest.fixture
def text() -> str | None:
    """Unset, unless a test says otherwise."""
    return None


@pytest.mark.parametrize(
    ("text", "value"),
    [
        ("true", True),
        ("True", True),
        ("1", True),
        ("on", True),
        ("yes", True),
        ("false", False),
        ("0", False),
        ("off", False),
        ("no", False),
    ],
)
def test_bool(text: str, value: bool) -> None:
    assert env.read_bool(NAME, default=not value) is value


@pytest.mark.parametrize("default", [True, False])
def test_bool_unset_is_the_default(default: bool) -> None:
    assert env.read_bool(NAME, default=default) is default


@pytest.mark.parametrize("text", ["maybe", "", "2", "nein"])
def test_bool_refuses(text: str) -> None:
    with pytest.raises(ImproperlyConfigured, match=rf"^{NAME} must be true or false, not '{text}'\.$"):
        env.read_bool(NAME, default=True)


@pytest.mark.parametrize(("text", "value"), [("7", 7), ("0", 0), (None, 5)])
def test_int(text: str | None, value: int) -> None:
    assert env.read_int(NAME, default=5) == value


@pytest.mark.parametrize("text", ["seven", "", "1.5", "0x10"])
def test_int_refuses_what_is_no_number(text: str) -> None:
    with pytest.raises(ImproperlyConfigured, match=rf"^{NAME} must be a whole number, not '{text}'\.$"):
        env.read_int(NAME, default=5)


@pytest.mark.parametrize(("text", "least"), [("-1", 0), ("0", 1)])
def test_int_refuses_too_small_a_number(text: str, least: int) -> None:
    with pytest.raises(ImproperlyConfigured, match=rf"^{NAME} must be {least} or more, not {text}\.$"):
        env.read_int(NAME, default=5, least=least)


@pytest.mark.parametrize(("text", "value"), [(None, "other"), ("", ""), ("  a b ", "a b")])
def test_text(text: str | None, value: str) -> None:
    assert env.read_text(NAME, default="other") == value


def test_text_unset_is_empty() -> None:
    assert env.read_text(NAME) == ""


@pytest.mark.parametrize(
    ("text", "values"), [(None, []), ("", []), (" , ,", []), ("a", ["a"]), (" a ,b,, c", ["a", "b", "c"])]
)
def test_list(text: str | None, values: list[str]) -> None:
    assert env.read_list(NAME) == values


@pytest.mark.parametrize("text", [" a,b "])
def test_what_must_be_there_is_there(text: str) -> None:
    assert env.require_text(NAME, "Make one.") == "a,b"
    assert env.require_list(NAME, "Name one.") == ["a", "b"]


@pytest.mark.parametrize("text", [None, "", "  "])
def test_what_must_be_there_and_is_not_is_asked_for(text: str | None) -> None:
    with pytest.raises(ImproperlyConfigured, match=rf"^{NAME} is not set\. Make one\.$"):
        env.require_text(NAME, "Make one.")
    with pytest.raises(ImproperlyConfigured, match=rf"^{NAME} is not set\. Name one\.$"):
        env.require_list(NAME, "Name one.")


@pytest.mark.parametrize(
    ("text", "people"),
    [
        (None, []),
        (" , ", []),
        ("a@e.org", [("a@e.org", "a@e.org")]),
        (" a@e.org,b@e.org ", [("a@e.org", "a@e.org"), ("b@e.org", "b@e.org")]),
    ],
)
def test_people(text: str | None, people: list[tuple[str, str]]) -> None:
    assert env.read_people(NAME) == people


@pytest.mark.parametrize("text", ["a@e.org, Ada", "a@e.org;Ada"])
def test_people_refuses_what_is_no_address(text: str) -> None:
    with pytest.raises(
        ImproperlyConfigured, match=rf"^{NAME} must be e-mail addresses with commas between them; '.*Ada' is none\.$"
    ):
        env.read_people(NAME)


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        (None, {"ENGINE": "django.db.backends.sqlite3", "NAME": "default.sqlite3"}),
        ("sqlite:///relative.sqlite3", {"ENGINE": "django.db.backends.sqlite3", "NAME": "relative.sqlite3"}),
        ("sqlite:////absolute/db.sqlite3", {"ENGINE": "django.db.backends.sqlite3", "NAME": "/absolute/db.sqlite3"}),
        (
            "postgres://ada:s%40fe@db.example.org:6543/way",
            {
                "ENGINE": "django.db.backends.postgresql",
                "NAME": "way",
                "USER": "ada",
                "PASSWORD": "s@fe",
                "HOST": "db.example.org",
                "PORT": 6543,
            },
        ),
        ("postgresql://h/way?sslmode=require", {"NAME": "way", "OPTIONS": {"sslmode": "require"}}),
    ],
)
def test_database(text: str | None, expected: dict[str, Any]) -> None:
    database = env.read_database(NAME, default="sqlite:///default.sqlite3")
    assert {key: database[key] for key in expected} == expected


@pytest.mark.parametrize("text", ["", "nonsense", "http://example.org/", "postgres://h:99999/x", "postgres://[::1"])
def test_database_refuses_what_it_cannot_read(text: str) -> None:
    with pytest.raises(ImproperlyConfigured, match=rf"^{NAME} cannot be read: .*{DATABASE_HINT}$"):
        env.read_database(NAME, default="sqlite:///default.sqlite3")


@pytest.mark.parametrize("text", ["mysql://ada@h/x", "oracle://ada@h/x"])
def test_database_refuses_other_kinds(text: str) -> None:
    with pytest.raises(ImproperlyConfigured, match=rf"^{NAME} must name SQLite or PostgreSQL\. {DATABASE_HINT}$"):
        env.read_database(NAME, default="sqlite:///default.sqlite3")


@pytest.mark.parametrize("text", [None, "", " "])
def test_no_mail_is_no_setting(text: str | None) -> None:
    assert env.read_email(NAME) == {}


@pytest.mark.parametrize("text", ["submission://ada:s%40fe@mail.example.org:587"])
def test_email(text: str) -> None:
    assert env.read_email(NAME) == {
        "EMAIL_BACKEND": "django.core.mail.backends.smtp.EmailBackend",
        "EMAIL_FILE_PATH": "",
        "EMAIL_HOST": "mail.example.org",
        "EMAIL_HOST_PASSWORD": "s@fe",
        "EMAIL_HOST_USER": "ada",
        "EMAIL_PORT": 587,
        "EMAIL_USE_SSL": False,
        "EMAIL_USE_TLS": True,
    }


@pytest.mark.parametrize("text", ["submission://mail.example.org:587?from=a@b.c"])
def test_email_takes_nothing_but_settings_of_mail(text: str) -> None:
    assert {key.partition("_")[0] for key in env.read_email(NAME)} == {"EMAIL"}


@pytest.mark.parametrize("text", ["nonsense", "ftp://example.org", "smtp+tls://ada@mail.example.org"])
def test_email_refuses_other_kinds(text: str) -> None:
    with pytest.raises(ImproperlyConfigured, match=rf"^{NAME} names no known kind of mail server\. {EMAIL_HINT}$"):
        env.read_email(NAME)


@pytest.mark.parametrize("text", ["smtp://h:port", "smtp://["])
def test_email_refuses_what_it_cannot_read(text: str) -> None:
    with pytest.raises(ImproperlyConfigured, match=rf"^{NAME} cannot be read: .*{EMAIL_HINT}$"):
        env.read_email(NAME)


@pytest.mark.parametrize("text", ["submission://user:password@host:587"])
def test_the_hints_are_taken_themselves(text: str) -> None:
    assert text in env.EMAIL_HINT
    assert env.read_email(NAME)["EMAIL_USE_TLS"] is True
