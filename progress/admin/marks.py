"""Marks and their history in Django's admin: to look at only. A mark moves when its learner moves it."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from django.contrib import admin
from django.http import HttpRequest
from django.utils.translation import gettext_lazy as _

from progress.models import Change, Mark

if TYPE_CHECKING:
    AnyAdmin = admin.ModelAdmin[Any]
else:  # takes no parameter at run time
    AnyAdmin = admin.ModelAdmin


class ReadOnlyAdmin(AnyAdmin):
    """No adding, no changing, no deleting here."""

    actions = None
    list_select_related = ["user", "topic__roadmap"]
    search_fields = ["user__email", "user__display_name", "topic__name", "topic__key", "topic__roadmap__title"]

    def has_add_permission(self, request: HttpRequest) -> bool:
        return False

    def has_change_permission(self, request: HttpRequest, obj: Any = None) -> bool:
        return False

    def has_delete_permission(self, request: HttpRequest, obj: Any = None) -> bool:
        return False

    @admin.display(description=_("roadmap"), ordering="topic__roadmap__title")
    def roadmap(self, row: Any) -> str:
        return str(row.topic.roadmap)


@admin.register(Mark)
class MarkAdmin(ReadOnlyAdmin):
    list_display = ["user", "roadmap", "topic", "status", "reason", "started_at", "finished_at", "updated_at"]
    list_filter = ["status", "reason", "topic__roadmap"]
    ordering = ["-updated_at", "-id"]


@admin.register(Change)
class ChangeAdmin(ReadOnlyAdmin):
    list_display = [
        "at",
        "user",
        "roadmap",
        "topic",
        "before",
        "before_reason",
        "after",
        "after_reason",
        "cause",
        "batch",
    ]
    list_filter = ["cause", "after", "topic__roadmap"]
    ordering = ["-id"]
