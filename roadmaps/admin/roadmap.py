"""Roadmaps, and what the last import said of them."""

from __future__ import annotations

from datetime import datetime
from typing import Any

from django.contrib import admin
from django.db.models import F, QuerySet
from django.http import HttpRequest
from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _

from roadmaps.admin.actions import archive, back_to_draft, forget_former_status, publish
from roadmaps.admin.bases import AnyAdmin
from roadmaps.admin.content import ContentAdmin
from roadmaps.admin.content_forms import RoadmapForm
from roadmaps.admin.counts import count_learners, count_retired, count_topics
from roadmaps.admin.inlines import NodeInline
from roadmaps.models import ImportedDocument, Roadmap


@admin.register(Roadmap)
class RoadmapAdmin(ContentAdmin):
    form = RoadmapForm
    inlines = [NodeInline]
    actions = [publish, archive, back_to_draft]
    list_display = ["title", "status", "topics", "retired", "learners", "featured", "last_import", "revision"]
    list_filter = ["status", "featured"]
    search_fields = ["title", "key", "description"]
    readonly_fields = ["revision", "last_import", "learners_note"]
    fieldsets = [
        (None, {"fields": ["seen_revision", "title", "key", "status", "featured", "description"]}),
        (_("More"), {"fields": ["tags", "body", "language", "discuss", "image"]}),
        (_("Record"), {"fields": ["learners_note", "last_import", "revision"]}),
    ]

    def get_queryset(self, request: HttpRequest) -> QuerySet[Roadmap]:
        rows: QuerySet[Roadmap] = super().get_queryset(request)
        return rows.annotate(
            topic_count=count_topics("roadmap"),
            retired_count=count_retired("roadmap"),
            learner_count=count_learners("topic__roadmap"),
            imported_at=F("imported__imported_at"),
        )  # fmt: skip

    def get_readonly_fields(self, request: HttpRequest, obj: Roadmap | None = None) -> list[str]:
        return [*self.readonly_fields, "key"] if obj else self.readonly_fields

    def get_changeform_initial_data(self, request: HttpRequest) -> dict[str, Any]:
        """A roadmap made here has no topic yet: a draft, unlike one that comes from a file."""
        return {"status": Roadmap.Status.DRAFT, **super().get_changeform_initial_data(request)}

    def save_model(self, request: HttpRequest, obj: Roadmap, form: Any, change: bool) -> None:
        super().save_model(request, obj, form, change)
        if change and "status" in form.changed_data:
            forget_former_status([obj.pk])

    @admin.display(description=_("topics"), ordering="topic_count")
    def topics(self, row: Any) -> int:
        return int(row.topic_count)

    @admin.display(description=_("retired"), ordering="retired_count")
    def retired(self, row: Any) -> int:
        return int(row.retired_count)

    @admin.display(description=_("learners"), ordering="learner_count")
    def learners(self, row: Any) -> int:
        return int(row.learner_count)

    @admin.display(description=_("last import"), ordering="imported_at")
    def last_import(self, row: Any) -> datetime | Promise:
        return getattr(row, "imported_at", None) or _("never")


@admin.register(ImportedDocument)
class ImportedDocumentAdmin(AnyAdmin):
    """To look at only: nothing but an import moves what the last one said."""

    list_display = ["roadmap", "path", "imported_at"]
    list_select_related = ["roadmap"]
    search_fields = ["roadmap__title", "roadmap__key", "path"]

    def has_add_permission(self, request: HttpRequest) -> bool:
        return False

    def has_change_permission(self, request: HttpRequest, obj: ImportedDocument | None = None) -> bool:
        return False

    def has_delete_permission(self, request: HttpRequest, obj: ImportedDocument | None = None) -> bool:
        return False
