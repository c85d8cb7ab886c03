"""Going to another site to sign in or to connect an account there, coming back, and parting from it."""

from __future__ import annotations

from collections.abc import Callable
from functools import wraps

from allauth.account.decorators import reauthentication_required
from allauth.socialaccount.adapter import get_adapter
from allauth.socialaccount.internal.flows.connect import disconnect, validate_disconnect
from allauth.socialaccount.models import SocialAccount
from allauth.socialaccount.providers.base import AuthProcess
from allauth.socialaccount.providers.github.views import oauth2_callback as finish_github
from allauth.socialaccount.providers.google.views import oauth2_callback as finish_google
from django.contrib import messages
from django.contrib.auth.decorators import login_required
from django.core.exceptions import ValidationError
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_GET, require_POST

from accounts.http import AuthenticatedHttpRequest, read_next
from accounts.providers.ways import is_on

FINISHES = {"github": finish_github, "google": finish_google}
APP = "allauth.socialaccount"  # whose setting says that connecting asks who it is


def when_on(view: Callable[[HttpRequest, str], HttpResponse]) -> Callable[[HttpRequest, str], HttpResponse]:
    """A provider without keys has no address."""

    @wraps(view)
    def look_first(request: HttpRequest, provider: str) -> HttpResponse:
        if not is_on(provider):
            raise Http404
        return view(request, provider)

    return look_first


def is_signed_in(request: HttpRequest) -> bool:
    return bool(request.user.is_authenticated)


@require_POST
@when_on
@reauthentication_required(enabled=is_signed_in, app=APP)  # type: ignore[untyped-decorator]  # allauth ships no types
def begin(request: HttpRequest, provider: str) -> HttpResponse:
    """A guest signs in, or up; somebody who is signed in connects."""
    process = AuthProcess.CONNECT if is_signed_in(request) else AuthProcess.LOGIN
    site = get_adapter().get_provider(request, provider)
    away: HttpResponse = site.redirect(request, process=process, next_url=read_next(request, default=""))
    return away


@require_GET
@when_on
@never_cache
def finish(request: HttpRequest, provider: str) -> HttpResponse:
    """Where the other site sends the browser back to."""
    answer: HttpResponse = FINISHES[provider](request)
    return answer


@require_POST
@login_required
@reauthentication_required(app=APP)  # type: ignore[untyped-decorator]  # allauth ships no types
def part(request: AuthenticatedHttpRequest, account_id: int) -> HttpResponse:
    account = get_object_or_404(SocialAccount, pk=account_id, user=request.user)
    try:
        validate_disconnect(request, account)
        disconnect(request, account)
    except ValidationError as error:
        messages.error(request, error.messages[0])
    return redirect("settings")
