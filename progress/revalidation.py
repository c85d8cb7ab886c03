"""Pages of guests that a browser keeps, and asks for again only to hear that nothing changed (304).

The tag of a page is made of what goes into it, never of the page itself: Django masks the CSRF token anew each time a
page is rendered. A look at one small row and, for a guest with a session, at that, is all that a 304 costs.
"""

from __future__ import annotations

import hashlib
import json
from collections.abc import Callable
from functools import cache, wraps
from pathlib import Path
from typing import Any, Concatenate, ParamSpec

from django.conf import settings
from django.contrib.messages import get_messages
from django.db import DEFAULT_DB_ALIAS
from django.http import HttpRequest, HttpResponse
from django.utils.cache import get_conditional_response, patch_cache_control

from accounts.http import once
from accounts.models import User
from accounts.reader import describe_reader
from progress.queries.people import VISIT
from roadmaps.models.editions import find_settled

Args = ParamSpec("Args")
View = Callable[Concatenate[Any, Args], HttpResponse]


def guests_revalidate(view: View[Args]) -> View[Args]:
    """For a view whose page, shown to a guest, depends on nothing but what `make_tag` names.

    Stands below `vary_on_headers`, so that a 304 varies as the page does.
    """

    @wraps(view)
    def inner(request: Any, /, *args: Args.args, **kwargs: Args.kwargs) -> HttpResponse:
        tag = make_tag(request)
        answer = get_conditional_response(request, etag=tag) if tag else None
        response = answer or view(request, *args, **kwargs)
        if tag and response.status_code in {200, 304}:
            response.headers["ETag"] = tag
            patch_cache_control(response, private=True, no_cache=True)
        return response

    return inner


def make_tag(request: HttpRequest) -> str | None:
    """The ETag of what this guest would be shown; None for whom there is none.

    None for learners, for whoever is about to be told something, for a browser without a CSRF cookie (the page brings
    it one), while content is being written, and in development, where templates change. One query, two with a session.
    """
    secret = request.COOKIES.get(settings.CSRF_COOKIE_NAME)
    if settings.DEBUG or not secret or isinstance(request.user, User) or has_messages(request):
        return None
    edition = once(request, find_edition)
    if edition is None:
        return None
    parts = [
        edition,
        describe_release(),
        *once(request, describe_reader),
        request.session.get(VISIT),
        secret,
        request.headers.get("HX-Request"),
    ]
    return f'"{digest(json.dumps(parts).encode())}"'


def find_edition(_request: HttpRequest) -> int | None:
    """The edition of all content, None while some is being written. One query, two where it is a new one."""
    return find_settled(DEFAULT_DB_ALIAS)


def has_messages(request: HttpRequest) -> bool:
    """Whether something waits to be said; asking leaves it waiting."""
    return len(get_messages(request)) > 0


@cache
def describe_release() -> str:
    """Changes with the version, the settings, the templates, the translations and the names of static files."""
    plain = {name: getattr(settings, name) for name in dir(settings) if name.isupper()}
    said = json.dumps({name: value for name, value in plain.items() if is_plain(value)}, sort_keys=True)
    engine: dict[str, Any] = settings.TEMPLATES[0]
    folders = [*engine["DIRS"], *settings.LOCALE_PATHS]
    files = [path for folder in folders for path in sorted(Path(folder).rglob("*.*")) if path.suffix != ".po"]
    manifest = Path(settings.STATIC_ROOT, "staticfiles.json")
    files += [manifest] if manifest.exists() else []
    return digest(said.encode() + b"".join(path.read_bytes() for path in files if path.is_file()))


def is_plain(value: object) -> bool:
    """Whether it is the same text in every process."""
    if isinstance(value, list | tuple):
        return all(map(is_plain, value))
    return value is None or isinstance(value, str | int | float)


def digest(text: bytes) -> str:
    return hashlib.sha256(text).hexdigest()[:32]
