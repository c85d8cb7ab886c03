"""Which database is read: the replica where that is safe, the primary everywhere else. Every write goes to the primary.

Safe is a GET or HEAD request of a person who wrote nothing in the last `REPLICA_LAG` seconds, outside transactions and
outside the admin, until it writes. Accounts, sessions and the cache are always the primary's: whoever signed out is
out. Who wrote is told by a cookie that lives as long as a replica may lag, so that everybody sees what they wrote.
"""

from __future__ import annotations

import time
from collections.abc import Callable
from contextvars import ContextVar
from typing import Any

from django.conf import settings
from django.db import DatabaseError, InterfaceError, OperationalError, connections, transaction
from django.db.models import Model
from django.http import HttpRequest, HttpResponse

REPLICA, PRIMARY = "replica", "default"
SAFE_METHODS = {"GET", "HEAD"}
READ_FROM_REPLICA = {"roadmaps", "progress"}
"""Apps whose rows may be read a moment late."""
REST_SECONDS = 10
"""How long a replica that did not answer is left alone."""

_reads: ContextVar[str] = ContextVar("reads", default=PRIMARY)
_wrote: ContextVar[bool] = ContextVar("wrote", default=False)


class ReplicaRouter:
    """Django's router; outside a request that `ReplicaMiddleware` found safe, everything is the primary's."""

    def db_for_read(self, model: type[Model], **hints: Any) -> str:
        if model._meta.app_label not in READ_FROM_REPLICA or transaction.get_connection(PRIMARY).in_atomic_block:
            return PRIMARY
        return _reads.get()

    def db_for_write(self, model: type[Model], **hints: Any) -> str:
        if model._meta.app_label in READ_FROM_REPLICA:
            _wrote.set(True)
            _reads.set(PRIMARY)
        return PRIMARY

    def allow_relation(self, one: Model, other: Model, **hints: Any) -> bool:
        return True  # the same rows, read in two places

    def allow_migrate(self, db: str, app_label: str, **hints: Any) -> bool:
        return db == PRIMARY


class ReplicaMiddleware:
    """Decides for each request where it reads, and marks whoever wrote. Does nothing without a replica.

    A replica that is away, or that takes back a query in the middle, costs nobody a page: it is read from the primary.
    """

    rests_until = 0.0

    def __init__(self, get_response: Callable[[HttpRequest], HttpResponse]) -> None:
        self.get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponse:
        if REPLICA not in connections.settings:
            return self.get_response(request)
        places = _reads.set(PRIMARY), _wrote.set(False)
        try:
            response = self.get_response(request)
            if request.method not in {*SAFE_METHODS, "OPTIONS"} or _wrote.get():
                mark_writer(response)
            return response
        finally:
            _reads.reset(places[0])
            _wrote.reset(places[1])

    def process_view(self, request: HttpRequest, view: Any, args: Any, kwargs: Any) -> None:
        match = request.resolver_match
        asks_admin = match is not None and "admin" in match.app_names
        may_lag = request.method in SAFE_METHODS and name_cookie() not in request.COOKIES and not asks_admin
        if may_lag and self.find_replica():
            _reads.set(REPLICA)

    def process_exception(self, request: HttpRequest, exception: Exception) -> HttpResponse | None:
        """A page that the replica failed is made once more, from the primary."""
        match = request.resolver_match
        if _reads.get() != REPLICA or not isinstance(exception, OperationalError | InterfaceError) or match is None:
            return None
        self.leave_alone()
        response: HttpResponse = match.func(request, *match.args, **match.kwargs)
        return response

    def find_replica(self) -> bool:
        """Whether there is one that answers."""
        if REPLICA not in connections.settings or time.monotonic() < ReplicaMiddleware.rests_until:
            return False
        try:
            connections[REPLICA].close_if_health_check_failed()
            connections[REPLICA].ensure_connection()
        except DatabaseError:
            self.leave_alone()
            return False
        return True

    def leave_alone(self) -> None:
        _reads.set(PRIMARY)
        ReplicaMiddleware.rests_until = time.monotonic() + REST_SECONDS
        connections[REPLICA].close()


def name_cookie() -> str:
    return f"{settings.COOKIE_PREFIX}wrote"


def mark_writer(response: HttpResponse) -> None:
    """Have this browser read from the primary until the replica has caught up."""
    secure = bool(settings.SESSION_COOKIE_SECURE)
    response.set_cookie(name_cookie(), "1", max_age=settings.REPLICA_LAG, secure=secure, httponly=True, samesite="Lax")
