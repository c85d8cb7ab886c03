"""The queue of what learners reported. It says nothing of who did."""

from __future__ import annotations

from typing import Any

from django.contrib import admin, messages
from django.db.models import Case, Count, OuterRef, QuerySet, Subquery, Value, When
from django.http import HttpRequest
from django.urls import reverse
from django.utils.html import format_html
from django.utils.safestring import SafeString
from django.utils.text import Truncator
from django.utils.translation import gettext_lazy as _
from django.utils.translation import ngettext

from progress.actions.reports import set_state
from progress.admin.marks import AnyAdmin
from progress.models import Report

OPEN_FIRST = Case(When(state=Report.State.OPEN, then=Value(0)), default=Value(1))


@admin.register(Report)
class ReportAdmin(AnyAdmin):
    """Open ones first. Only the state can be changed."""

    actions = ["settle", "dismiss", "open_again"]
    list_display = ["kind", "topic_to_edit", "roadmap", "url", "short_text", "people", "created_at", "state", "page"]
    list_filter = ["state", "kind", "topic__roadmap"]
    list_select_related = ["topic__roadmap", "topic__node"]
    ordering = [OPEN_FIRST.asc(), "-id"]
    search_fields = ["topic__name", "topic__key", "url", "text"]
    fields = ["state", "kind", "topic_to_edit", "roadmap", "page", "url", "text", "people", "created_at", "settled_at"]
    readonly_fields = ["kind", "topic_to_edit", "roadmap", "page", "url", "text", "people", "created_at", "settled_at"]

    def has_add_permission(self, request: HttpRequest) -> bool:
        return False

    def has_delete_permission(self, request: HttpRequest, obj: Any = None) -> bool:
        return False

    def get_queryset(self, request: HttpRequest) -> QuerySet[Report]:
        same = Report.objects.filter(topic=OuterRef("topic"), kind=OuterRef("kind"), url=OuterRef("url"))
        alike = same.order_by().values("topic").annotate(people=Count("user", distinct=True)).values("people")
        rows: QuerySet[Report] = super().get_queryset(request)
        return rows.annotate(people_count=Subquery(alike))

    def save_model(self, request: HttpRequest, obj: Report, form: Any, change: bool) -> None:
        set_state(reports=[obj.pk], state=Report.State(obj.state))

    @admin.action(description=_("Settle"), permissions=["change"])
    def settle(self, request: HttpRequest, queryset: QuerySet[Report]) -> None:
        self.move(request, queryset, Report.State.SETTLED)

    @admin.action(description=_("Dismiss"), permissions=["change"])
    def dismiss(self, request: HttpRequest, queryset: QuerySet[Report]) -> None:
        self.move(request, queryset, Report.State.DISMISSED)

    @admin.action(description=_("Open again"), permissions=["change"])
    def open_again(self, request: HttpRequest, queryset: QuerySet[Report]) -> None:
        self.move(request, queryset, Report.State.OPEN)

    def move(self, request: HttpRequest, queryset: QuerySet[Report], state: Report.State) -> None:
        count = set_state(reports=list(queryset.values_list("pk", flat=True)), state=state)
        said = ngettext("%(count)d report is now %(state)s.", "%(count)d reports are now %(state)s.", count)
        self.message_user(request, said % {"count": count, "state": state.label}, messages.SUCCESS)

    @admin.display(description=_("topic"), ordering="topic__name")
    def topic_to_edit(self, row: Report) -> SafeString:
        return format_html(
            '<a href="{}">{}</a>', reverse("admin:roadmaps_topic_change", args=[row.topic_id]), row.topic
        )

    @admin.display(description=_("roadmap"), ordering="topic__roadmap__title")
    def roadmap(self, row: Report) -> str:
        return str(row.topic.roadmap)

    @admin.display(description=_("page"))
    def page(self, row: Report) -> SafeString:
        return format_html('<a href="{}">{}</a>', row.topic.get_absolute_url(), _("See it on the site"))

    @admin.display(description=_("text"))
    def short_text(self, row: Report) -> str:
        return Truncator(row.text).chars(200)

    @admin.display(description=_("people who reported it"), ordering="people_count")
    def people(self, row: Any) -> int:
        return int(row.people_count)
