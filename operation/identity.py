"""The number of a request: in its answer, in every line that is logged meanwhile, and on the page of a failure."""

from __future__ import annotations

import os
import re
from contextvars import ContextVar

from django.conf import settings
from django.http import HttpRequest

HEADER = "X-Request-ID"
WELL_FORMED = re.compile(r"[A-Za-z0-9][A-Za-z0-9_-]{7,63}")

current: ContextVar[str] = ContextVar("request_id", default="")


def find_id(request: HttpRequest) -> str:
    """What a proxy of ours has given it, if that is well formed; else a new one. Visitors cannot choose theirs."""
    if settings.ALLAUTH_TRUSTED_PROXY_COUNT:
        given = request.META.get("HTTP_X_REQUEST_ID", "")
        if WELL_FORMED.fullmatch(given):
            return str(given)
    return os.urandom(8).hex()


def name_route(request: HttpRequest) -> str:
    """The name of the page that was asked for: an address may hold keys, tokens and names of people."""
    match = request.resolver_match
    return match.view_name if match else "unknown"
