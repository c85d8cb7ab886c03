"""The language of the pages: a row for a learner, a cookie for a guest, and else what the browser asks for."""

from __future__ import annotations

from django.conf import settings
from django.http import HttpRequest, HttpResponse
from django.utils.translation import get_language_info, get_supported_language_variant
from django.utils.translation.trans_real import parse_accept_lang_header

from accounts.models import User

COOKIE_AGE = 365 * 24 * 60 * 60  # seconds


def list_languages() -> list[tuple[str, str]]:
    """`[("de", "Deutsch"), ...]`: each language that the site speaks, by its name in itself."""
    return [(code, get_language_info(code)["name_local"].capitalize()) for code, _ in settings.LANGUAGES]


def is_spoken(language: str) -> bool:
    return language in dict(settings.LANGUAGES)


def choose_language(request: HttpRequest, person: User | None) -> str:
    """The code of the language to answer in: the person's own, a guest's cookie, the browser's, the site's."""
    chosen = person.language if person else read_language_cookie(request)
    return chosen if is_spoken(chosen) else read_language_of_browser(request)


def read_language_cookie(request: HttpRequest) -> str:
    """The language a guest chose, "" without a cookie or with one that names no language of ours."""
    chosen = request.COOKIES.get(settings.LANGUAGE_COOKIE_NAME, "")
    return chosen if is_spoken(chosen) else ""


def read_language_of_browser(request: HttpRequest) -> str:
    """The first language of the browser's list that the site speaks. "de-AT" is served by "de"."""
    for code, _ in parse_accept_lang_header(request.headers.get("Accept-Language", "")):
        if code == "*":
            break
        try:
            return get_supported_language_variant(code)
        except LookupError:
            continue
    return settings.LANGUAGE_CODE


def keep_language(request: HttpRequest, response: HttpResponse, language: str) -> None:
    """Remembers a language of ours for whoever asks: in the row of a learner, in a cookie of a guest."""
    if isinstance(request.user, User):
        request.user.language = language
        request.user.save(update_fields=["language"])
        return
    response.set_cookie(
        settings.LANGUAGE_COOKIE_NAME,
        language,
        max_age=COOKIE_AGE,
        httponly=True,
        samesite="Lax",
        secure=settings.SESSION_COOKIE_SECURE,
    )
