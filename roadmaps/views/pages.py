"""The pages of content: roadmap, node, topic. Each is one read, one context, one template."""

from __future__ import annotations

from typing import Any

from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import get_language_bidi
from django.utils.translation import gettext as _
from django.views.decorators.http import require_safe
from django.views.decorators.vary import vary_on_headers

from accounts.http import HtmxHttpRequest
from progress.filters import count_shown, list_chips, list_shown, read_filter
from progress.forms import OwnLinkForm
from progress.map import draw_map
from progress.openings import list_leading_on
from progress.queries import (
    check_visible,
    get_visible_roadmap,
    get_visible_topic,
    is_editor,
    person_of,
    read_topic_trail,
    read_trail,
)
from progress.queries.digest import read_digest
from progress.queries.readings import open_digest
from progress.queries.sheet import read_sheet
from progress.queries.shelf import describe_head
from progress.revalidation import guests_revalidate
from progress.trail import Trail
from roadmaps.addresses import move_to, stands_at
from roadmaps.documents.keys import normalise_key
from roadmaps.models import Link
from roadmaps.queries import get_node, list_links
from roadmaps.views.kept import answer_kept, find_key, find_key_of_guest, is_joined, join_page


@require_safe
@vary_on_headers("HX-Request")
@guests_revalidate
def show_roadmap(request: HttpRequest, roadmap_key: str) -> HttpResponse:
    """The trail: every node and topic, filtered as asked; or the map of its nodes."""
    person = person_of(request)
    if kept := answer_kept(request, find_key_of_guest(request)):
        return kept
    digest = read_digest(person, roadmap_key)
    if digest is None:
        return move_to(request, get_visible_roadmap(person, roadmap_key))
    page_key = find_key(request, digest)
    if kept := answer_kept(request, page_key):
        return kept
    trail, chosen = open_digest(person, digest).build(), read_filter(request.GET.dict())
    if not stands_at(request, check_visible(person, trail.roadmap)):
        return move_to(request, trail.roadmap)
    context = {**describe_trail(request, trail), **describe_head(person, trail)}
    if request.GET.get("view") == "map":
        return render(request, "roadmaps/map.html", context | {"map": draw_map(trail, mirrored=get_language_bidi())})
    shown = list_shown(trail, chosen)
    context |= {"chosen": chosen, "chips": list_chips(trail, chosen), "shown": shown, "count": count_shown(shown)}
    if is_joined(request):
        return join_page(request, None if depends_on_others(trail) else page_key, context)
    return render(request, "roadmaps/roadmap.html", context)


def depends_on_others(trail: Trail) -> bool:
    """Whether the page shows something of other roadmaps: what to walk at its end, the same topic elsewhere."""
    return trail.is_finished or any(row.topic.same_as for row in [*trail.rows, *trail.off])


@require_safe
@guests_revalidate
def show_node(request: HttpRequest, roadmap_key: str, node_key: str) -> HttpResponse:
    """One node with its topics, and the nodes before and after it."""
    trail = read_trail(person_of(request), get_visible_roadmap(person_of(request), roadmap_key))
    keys = [row.node.key for row in trail.nodes]
    if normalise_key(node_key) not in keys:
        return lead_to_node(request, trail, node_key)
    place = keys.index(normalise_key(node_key))
    row = trail.nodes[place]
    if not stands_at(request, row.node):
        return move_to(request, row.node)
    context = {
        **describe_trail(request, trail),
        "node": row,
        "builds_on": [other for other in trail.nodes if other.node.key in row.node.depends_on],
        "gone": [other for other in trail.gone if other.node.pk == row.node.pk],
        "previous": trail.nodes[place - 1] if place else None,
        "following": trail.nodes[place + 1] if place + 1 < len(keys) else None,
    }
    return render(request, "roadmaps/node.html", context)


def lead_to_node(request: HttpRequest, trail: Trail, node_key: str) -> HttpResponse:
    """Where a stage went that no longer stands under this key: its new address, or what is left of it."""
    node = get_node(trail.roadmap, node_key)
    if not node.retired:
        return move_to(request, node)
    if any(row.node.pk == node.pk for row in trail.gone):
        return redirect(f"{trail.roadmap.get_absolute_url()}#gone")  # for now: a stage may return
    raise Http404(_("There is no such stage on this roadmap."))


@require_safe
@vary_on_headers("HX-Request")
@guests_revalidate
def show_topic(request: HtmxHttpRequest, roadmap_key: str, node_key: str, topic_key: str) -> HttpResponse:
    """One topic: a page of its own, or the panel on the roadmap page."""
    topic = get_visible_topic(person_of(request), roadmap_key, topic_key)
    trail = read_topic_trail(person_of(request), topic)
    row = trail.row_of(topic)
    if row is None:
        raise Http404(_("This topic is no longer on the trail."))
    if not stands_at(request, topic):
        return move_to(request, topic)
    previous, following = trail.neighbours(topic)
    links = list_links(topic)
    context = {
        **describe_trail(request, trail),
        "row": row,
        "topic": topic,
        "sheet": read_sheet(person_of(request), topic, links),
        "form": OwnLinkForm(auto_id="own-link-%s"),
        "links": [link for link in links if link.kind == Link.Kind.LINK],
        "references": [link for link in links if link.kind == Link.Kind.REFERENCE],
        "prerequisites": trail.resolve_prerequisites(topic),
        "leads_on": list_leading_on(trail, topic.key),
        "twins": trail.stars.twins(topic.pk),
        "is_parted": trail.stars.is_parted(topic.pk),
        "siblings": [other for other in trail.rows if other.node.pk == topic.node_id],
        "previous": previous,
        "following": following,
    }
    return render(request, "roadmaps/_panel.html" if request.htmx else "roadmaps/topic.html", context)


def describe_trail(request: HttpRequest, trail: Trail) -> dict[str, Any]:
    """What every page on a roadmap shows around its own matter."""
    return {
        "roadmap": trail.roadmap,
        "trail": trail,
        "next": request.get_full_path(),
        "may_edit": is_editor(person_of(request)),
    }
