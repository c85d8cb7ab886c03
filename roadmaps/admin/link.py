"""All links of all topics, to find those of one host."""

from __future__ import annotations

from typing import Any

from django.contrib import admin
from django.db import transaction
from django.db.models import QuerySet
from django.http import HttpRequest

from roadmaps.admin.content import RevisedAdmin
from roadmaps.admin.content_forms import LoneLinkForm
from roadmaps.admin.topic import touch_topics
from roadmaps.models import Link
from roadmaps.revisions import raise_revision


@admin.register(Link)
class LinkAdmin(RevisedAdmin):
    form = LoneLinkForm
    ordering = ["topic__roadmap__title", "topic__name", "position", "id"]
    list_display = ["title", "url", "topic", "kind", "medium", "paid"]
    list_filter = ["kind", "medium", "paid", "topic__roadmap"]
    list_select_related = ["topic"]
    search_fields = ["title", "url", "topic__name"]
    fields = ["seen_revision", "topic", "kind", "title", "url", "medium", "paid", "position"]
    readonly_fields = ["topic"]

    def has_add_permission(self, request: HttpRequest) -> bool:
        """A link is added on its topic's page, where one sees the others."""
        return False

    def save_model(self, request: HttpRequest, obj: Link, form: Any, change: bool) -> None:
        super().save_model(request, obj, form, change)
        if {"kind", "url"} & set(form.changed_data):
            touch_topics([obj.topic_id])

    def delete_model(self, request: HttpRequest, obj: Link) -> None:
        super().delete_model(request, obj)
        touch_topics([obj.topic_id])

    def delete_queryset(self, request: HttpRequest, queryset: QuerySet[Link]) -> None:
        with transaction.atomic():
            places = list(queryset.order_by().values_list("topic__roadmap_id", "topic_id"))
            for roadmap_id in sorted({roadmap_id for roadmap_id, _topic_id in places}):
                raise_revision(roadmap_id)
            super().delete_queryset(request, queryset)
            touch_topics([topic_id for _roadmap_id, topic_id in places])
