"""A whole stage at once: every topic that is left of it becomes done."""

from __future__ import annotations

from django.contrib import messages
from django.http import HttpRequest, HttpResponse, HttpResponseRedirect
from django.utils.translation import gettext as _
from django.utils.translation import ngettext
from django.views.decorators.http import require_POST

from accounts.http import HtmxHttpRequest, read_next
from progress import actions
from progress.actions import Moved
from progress.models import Cause
from progress.queries import get_visible_roadmap, person_of, read_trail
from progress.trail import TopicRow, Trail
from progress.views.marked import answer_marked
from progress.views.marking import ask_to_sign_up, take_in, tell_moment
from roadmaps.models import Node
from roadmaps.queries import get_node


@require_POST
def mark_all_done(request: HtmxHttpRequest, roadmap_key: str, node_key: str) -> HttpResponse:
    """Mark done what is neither done nor refused; what was put off for later is done too."""
    roadmap = get_visible_roadmap(person_of(request), roadmap_key)
    node = get_node(roadmap, node_key)
    trail = read_trail(person_of(request), roadmap)
    left = [row for row in rows_of(trail, node) if not (row.status == "done" or row.state == "skipped")]
    try:
        moved = actions.set_states(
            person=person_of(request), states={row.topic: ("done", "") for row in left}, cause=Cause.ALL
        )
    except actions.FullVisitError:
        return ask_to_sign_up(request, node)
    said, came_from = say_all_done(node, len(left)), read_next(request, default=node.get_absolute_url())
    if request.htmx:
        return render_all(request, node, moved, said, came_from)
    messages.success(request, said, extra_tags=f"undo-{moved.batch}" if moved.batch else "")
    tell_moment(request, roadmap, moved)
    return HttpResponseRedirect(came_from)


def rows_of(trail: Trail, node: Node) -> list[TopicRow]:
    """The topics of a node that are on the trail; none of a node that left it."""
    return [row for row in trail.rows if row.node.pk == node.pk]


def say_all_done(node: Node, count: int) -> str:
    if not count:
        return _("Nothing of “%(stage)s” was left to mark.") % {"stage": node.title}
    text = ngettext("%(count)d topic of %(stage)s: done.", "%(count)d topics of %(stage)s: done.", count)
    return text % {"count": count, "stage": node.title}


def render_all(request: HttpRequest, node: Node, moved: Moved, said: str, came_from: str) -> HttpResponse:
    """The answer to a mark, with every row of the stage."""
    trail = read_trail(person_of(request), node.roadmap)
    moment, rows = take_in(request, trail, moved), rows_of(trail, node)
    context = {
        "trail": trail,
        "rows": rows,
        "node": trail.node_row(node) if rows else None,
        "alone": came_from == node.get_absolute_url(),
        "next": came_from,
        "said": said,
        "batch": moved.batch,
        "moment": moment,
    }
    return answer_marked(request, context)
