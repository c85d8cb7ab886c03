"""Nodes of a roadmap, with their topics."""

from __future__ import annotations

from typing import Any

from django.contrib import admin
from django.db.models import QuerySet
from django.http import HttpRequest
from django.utils.translation import gettext_lazy as _

from roadmaps.admin.actions import restore, retire
from roadmaps.admin.content import ContentAdmin
from roadmaps.admin.content_forms import NodeForm
from roadmaps.admin.counts import count_learners, count_retired, count_topics
from roadmaps.admin.inlines import TopicInline
from roadmaps.admin.ordering import OrderedAdmin
from roadmaps.models import Node


@admin.register(Node)
class NodeAdmin(OrderedAdmin, ContentAdmin):
    form = NodeForm
    parent = "roadmap"
    inlines = [TopicInline]
    actions = [retire, restore]
    ordering = ["roadmap__title", "roadmap_id", "position", "id"]
    list_display = ["title", "order_buttons", "roadmap", "topics", "retired_topics", "learners", "retired"]
    list_filter = ["retired", "roadmap"]
    list_select_related = ["roadmap"]
    search_fields = ["title", "key", "description", "roadmap__title"]
    fieldsets = [
        (None, {"fields": ["seen_revision", "roadmap", "title", "key", "description", "url", "depends_on"]}),
        (_("Place"), {"fields": ["position", "retired", "learners_note"]}),
    ]

    def get_queryset(self, request: HttpRequest) -> QuerySet[Node]:
        rows: QuerySet[Node] = super().get_queryset(request)
        return rows.annotate(
            topic_count=count_topics("node"),
            retired_count=count_retired("node"),
            learner_count=count_learners("topic__node"),
        )  # fmt: skip

    def get_readonly_fields(self, request: HttpRequest, obj: Node | None = None) -> list[str]:
        return [*self.readonly_fields, "roadmap", "key"] if obj else self.readonly_fields

    @admin.display(description=_("topics"), ordering="topic_count")
    def topics(self, row: Any) -> int:
        return int(row.topic_count)

    @admin.display(description=_("retired topics"), ordering="retired_count")
    def retired_topics(self, row: Any) -> int:
        return int(row.retired_count)

    @admin.display(description=_("learners"), ordering="learner_count")
    def learners(self, row: Any) -> int:
        return int(row.learner_count)
