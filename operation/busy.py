"""When the site cannot work for a moment: which errors say so, and the page that keeps what the learner typed.

The page is made without the database, the session and the person, for these may be what is away.
"""

from __future__ import annotations

import errno
import logging

from django.db import DatabaseError, InterfaceError, InternalError, OperationalError
from django.http import HttpRequest, HttpResponse
from django.template.loader import render_to_string
from django.utils import translation

from operation.identity import current
from operation.typed import read_typed

RETRY_AFTER = 5
"""Seconds until a program may ask again."""

OUR_FAULT = ("no such ", "has no column", "syntax error", "near ")
"""How SQLite words what PostgreSQL calls a ProgrammingError: trying again would not help, so it stays an error."""
READ_ONLY = "25006"  # a server that is being replaced by another still reads, and writes nothing
FULL = (errno.ENOSPC, errno.EDQUOT)

logger = logging.getLogger("operation.busy")


def is_busy(error: BaseException | None) -> bool:
    """Whether trying again may help: the database is away, busy, full or too slow, or the disk is full."""
    while error is not None:
        if isinstance(error, OperationalError):
            return not str(error).startswith(OUR_FAULT)
        if isinstance(error, InterfaceError) or (isinstance(error, OSError) and error.errno in FULL):
            return True
        if isinstance(error, InternalError) and getattr(error.__cause__, "sqlstate", "") == READ_ONLY:
            return True
        # Inside a transaction the first error is what the next ones are raised from.
        error = error.__cause__ or (error.__context__ if isinstance(error, DatabaseError) else None)
    return False


def show_busy(request: HttpRequest, error: BaseException) -> HttpResponse:
    """Status 503 with `Retry-After`; after a form, with what was typed and a button that sends it again."""
    logger.warning("busy: %s", name_cause(error))
    typed = read_typed(request)
    language = getattr(request, "LANGUAGE_CODE", "") or translation.get_language_from_request(request)
    with translation.override(language):
        page = render_to_string(
            "503.html", {"address": request.get_full_path(), "typed": typed, "request_id": current.get()}
        )
    response = HttpResponse(page, status=503)
    response["Retry-After"] = str(RETRY_AFTER)
    response["Cache-Control"] = "no-store"
    response["Content-Language"] = language
    response._has_been_logged = True  # type: ignore[attr-defined]  # Django's own mark: else every one is a mail to the admins
    return response


def name_cause(error: BaseException) -> str:
    """The kind of error and, on PostgreSQL, its code. Its words may hold what somebody typed."""
    code = getattr(error.__cause__, "sqlstate", None) or getattr(error.__cause__, "sqlite_errorname", None)
    return f"{type(error).__name__} {code or ''}".strip()
