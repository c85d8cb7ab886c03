"""What machines ask of the site, and the page for a request that failed."""

from __future__ import annotations

import secrets
import sys
from importlib import import_module

from django.conf import settings
from django.http import HttpRequest, HttpResponse, JsonResponse
from django.template.loader import render_to_string
from django.views.decorators.http import require_safe

from operation.busy import is_busy, show_busy
from operation.health import look_at_health
from operation.identity import current

CHALLENGE = {"WWW-Authenticate": "Bearer", "Cache-Control": "no-store"}


@require_safe
def show_alive(request: HttpRequest) -> JsonResponse:
    """This process answers. Nothing else is asked: a database that is away is no reason to start the process anew."""
    return tell({"status": "ok"}, 200)


@require_safe
def show_ready(request: HttpRequest) -> JsonResponse:
    """Status 200 if visitors can be served, else 503; each check is `ok` or says what is wrong.

    A backup that is too old is said, and turns nobody away.
    """
    checks = look_at_health()
    failing = any(word != "ok" for name, word in checks.items() if name != "backup")
    warning = any(word != "ok" for word in checks.values())
    status = "failing" if failing else "warning" if warning else "ok"
    return tell({"status": status, "checks": checks}, 503 if failing else 200)


@require_safe
def show_figures(request: HttpRequest) -> HttpResponse:
    """The figures for Prometheus, to whoever has `METRICS_TOKEN`."""
    asked = request.headers.get("Authorization", "").encode()
    if not secrets.compare_digest(asked, f"Bearer {settings.METRICS_TOKEN}".encode()):
        return HttpResponse("Authorization: Bearer METRICS_TOKEN\n", "text/plain", 401, headers=CHALLENGE)
    written = import_module("operation.figures").write_figures()
    return HttpResponse(written, "text/plain; version=0.0.4; charset=utf-8", headers={"Cache-Control": "no-store"})


def tell(said: dict[str, object], status: int) -> JsonResponse:
    return JsonResponse(said, status=status, headers={"Cache-Control": "no-store"})


def show_failure(request: HttpRequest) -> HttpResponse:
    """Django's handler500, called while the error is handled: 503 where trying again may help, else 500."""
    error = sys.exc_info()[1]
    if error is not None and is_busy(error):
        return show_busy(request, error)
    return HttpResponse(render_to_string("500.html", {"request_id": current.get()}), status=500)
