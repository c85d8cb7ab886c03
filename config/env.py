"""Typed readers of the environment. Each raises `ImproperlyConfigured` with what to do, never a silent default."""

from typing import Any

import dj_email_url
import environs
from django.core.exceptions import ImproperlyConfigured, ValidationError
from django.core.validators import validate_email

_env = environs.Env()

DATABASE_HINT = "Use postgres://user@host/name or sqlite:///path."
REDIS_HINT = "Use redis://host:6379/0, or rediss:// with TLS."
EMAIL_HINT = "Use submission://user:password@host:587."


def read_bool(name: str, *, default: bool) -> bool:
    """True or False from the usual words; anything else raises (`DEBUG=maybe` is not False)."""
    try:
        return _env.bool(name, default)
    except environs.EnvError as error:
        raise ImproperlyConfigured(f"{name} must be true or false, not {_env.str(name)!r}.") from error


def read_int(name: str, *, default: int, least: int = 0) -> int:
    """A whole number not below `least`."""
    try:
        number = _env.int(name, default)
    except environs.EnvError as error:
        raise ImproperlyConfigured(f"{name} must be a whole number, not {_env.str(name)!r}.") from error
    if number < least:
        raise ImproperlyConfigured(f"{name} must be {least} or more, not {number}.")
    return number


def read_text(name: str, *, default: str = "") -> str:
    return _env.str(name, default).strip()


def read_list(name: str) -> list[str]:
    """Texts between commas; empty ones are dropped."""
    return [part for part in (piece.strip() for piece in read_text(name).split(",")) if part]


def require_text(name: str, hint: str) -> str:
    """A text that must be there."""
    value = read_text(name)
    if not value:
        raise ImproperlyConfigured(f"{name} is not set. {hint}")
    return value


def require_list(name: str, hint: str) -> list[str]:
    """At least one text."""
    values = read_list(name)
    if not values:
        raise ImproperlyConfigured(f"{name} is not set. {hint}")
    return values


def read_people(name: str) -> list[tuple[str, str]]:
    """E-mail addresses between commas, each with itself as its name: Django's ADMINS."""
    addresses = read_list(name)
    for address in addresses:
        try:
            validate_email(address)
        except ValidationError as error:
            message = f"{name} must be e-mail addresses with commas between them; {address!r} is none."
            raise ImproperlyConfigured(message) from error
    return [(address, address) for address in addresses]


def read_database(name: str, *, default: str) -> dict[str, Any]:
    """A Django DATABASES entry from an address such as `sqlite:///db.sqlite3` or `postgres://user@host:5432/name`."""
    try:
        database: dict[str, Any] = dict(_env.dj_db_url(name, default))
    except (environs.EnvError, ValueError) as error:
        raise ImproperlyConfigured(f"{name} cannot be read: {error}. {DATABASE_HINT}") from error
    if database["ENGINE"] not in {"django.db.backends.sqlite3", "django.db.backends.postgresql"}:
        raise ImproperlyConfigured(f"{name} must name SQLite or PostgreSQL. {DATABASE_HINT}")
    return database


def read_redis(name: str) -> str:
    """The address of a Redis; "" when none is set."""
    address = read_text(name)
    if address and not address.startswith(("redis://", "rediss://", "unix://")):
        raise ImproperlyConfigured(f"{name} must name a Redis. {REDIS_HINT}")
    return address


def read_email(name: str) -> dict[str, Any]:
    """Django's EMAIL_ settings from an address (see EMAIL_HINT); empty when none is set."""
    address = read_text(name)
    if not address:
        return {}
    try:
        config = dict(dj_email_url.parse(address))
    except (ValueError, KeyError) as error:
        raise ImproperlyConfigured(f"{name} cannot be read: {error}. {EMAIL_HINT}") from error
    if not config.get("EMAIL_BACKEND"):
        raise ImproperlyConfigured(f"{name} names no known kind of mail server. {EMAIL_HINT}")
    return {key: value for key, value in config.items() if key.startswith("EMAIL_") and value is not None}
