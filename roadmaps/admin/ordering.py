"""Order by two buttons: no script, the filters of the list stay, and the button pressed has the focus again."""

from __future__ import annotations

from typing import Any

from django.contrib import admin
from django.core.exceptions import PermissionDenied
from django.db import transaction
from django.http import HttpRequest, HttpResponse, HttpResponseRedirect
from django.shortcuts import get_object_or_404
from django.utils.html import format_html
from django.utils.safestring import SafeString
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from roadmaps.admin.bases import AnyAdmin
from roadmaps.models import Node, Topic
from roadmaps.revisions import lock_revision, raise_revision

UP, DOWN = "up", "down"


class OrderedAdmin(AnyAdmin):
    """Lists rows with `order_buttons`; `parent` is the field whose rows are put in order among each other."""

    parent: str

    def changelist_view(self, request: HttpRequest, extra_context: dict[str, Any] | None = None) -> HttpResponse:
        move = request.POST.get("_move")
        if move is None:
            return super().changelist_view(request, extra_context)
        if not self.has_change_permission(request):
            raise PermissionDenied
        direction, _dash, pk = move.partition("-")
        row = get_object_or_404(self.model, pk=int(pk) if pk.isdecimal() else None)
        move_row(row, parent=self.parent, step=-1 if direction == UP else 1)
        return HttpResponseRedirect(f"{request.get_full_path()}#{direction}-{pk}")

    def get_list_display(self, request: HttpRequest) -> list[Any]:
        columns = super().get_list_display(request)
        return [name for name in columns if name != "order_buttons" or self.has_change_permission(request)]

    @admin.display(description=gettext_lazy("order"))
    def order_buttons(self, row: Node | Topic) -> SafeString:
        up, down = _("Move “%(row)s” up") % {"row": row}, _("Move “%(row)s” down") % {"row": row}
        return format_html(
            '<span class="order-buttons">'
            '<button name="_move" value="up-{pk}" id="up-{pk}" aria-label="{up}" title="{up}">↑</button>'
            '<button name="_move" value="down-{pk}" id="down-{pk}" aria-label="{down}" title="{down}">↓</button>'
            "</span>",
            pk=row.pk, up=up, down=down,
        )  # fmt: skip


def move_row(row: Node | Topic, *, parent: str, step: int) -> bool:
    """Moves a row by `step` places among its siblings, at the ends nowhere; tells whether it moved.

    Positions need not be unique: siblings are numbered anew in the order they have; only changes are written.
    """
    rows: Any = type(row)._default_manager
    with transaction.atomic():
        lock_revision(row.roadmap_id)
        order = list(rows.filter(**{parent: getattr(row, parent)}).order_by("position", "id"))
        place = order.index(row)
        target = min(max(place + step, 0), len(order) - 1)
        if target == place:
            return False
        order.insert(target, order.pop(place))
        moved = [sibling for position, sibling in enumerate(order) if sibling.position != position]
        for position, sibling in enumerate(order):
            sibling.position = position
        raise_revision(row.roadmap_id)
        rows.bulk_update(moved, ["position"])
    return True
