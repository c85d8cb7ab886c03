"""A learner's home, and the three things that move progress: mark, reset, undo."""

from __future__ import annotations

import uuid
from urllib.parse import parse_qsl, urlencode, urlsplit

from django.contrib import messages
from django.contrib.auth.decorators import login_required
from django.core.exceptions import BadRequest
from django.http import HttpRequest, HttpResponse, HttpResponseRedirect
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import ngettext
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from accounts.http import AuthenticatedHttpRequest, HtmxHttpRequest, read_next
from accounts.models import User
from progress import actions
from progress.filters import list_chips, read_filter
from progress.guests import hold_mark, say_marked
from progress.models import Mark
from progress.queries import (
    get_visible_roadmap,
    get_visible_topic,
    list_my_roadmaps,
    may_see,
    read_trail,
    read_trails,
)
from roadmaps.addresses import move_to, stands_at
from roadmaps.models import Roadmap, Topic
from roadmaps.queries import list_catalogue


@require_safe
def show_home(request: HttpRequest) -> HttpResponse:
    """The front page for guests; for learners the next step and their trails."""
    if not isinstance(request.user, User):
        featured = read_trails(request.user, [roadmap for roadmap in list_catalogue() if roadmap.featured])
        return render(request, "front.html", {"trails": featured, "lead": next(iter(featured), None)})
    trails = read_trails(request.user, list_my_roadmaps(request.user))
    walking = next((trail for trail in trails if trail.here), None)
    suggested = [] if trails else read_trails(request.user, [road for road in list_catalogue() if road.featured])
    return render(request, "home.html", {"trails": trails, "walking": walking, "suggested": suggested})


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


@login_required
@require_http_methods(["GET", "HEAD", "POST"])
def reset(request: AuthenticatedHttpRequest, roadmap_key: str) -> HttpResponse:
    """Ask, then put a whole roadmap back to do."""
    roadmap = get_visible_roadmap(request.user, roadmap_key)
    if request.method == "POST":
        return do_reset(request, roadmap)
    address = reverse("reset", args=[roadmap.key])
    if not stands_at(request, address):
        return move_to(request, address)
    marks = Mark.objects.of(request.user).filter(topic__roadmap=roadmap).exclude(status="todo")
    return render(request, "progress/reset.html", {"roadmap": roadmap, "count": marks.count()})


def do_reset(request: AuthenticatedHttpRequest, roadmap: Roadmap) -> HttpResponseRedirect:
    batch, count = actions.reset_roadmap(user=request.user, roadmap=roadmap)
    if batch:
        text = ngettext("%(count)d topic is back to do.", "%(count)d topics are back to do.", count)
        messages.success(request, text % {"count": count}, extra_tags=f"undo-{batch}")
    else:
        messages.info(request, _("Nothing was marked here, so nothing changed."))
    return redirect(roadmap)


@login_required
@require_POST
def undo(request: AuthenticatedHttpRequest, batch: uuid.UUID) -> HttpResponse:
    """Take back one mark or one reset."""
    undone = actions.undo_batch(user=request.user, batch=batch)
    said = say_undone(undone)
    if request.htmx and len(undone.restored) == 1 and may_see(request.user, undone.restored[0].roadmap):
        return render_marked(request, undone.restored[0], None, said)
    messages.info(request, said)
    address = read_next(request, default=reverse("home"))
    if request.htmx:
        return HttpResponse(headers={"HX-Redirect": address})
    return HttpResponseRedirect(address)


def say_undone(undone: actions.Undone) -> str:
    """What an undo did, in a sentence or two."""
    count, left = len(undone.restored), len(undone.left_alone)
    if count:
        said = ngettext("Undone: %(count)d topic is as it was.", "Undone: %(count)d topics are as they were.", count)
    else:
        said = _("There is nothing to undo.")
    if left:
        more = ngettext("%(left)d topic changed since and stays.", "%(left)d topics changed since and stay.", left)
        said = f"{said} {more}"
    return said % {"count": count, "left": left}
