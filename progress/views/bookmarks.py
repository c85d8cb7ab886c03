"""Keeping a roadmap or a topic at hand."""

from __future__ import annotations

from typing import Any
from urllib.parse import urlencode

from django.contrib import messages
from django.core.exceptions import BadRequest
from django.http import HttpResponse, HttpResponseRedirect
from django.shortcuts import render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST

from accounts.http import HtmxHttpRequest, name_entrance, read_next
from accounts.models import User
from progress.actions.bookmarks import keep_at_hand
from progress.queries import get_visible_roadmap, person_of
from progress.queries.sheet import get_sheet_topic
from roadmaps.models import Roadmap, Topic


@require_POST
def bookmark_roadmap(request: HtmxHttpRequest, roadmap_key: str) -> HttpResponse:
    """Keep a roadmap at hand, or let it go."""
    roadmap = get_visible_roadmap(person_of(request), roadmap_key)
    return change(request, roadmap, "progress/_bookmark_roadmap.html", {"roadmap": roadmap})


@require_POST
def bookmark_topic(request: HtmxHttpRequest, roadmap_key: str, node_key: str, topic_key: str) -> HttpResponse:
    """Keep a topic at hand, or let it go."""
    topic = get_sheet_topic(person_of(request), roadmap_key, topic_key)
    return change(request, topic, "progress/_bookmark_topic.html", {"roadmap": topic.roadmap, "topic": topic})


def change(request: HtmxHttpRequest, thing: Roadmap | Topic, part: str, context: dict[str, Any]) -> HttpResponse:
    """Do it and say so, in either world; a guest is asked to sign up."""
    on = request.POST.get("on", "")
    if on not in {"1", "0"}:
        raise BadRequest(_("To keep something at hand takes on=1 or on=0."))
    came_from = read_next(request, default=thing.get_absolute_url())
    if not isinstance(request.user, User):
        return ask_to_sign_up(request, came_from)
    keep_at_hand(user=request.user, thing=thing, on=on == "1")
    said = _("Kept at hand: %(name)s") if on == "1" else _("No longer kept at hand: %(name)s")
    said = said % {"name": str(thing)}
    if request.htmx:
        context |= {"is_kept": on == "1", "next": came_from, "said": said, "is_answer": True}
        return render(request, part, context)
    messages.success(request, said)
    return HttpResponseRedirect(came_from)


def ask_to_sign_up(request: HtmxHttpRequest, came_from: str) -> HttpResponse:
    messages.info(request, _("It takes an account to keep roadmaps and topics at hand. Nothing was changed."))
    address = f"{reverse(name_entrance())}?{urlencode({'next': came_from})}"
    if request.htmx:
        return HttpResponse(headers={"HX-Redirect": address})
    return HttpResponseRedirect(address)
