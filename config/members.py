"""A site for members only: a guest is sent to the sign-in page, and from there to where they wanted to go."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

from django.conf import settings
from django.contrib.auth.views import redirect_to_login
from django.core.exceptions import MiddlewareNotUsed
from django.http import HttpRequest, HttpResponse, HttpResponseBase
from django_htmx.http import HttpResponseClientRedirect

OPEN_PATHS = ("/accounts/", "/admin/")  # the admin sends guests to the same page by itself
OPEN_NAMES = {
    "robots", "logo", "manifest", "favicon", "keys", "settings_language", "settings_shortcuts", "settings_theme",
}  # fmt: skip
"""What a guest may ask for besides: what stands on the sign-in page itself, and where its foot leads."""


class MembersOnlyMiddleware:
    """Static files and probes never come here: they are answered before anybody asks who is there."""

    def __init__(self, get_response: Callable[[HttpRequest], HttpResponse]) -> None:
        if not settings.MEMBERS_ONLY:
            raise MiddlewareNotUsed
        self.get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponse:
        return self.get_response(request)

    def process_view(self, request: HttpRequest, view: Any, args: Any, kwargs: Any) -> HttpResponseBase | None:
        match = request.resolver_match
        is_open = request.path_info.startswith(OPEN_PATHS) or (match is not None and match.url_name in OPEN_NAMES)
        if is_open or request.user.is_authenticated:
            return None
        answer = redirect_to_login(request.get_full_path() if request.method == "GET" else "/")
        return HttpResponseClientRedirect(answer.url) if request.headers.get("HX-Request") else answer
