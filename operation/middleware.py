"""What happens around every request, whatever page it asks for."""

from __future__ import annotations

import logging
from collections.abc import Callable
from importlib import import_module
from time import perf_counter

from django.conf import settings
from django.http import HttpRequest, HttpResponse

from operation.busy import is_busy, show_busy
from operation.identity import HEADER, current, find_id, name_route
from operation.views import show_alive, show_figures, show_ready

PROBES = {"/healthz/live": show_alive, "/healthz/ready": show_ready, "/metrics": show_figures}

access = logging.getLogger("operation.access")


class WatchMiddleware:
    """The outermost: gives each request its number, and writes a line and figures of it when it is answered.

    The line has method, route, status, milliseconds and number, and nothing of who asked.
    """

    def __init__(self, get_response: Callable[[HttpRequest], HttpResponse]) -> None:
        self.get_response = get_response
        self.count = import_module("operation.figures").count_request if settings.METRICS_TOKEN else None

    def __call__(self, request: HttpRequest) -> HttpResponse:
        began = perf_counter()
        number = find_id(request)
        token = current.set(number)
        try:
            response = self.get_response(request)
            response.headers[HEADER] = number
            self.tell(request, response.status_code, perf_counter() - began)
        finally:
            current.reset(token)
        return response

    def tell(self, request: HttpRequest, status: int, seconds: float) -> None:
        route, method = name_route(request), request.method or ""
        if self.count:
            self.count(route=route, method=method, status=status, seconds=seconds)
        if access.isEnabledFor(logging.INFO):
            said = {"method": method, "route": route, "status": status, "ms": round(seconds * 1000, 2)}
            access.info("request", extra=said)


class ProbeMiddleware:
    """Answers what machines ask, before anything looks at the host, a session or a person: a probe has none of them."""

    def __init__(self, get_response: Callable[[HttpRequest], HttpResponse]) -> None:
        self.get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponse:
        view = PROBES.get(request.path_info)
        if view is None or (view is show_figures and not settings.METRICS_TOKEN):
            return self.get_response(request)
        return view(request)


class BusyMiddleware:
    """Answers 503 instead of 500 where a page fails because the database cannot serve it for a moment.

    It hears of what pages raise. What a middleware raises, such as the session's, goes to `handler500`, which asks
    the same question: operation.views.show_failure.
    """

    def __init__(self, get_response: Callable[[HttpRequest], HttpResponse]) -> None:
        self.get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponse:
        return self.get_response(request)

    def process_exception(self, request: HttpRequest, exception: Exception) -> HttpResponse | None:
        return show_busy(request, exception) if is_busy(exception) else None
