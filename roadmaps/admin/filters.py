"""Filters of the lists."""

from __future__ import annotations

from typing import Any

from django.contrib import admin
from django.db.models import QuerySet
from django.http import HttpRequest
from django.utils.translation import gettext_lazy as _

from roadmaps.models import Node, Topic

ROADMAP = "roadmap__id__exact"


class NodeFilter(admin.SimpleListFilter):
    """The nodes of the one roadmap that the list shows; of all roadmaps they would be hundreds."""

    title = _("node")
    parameter_name = "node"

    def lookups(self, request: HttpRequest, model_admin: Any) -> list[tuple[str, str]]:
        roadmap_id = request.GET.get(ROADMAP, "")
        if not roadmap_id.isdecimal():
            return []
        return [(str(node.pk), node.title) for node in Node.objects.filter(roadmap_id=int(roadmap_id)).in_order()]

    def queryset(self, request: HttpRequest, queryset: QuerySet[Topic]) -> QuerySet[Topic]:
        value = self.value() or ""
        return queryset.filter(node_id=int(value)) if value.isdecimal() else queryset
