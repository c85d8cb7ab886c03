"""Marking a topic, and the one answer that names all it moves."""

from __future__ import annotations

import uuid
from urllib.parse import parse_qsl, urlencode, urlsplit

from django.contrib import messages
from django.core.exceptions import BadRequest
from django.http import HttpRequest, HttpResponse, HttpResponseRedirect
from django.shortcuts import render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST

from accounts.http import HtmxHttpRequest, read_next
from accounts.models import User
from progress import actions
from progress.filters import list_chips, read_filter
from progress.guests import hold_mark, say_marked
from progress.queries import get_visible_topic, read_trail
from roadmaps.models import Topic


@require_POST
def mark(request: HtmxHttpRequest, roadmap_key: str, node_key: str, topic_key: str) -> HttpResponse:
    """Set the person's status on a topic. An old node in the address does not matter: the topic's key decides."""
    topic = get_visible_topic(request.user, roadmap_key, topic_key)
    status, reason = request.POST.get("status", ""), request.POST.get("reason", "")
    try:
        actions.check_status(status, reason)
    except actions.UnknownStatusError as error:
        raise BadRequest(_("“%(status)s” is no status a topic can have.") % {"status": status[:40]}) from error
    if not isinstance(request.user, User):
        return ask_to_sign_up(request, topic, status, reason)
    batch = actions.mark_topic(user=request.user, topic=topic, status=status, reason=reason)
    if request.htmx:
        return render_marked(request, topic, batch, say_marked(topic, status))
    messages.success(request, say_marked(topic, status), extra_tags=f"undo-{batch}" if batch else "")
    if topic.retired or topic.node.retired:
        messages.info(request, say_gone(topic))
    return HttpResponseRedirect(read_next(request, default=topic.get_absolute_url()))


def ask_to_sign_up(request: HtmxHttpRequest, topic: Topic, status: str, reason: str) -> HttpResponse:
    """Keep a guest's mark until they have an account, and lead them there and back."""
    hold_mark(request, topic=topic, status=status, reason=reason)
    messages.info(request, _("Sign up or sign in, and “%(topic)s” is marked as you chose.") % {"topic": topic.name})
    came_from = read_next(request, default=topic.get_absolute_url())
    address = f"{reverse('account_signup')}?{urlencode({'next': came_from})}"
    if request.htmx:
        return HttpResponse(headers={"HX-Redirect": address})
    return HttpResponseRedirect(address)


def render_marked(request: HttpRequest, topic: Topic, batch: uuid.UUID | None, said: str) -> HttpResponse:
    """The one answer that names everything a mark moves on screen."""
    came_from = read_next(request, default=topic.get_absolute_url())
    trail = read_trail(request.user, topic.roadmap)
    row = trail.row_of(topic)
    gone = topic.retired or topic.node.retired
    context = {
        "trail": trail,
        "roadmap": topic.roadmap,
        "row": row,
        "node": None if gone or not row else trail.node_row(row.node),
        "chips": list_chips(trail, read_filter(dict(parse_qsl(urlsplit(came_from).query)))),
        "next": came_from,
        "said": f"{said} {say_gone(topic)}" if gone else said,
        "batch": batch,
    }
    return render(request, "progress/_marked.html", context)


def say_gone(topic: Topic) -> str:
    return _("“%(topic)s” is no longer on this trail; your mark is kept.") % {"topic": topic.name}
