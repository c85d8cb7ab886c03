"""Nothing fails unseen: the first page of the admin says so when the last import was stopped or failed."""

from __future__ import annotations

from typing import Any

from django.contrib import admin
from django.db.models import Q
from django.http import HttpRequest
from django.template.response import TemplateResponse

from progress.queries import is_editor
from progress.queries.reports import count_open_reports
from roadmaps.models import ImportRun

# Whoever pressed the button was told at once, on the page, and saw what to do; nothing is left to be done.
_TOLD = Q(
    origin__in=[ImportRun.Origin.ADMIN, ImportRun.Origin.UNDO],
    outcome__in=[
        ImportRun.Outcome.STALE,
        ImportRun.Outcome.BUSY,
        ImportRun.Outcome.CONFLICT,
        ImportRun.Outcome.GUARDED,
    ],
)


def watch_imports(site: admin.AdminSite) -> None:
    """Puts on the first page of the admin the way to import, and the last import when it was stopped."""
    index = site.index

    def show_index(request: HttpRequest, extra_context: dict[str, Any] | None = None) -> TemplateResponse:
        curates = is_editor(request.user)
        stopped = find_stopped() if curates else None
        waiting = count_open_reports() if curates and request.user.has_perm("progress.view_report") else 0
        told = {"may_import": curates, "stopped_import": stopped, "open_reports": waiting}
        return index(request, {**(extra_context or {}), **told})

    site.index = show_index  # type: ignore[method-assign]  # as the sign-in of the site is replaced


def find_stopped() -> ImportRun | None:
    """The last import, when it was stopped or failed. One query."""
    last = ImportRun.objects.exclude(_TOLD).order_by("-id").first()
    return last if last and last.was_stopped else None
