"""Putting topics back to do, after asking, in four sizes: a topic, a stage, a roadmap, everything."""

from __future__ import annotations

from django.contrib import messages
from django.http import HttpRequest, HttpResponse, HttpResponseRedirect
from django.shortcuts import render, resolve_url
from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import ngettext
from django.views.decorators.http import require_http_methods

from progress import actions
from progress.actions.marks import Place
from progress.queries import get_visible_roadmap, get_visible_topic, person_of
from progress.queries.marked import count_marked
from roadmaps.addresses import move_to, stands_at
from roadmaps.models import Node, Topic
from roadmaps.queries import get_node

may_ask_and_do = require_http_methods(["GET", "HEAD", "POST"])


@may_ask_and_do
def reset_topic(request: HttpRequest, roadmap_key: str, node_key: str, topic_key: str) -> HttpResponse:
    topic = get_visible_topic(person_of(request), roadmap_key, topic_key)
    return ask_or_reset(request, topic, reverse("reset_topic", args=[topic.roadmap.key, topic.node.key, topic.key]))


@may_ask_and_do
def reset_node(request: HttpRequest, roadmap_key: str, node_key: str) -> HttpResponse:
    node = get_node(get_visible_roadmap(person_of(request), roadmap_key), node_key)
    return ask_or_reset(request, node, reverse("reset_node", args=[node.roadmap.key, node.key]))


@may_ask_and_do
def reset_roadmap(request: HttpRequest, roadmap_key: str) -> HttpResponse:
    roadmap = get_visible_roadmap(person_of(request), roadmap_key)
    return ask_or_reset(request, roadmap, reverse("reset", args=[roadmap.key]))


@may_ask_and_do
def reset_everything(request: HttpRequest) -> HttpResponse:
    return ask_or_reset(request, None, reverse("reset_everything"))


def ask_or_reset(request: HttpRequest, place: Place, address: str) -> HttpResponse:
    """Say what would go back to do; once that is sent, do it and offer to take it back."""
    if request.method == "POST":
        return do_reset(request, place)
    if not stands_at(request, address):
        return move_to(request, address)
    count = count_marked(person_of(request), place)
    context = {
        "place": place,
        "size": size_of(place),
        "count": count,
        "roadmap": getattr(place, "roadmap", place),
        "back": back_from(place),
    }
    return render(request, "progress/reset.html", context)


def do_reset(request: HttpRequest, place: Place) -> HttpResponseRedirect:
    moved = actions.reset(person=person_of(request), place=place)
    count = len(moved.topics)
    if moved.batch:
        text = ngettext("%(count)d topic is back to do.", "%(count)d topics are back to do.", count)
        messages.success(request, text % {"count": count}, extra_tags=f"undo-{moved.batch}")
    else:
        messages.info(request, _("Nothing was marked here, so nothing changed."))
    return HttpResponseRedirect(back_from(place))


def size_of(place: Place) -> str:
    """Which of the four: "topic", "node", "roadmap" or "everything"."""
    if isinstance(place, Topic):
        return "topic"
    if isinstance(place, Node):
        return "node"
    return "roadmap" if place else "everything"


def back_from(place: Place) -> str:
    """The page of the place. A stage that left the roadmap has none, so its roadmap's serves."""
    if isinstance(place, Node) and place.retired:
        return resolve_url(place.roadmap)
    return resolve_url(place) if place else reverse("home")
