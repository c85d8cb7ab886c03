"""Errors told to a tracker that speaks Sentry's protocol. Imported only where `SENTRY_DSN` is set.

What leaves is listed here, and nothing else does: the kind of an error, its places in the code, the route, the version
and the request's number. The words of an error may be somebody's, so they stay.
"""

from __future__ import annotations

from typing import Any

import sentry_sdk
from django.conf import settings
from sentry_sdk.integrations.django import DjangoIntegration
from sentry_sdk.transport import Transport

from operation.identity import current

KEPT = (
    "event_id", "timestamp", "platform", "level", "release", "environment", "logger", "sdk", "transaction",
    "transaction_info", "contexts", "modules",
)  # fmt: skip
FRAME = ("filename", "module", "function", "lineno", "in_app")


def start_tracking(transport: type[Transport] | None = None) -> None:
    sentry_sdk.init(
        dsn=settings.SENTRY_DSN,
        release=f"waymark@{settings.VERSION}",
        integrations=[DjangoIntegration(middleware_spans=False, signals_spans=False)],
        auto_enabling_integrations=False,
        send_default_pii=False,
        include_local_variables=False,
        include_source_context=False,
        max_request_body_size="never",
        max_breadcrumbs=0,
        before_send=strip_event,  # type: ignore[arg-type]  # its events are dictionaries
        transport=transport,
    )


def strip_event(event: dict[str, Any], hint: dict[str, Any]) -> dict[str, Any]:
    """A new event of what may leave."""
    told = {name: event[name] for name in KEPT if name in event}
    told["contexts"] = {name: event.get("contexts", {}).get(name) for name in ("runtime", "trace")}
    told["tags"] = {"request_id": current.get()}
    if message := event.get("logentry", {}).get("message"):
        told["logentry"] = {"message": message}  # the pattern, without what was filled in
    if errors := event.get("exception", {}).get("values"):
        told["exception"] = {"values": [strip_error(error) for error in errors]}
    return told


def strip_error(error: dict[str, Any]) -> dict[str, Any]:
    frames = (error.get("stacktrace") or {}).get("frames") or []
    places = [{name: frame.get(name) for name in FRAME} for frame in frames]
    told = {name: error.get(name) for name in ("type", "module", "mechanism")}
    return told | {"stacktrace": {"frames": places}}
