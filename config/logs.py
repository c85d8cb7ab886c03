"""Where log lines go: to stderr, a line of JSON each on a public site, plain lines in development."""

from __future__ import annotations

from typing import Any


def make_logging(*, debug: bool) -> dict[str, Any]:
    """Django's LOGGING. What Django itself sets up, mail to the admins among it, stays.

    Development has Django's own lines, and runserver's for each request. A public site has one line for each request
    (`operation.access`), and lines of whatever is a warning or worse; a page that is not found is in the former.
    """
    if debug:
        return {"version": 1, "disable_existing_loggers": False}
    return {
        "version": 1,
        "disable_existing_loggers": False,
        "formatters": {"json": {"()": "operation.lines.PrivateFormatter"}},
        "handlers": {"json": {"class": "logging.StreamHandler", "formatter": "json"}},
        "root": {"handlers": ["json"], "level": "WARNING"},
        "loggers": {"operation.access": {"level": "INFO"}, "django.request": {"level": "ERROR"}},
    }
