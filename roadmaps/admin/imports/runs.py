"""The records of imports: to look at, never to write."""

from __future__ import annotations

from typing import Any

from django.contrib import admin
from django.contrib.admin.utils import unquote
from django.db.models import QuerySet
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import render
from django.urls import URLPattern, path
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from progress.queries import is_editor
from roadmaps.admin.bases import AnyAdmin
from roadmaps.admin.imports.record import show_record
from roadmaps.admin.imports.undo import undo_import
from roadmaps.admin.imports.views import apply_import, refuse_others, start_import
from roadmaps.admin.imports.words import write_sums
from roadmaps.models import ImportRun
from roadmaps.sync.operations import Act

SHOWN_FILES = 3


@admin.register(ImportRun)
class ImportRunAdmin(AnyAdmin):
    """Every run, of the command line too. Editors see them; nobody adds, changes or deletes one."""

    list_display = ["started_at", "outcome", "origin", "editor", "sources", "sums"]
    list_filter = ["outcome", "origin", "started_at", ("editor", admin.RelatedOnlyFieldListFilter)]
    list_select_related = ["editor"]
    search_fields = ["documents__roadmap__title", "documents__roadmap__key", "message"]
    ordering = ["-id"]
    change_list_template = "admin/roadmaps/import_list.html"

    def get_urls(self) -> list[URLPattern]:
        wrap = self.admin_site.admin_view
        return [
            path("new/", wrap(start_import), name="roadmaps_import"),
            path("new/apply/", wrap(apply_import), name="roadmaps_import_apply"),
            path("<int:run_id>/undo/", wrap(undo_import), name="roadmaps_import_undo"),
            *super().get_urls(),
        ]

    def get_queryset(self, request: HttpRequest) -> QuerySet[ImportRun]:
        rows: QuerySet[ImportRun] = super().get_queryset(request)
        return rows.defer("options", "problems", "lines", "changes")

    def has_view_permission(self, request: HttpRequest, obj: ImportRun | None = None) -> bool:
        return is_editor(request.user)

    def has_add_permission(self, request: HttpRequest) -> bool:
        return False

    def has_change_permission(self, request: HttpRequest, obj: ImportRun | None = None) -> bool:
        return False

    def has_delete_permission(self, request: HttpRequest, obj: ImportRun | None = None) -> bool:
        return False

    def change_view(
        self, request: HttpRequest, object_id: str, form_url: str = "", extra_context: dict[str, Any] | None = None
    ) -> HttpResponse:
        """The record of one run."""
        refuse_others(request)
        key = unquote(object_id)
        run = ImportRun.objects.select_related("editor").filter(pk=key).first() if key.isdecimal() else None
        if run is None:
            raise Http404(_("No such import."))
        context = {**self.admin_site.each_context(request), **show_record(run), "title": _("Record of an import")}
        return render(request, "admin/roadmaps/import_run.html", context)

    @admin.display(description=gettext_lazy("files"))
    def sources(self, run: ImportRun) -> str:
        names = [name.rpartition("/")[2] for name in run.files[:SHOWN_FILES]]
        return ", ".join([*names, "…"] if len(run.files) > SHOWN_FILES else names)

    @admin.display(description=gettext_lazy("changes"))
    def sums(self, run: ImportRun) -> str:
        return write_sums({act: run.counts.get(act.value, 0) for act in Act})
