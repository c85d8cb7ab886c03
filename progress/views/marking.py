"""Marking a topic, and the one answer that names all it moves."""

from __future__ import annotations

from urllib.parse import urlencode

from django.contrib import messages
from django.core.exceptions import BadRequest
from django.http import HttpRequest, HttpResponse, HttpResponseRedirect
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST

from accounts.http import HtmxHttpRequest, name_entrance, read_next
from accounts.models import User
from progress import actions
from progress.actions.finishes import remember_finishes
from progress.guests import hold_mark
from progress.moments import Moment
from progress.queries import Guest, person_of, read_trail
from progress.queries.moments import read_moment
from progress.queries.readings import find_topic
from progress.queries.suggestions import suggest_after
from progress.trail import Trail
from progress.views.marked import answer_marked
from progress.words import say_marked, say_moment
from roadmaps.models import Node, Roadmap, Topic

ENDS = {"done", "skipped"}
"""Statuses that may leave nothing to do."""


@require_POST
def mark(request: HtmxHttpRequest, roadmap_key: str, node_key: str, topic_key: str) -> HttpResponse:
    """Set the person's status on a topic. An old node in the address does not matter: the topic's key decides."""
    person = person_of(request)
    topic, stars = find_topic(person, roadmap_key, topic_key)
    status, reason = read_state(request)
    try:
        if isinstance(person, Guest) and request.POST.get("mine"):
            return ask_to_sign_in(request, topic, status, reason)
        moved = actions.set_states(person=person, states={topic: (status, reason)}, stars=stars)
    except actions.UnknownStatusError as error:
        raise BadRequest(_("“%(status)s” is no status a topic can have.") % {"status": status[:40]}) from error
    except actions.FullVisitError:
        return ask_to_sign_up(request, topic)
    said = say_marked(topic, status, reason)
    if request.htmx:
        return render_marked(request, topic, moved, said)
    messages.success(request, said, extra_tags=f"undo-{moved.batch}" if moved.batch else "")
    if status in ENDS:
        tell_moment(request, topic.roadmap, moved)
    if topic.retired or topic.node.retired:
        messages.info(request, say_gone(topic))
    return HttpResponseRedirect(read_next(request, default=topic.get_absolute_url()))


def take_in(request: HttpRequest, trail: Trail, moved: actions.Moved) -> Moment | None:
    """What a move has brought about on its roadmap; an end that was reached is remembered."""
    if not moved.batch:
        return None
    if isinstance(request.user, User):
        remember_finishes(user=request.user, trail=trail)
    return read_moment(trail, moved.before)


def tell_moment(request: HttpRequest, roadmap: Roadmap, moved: actions.Moved) -> None:
    """Without script: say what a move has brought about on the page that follows."""
    if not moved.batch:
        return
    trail = read_trail(person_of(request), roadmap)
    moment = take_in(request, trail, moved)
    if moment:
        messages.info(request, say_moment(moment, trail))


def read_state(request: HttpRequest) -> tuple[str, str]:
    """Status and reason of a form. A button sends but one value, so it may hold both: "skipped later"."""
    status, _space, reason = request.POST.get("status", "").partition(" ")
    return status, reason or request.POST.get("reason", "")


def ask_to_sign_in(request: HtmxHttpRequest, topic: Topic, status: str, reason: str) -> HttpResponse:
    """The page was made for a learner who is signed out by now: their mark waits until they are back."""
    hold_mark(request, topic=topic, status=status, reason=reason)
    said = _("You are signed out. Sign in, and “%(topic)s” is marked as you chose.") % {"topic": topic.name}
    return lead_to(request, "account_login", said, topic)


def ask_to_sign_up(request: HtmxHttpRequest, place: Topic | Node | Roadmap) -> HttpResponse:
    """A guest's session is full: it takes an account to go on, and what was marked goes along."""
    said = _(
        "You have marked as many topics as this browser can keep. In an account all of them are yours to go on with."
    )
    return lead_to(request, name_entrance(), said, place)


def lead_to(request: HtmxHttpRequest, page: str, said: str, place: Topic | Node | Roadmap) -> HttpResponse:
    """Send a person to an account page, tell them why there, and have them come back afterwards."""
    messages.info(request, said)
    came_from = read_next(request, default=place.get_absolute_url())
    address = f"{reverse(page)}?{urlencode({'next': came_from})}"
    if request.htmx:
        return HttpResponse(headers={"HX-Redirect": address})
    return HttpResponseRedirect(address)


def render_marked(request: HttpRequest, topic: Topic, moved: actions.Moved, said: str) -> HttpResponse:
    """What a mark of one topic moves on screen."""
    address = topic.get_absolute_url()
    came_from = read_next(request, default=address)
    trail = read_trail(person_of(request), topic.roadmap)
    moment = take_in(request, trail, moved)
    row, gone = trail.row_of(topic), topic.retired or topic.node.retired
    context = {
        "trail": trail,
        "row": row,
        "node": None if gone or not row else trail.node_row(row.node),
        "opened": topic if came_from == address else None,
        "alone": row is not None and came_from == row.node.get_absolute_url(),
        "next": came_from,
        "said": f"{said} {say_gone(topic)}" if gone else said,
        "batch": moved.batch,
        "moment": moment,
        "next_roadmaps": suggest_after(person_of(request), trail),
    }
    return answer_marked(request, context)


def say_gone(topic: Topic) -> str:
    return _("“%(topic)s” is no longer on this trail; your mark is kept.") % {"topic": topic.name}
