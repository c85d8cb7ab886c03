"""Topics, with their links."""

from __future__ import annotations

from typing import Any

from django.contrib import admin
from django.db.models import QuerySet
from django.http import HttpRequest
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from progress.queries.reports import count_open_reports
from roadmaps.admin.actions import restore, retire
from roadmaps.admin.content import ContentAdmin
from roadmaps.admin.content_forms import TopicForm
from roadmaps.admin.counts import count_learners
from roadmaps.admin.filters import NodeFilter
from roadmaps.admin.inlines import LinkInline
from roadmaps.admin.ordering import OrderedAdmin
from roadmaps.models import Topic


@admin.register(Topic)
class TopicAdmin(OrderedAdmin, ContentAdmin):
    form = TopicForm
    parent = "node"
    inlines = [LinkInline]
    actions = [retire, restore]
    ordering = ["roadmap__title", "roadmap_id", "node__position", "node_id", "position", "id"]
    list_display = ["name", "order_buttons", "roadmap", "node", "difficulty", "optional", "learners", "retired"]
    list_filter = ["retired", "difficulty", "optional", "roadmap", NodeFilter]
    list_select_related = ["roadmap", "node"]
    search_fields = ["name", "key", "description", "node__title", "roadmap__title"]
    fieldsets = [
        (None, {"fields": ["seen_revision", "node", "name", "key", "description"]}),
        (_("Effort"), {"fields": ["difficulty", "optional", "duration", "prerequisites"]}),
        (_("Content"), {"fields": ["takeaways", "code_snippet", "code_language", "video_url", "questions"]}),
        (_("Place"), {"fields": ["position", "same_as", "reviewed", "retired", "learners_note"]}),
    ]

    def get_queryset(self, request: HttpRequest) -> QuerySet[Topic]:
        rows: QuerySet[Topic] = super().get_queryset(request)
        return rows.annotate(learner_count=count_learners("topic"))

    def show_file(self, request: HttpRequest, context: dict[str, Any], row: Topic | None) -> None:
        """And what learners reported of the topic, to whoever may settle it."""
        super().show_file(request, context, row)
        if row and request.user.has_perm("progress.view_report"):
            context["open_reports"] = count_open_reports(row)

    def get_readonly_fields(self, request: HttpRequest, obj: Topic | None = None) -> list[str]:
        return [*self.readonly_fields, "key"] if obj else self.readonly_fields

    def save_model(self, request: HttpRequest, obj: Topic, form: Any, change: bool) -> None:
        if Topic.STUDIED & set(form.changed_data):
            obj.changed_at = timezone.now()
        super().save_model(request, obj, form, change)

    def save_related(self, request: HttpRequest, form: Any, formsets: Any, change: bool) -> None:
        super().save_related(request, form, formsets, change)
        if change and any(has_other_links(formset) for formset in formsets):
            touch_topics([form.instance.pk])

    @admin.display(description=_("learners"), ordering="learner_count")
    def learners(self, row: Any) -> int:
        return int(row.learner_count)


def has_other_links(formset: Any) -> bool:
    """Whether a saved formset of links changed which links there are, not only what is said of them."""
    moved = any({"kind", "url"} & set(fields) for _link, fields in formset.changed_objects)
    return bool(formset.new_objects or formset.deleted_objects or moved)


def touch_topics(pks: list[int]) -> None:
    """Notes that what there is to study in these topics changed now."""
    Topic.objects.filter(pk__in=pks).update(changed_at=timezone.now())
