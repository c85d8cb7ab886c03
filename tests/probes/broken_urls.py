"""The site, with four pages that fail while they hold a secret."""

from __future__ import annotations

from typing import NoReturn

from django.core.exceptions import BadRequest, PermissionDenied, SuspiciousOperation
from django.http import Http404, HttpRequest
from django.urls import path
from django.views.decorators.csrf import csrf_exempt

from config import urls

INSIDE = "a-secret-of-the-code"
handler400, handler500 = urls.handler400, urls.handler500


def fail(error: Exception) -> object:
    @csrf_exempt
    def view(request: HttpRequest) -> NoReturn:
        api_key, password, letter = INSIDE, request.POST.get("password"), request.POST.get("text")
        if api_key == password == letter:
            raise BadRequest
        raise error

    return view


urlpatterns = [
    path("boom/", fail(RuntimeError("it broke"))),  # type: ignore[call-overload]  # a view that never answers
    path("boom/denied/", fail(PermissionDenied("no"))),  # type: ignore[call-overload]  # a view that never answers
    path("boom/bad/", fail(SuspiciousOperation("no"))),  # type: ignore[call-overload]  # a view that never answers
    path("boom/gone/", fail(Http404("no"))),  # type: ignore[call-overload]  # a view that never answers
    *urls.urlpatterns,
]
