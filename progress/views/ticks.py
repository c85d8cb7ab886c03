"""Ticking takeaways and links."""

from __future__ import annotations

from django.core.exceptions import BadRequest
from django.http import HttpResponse
from django.shortcuts import render
from django.utils.translation import gettext as _

from accounts.http import AuthenticatedHttpRequest
from progress.actions.ticks import set_tick
from progress.models import Tick
from progress.queries.sheet import read_sheet
from progress.ticks import normalise_target
from progress.views.sheet import on_sheet, return_to
from roadmaps.models import Topic
from roadmaps.queries import list_links


@on_sheet
def tick(request: AuthenticatedHttpRequest, topic: Topic) -> HttpResponse:
    """Tick or untick one takeaway or link that the topic has. Ticks move no progress."""
    kind, on = request.POST.get("kind", ""), request.POST.get("on", "")
    target = normalise_target(request.POST.get("target", ""))
    if on not in {"0", "1"} or target not in list_targets(topic, kind):
        raise BadRequest(_("This topic has nothing like that to tick. Perhaps it changed: open it again and look."))
    set_tick(user=request.user, topic=topic, kind=kind, target=target, on=on == "1")
    if kind == Tick.Kind.LINK:
        return answer_link(request, topic, target, on=on == "1")
    if request.htmx:
        context = {"topic": topic, "roadmap": topic.roadmap, "sheet": read_sheet(request.user, topic)}
        return render(request, "progress/_ticks.html", context)
    said = _("Ticked: %(target)s") if on == "1" else _("No longer ticked: %(target)s")
    return return_to(request, topic, "sheet-able", said % {"target": target})


def list_targets(topic: Topic, kind: str) -> set[str]:
    """What may be ticked on a topic; nothing for an unknown kind. One query for links."""
    if kind == Tick.Kind.TAKEAWAY:
        return {normalise_target(text) for text in topic.takeaways}
    if kind == Tick.Kind.LINK:
        return {link.url for link in list_links(topic)} | ({topic.video_url} if topic.video_url else set())
    return set()


def answer_link(request: AuthenticatedHttpRequest, topic: Topic, url: str, *, on: bool) -> HttpResponse:
    if request.htmx:
        context = {
            "topic": topic,
            "roadmap": topic.roadmap,
            "url": url,
            "title": request.POST.get("title", "")[:500],
            "on": on,
        }
        return render(request, "progress/_seen.html", context)
    said = _("Seen: %(url)s") if on else _("No longer seen: %(url)s")
    return return_to(request, topic, "sheet-resources", said % {"url": url})
