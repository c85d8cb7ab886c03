"""Marking a topic, and the one answer that names all it moves."""

from __future__ import annotations

from urllib.parse import parse_qsl, urlencode, urlsplit

from django.contrib import messages
from django.core.exceptions import BadRequest
from django.http import HttpRequest, HttpResponse, HttpResponseRedirect
from django.shortcuts import render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST

from accounts.http import HtmxHttpRequest, read_next
from progress import actions
from progress.filters import list_chips, read_filter
from progress.queries import get_visible_topic, person_of, read_trail
from roadmaps.models import Topic


@require_POST
def mark(request: HtmxHttpRequest, roadmap_key: str, node_key: str, topic_key: str) -> HttpResponse:
    """Set the person's status on a topic. An old node in the address does not matter: the topic's key decides."""
    person = person_of(request)
    topic = get_visible_topic(person, roadmap_key, topic_key)
    status, reason = read_state(request)
    try:
        moved = actions.set_states(person=person, states={topic: (status, reason)})
    except actions.UnknownStatusError as error:
        raise BadRequest(_("“%(status)s” is no status a topic can have.") % {"status": status[:40]}) from error
    except actions.FullVisitError:
        return ask_to_sign_up(request, topic)
    said = say_marked(topic, status, reason)
    if request.htmx:
        return render_marked(request, topic, moved, said)
    messages.success(request, said, extra_tags=f"undo-{moved.batch}" if moved.batch else "")
    if topic.retired or topic.node.retired:
        messages.info(request, say_gone(topic))
    return HttpResponseRedirect(read_next(request, default=topic.get_absolute_url()))


def read_state(request: HttpRequest) -> tuple[str, str]:
    """Status and reason of a form. A button sends but one value, so it may hold both: "skipped later"."""
    status, _space, reason = request.POST.get("status", "").partition(" ")
    return status, reason or request.POST.get("reason", "")


def ask_to_sign_up(request: HtmxHttpRequest, topic: Topic) -> HttpResponse:
    """A guest's session is full: it takes an account to go on, and what was marked goes along."""
    said = _(
        "You have marked as many topics as this browser can keep. Sign up, and all of them are yours to go on with."
    )
    messages.info(request, said)
    came_from = read_next(request, default=topic.get_absolute_url())
    address = f"{reverse('account_signup')}?{urlencode({'next': came_from})}"
    if request.htmx:
        return HttpResponse(headers={"HX-Redirect": address})
    return HttpResponseRedirect(address)


def say_marked(topic: Topic, status: str, reason: str) -> str:
    """The sentence that announces a mark."""
    words = {
        ("todo", ""): _("%(topic)s: to do"),
        ("learning", ""): _("%(topic)s: learning"),
        ("done", ""): _("%(topic)s: done"),
        ("done", "known"): _("%(topic)s: done, known before"),
        ("skipped", ""): _("%(topic)s: skipped, not for me"),
        ("skipped", "later"): _("%(topic)s: put off for later"),
    }
    return words[(status, reason)] % {"topic": topic.name}


def render_marked(request: HttpRequest, topic: Topic, moved: actions.Moved, said: str) -> HttpResponse:
    """The one answer that names everything a mark moves on screen."""
    came_from = read_next(request, default=topic.get_absolute_url())
    trail = read_trail(person_of(request), topic.roadmap)
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
        "batch": moved.batch,
    }
    return render(request, "progress/_marked.html", context)


def say_gone(topic: Topic) -> str:
    return _("“%(topic)s” is no longer on this trail; your mark is kept.") % {"topic": topic.name}
