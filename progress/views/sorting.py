"""What somebody knows already: every topic of a roadmap on one page, sorted into know, learn and skip."""

from __future__ import annotations

from collections.abc import Collection

from django.contrib import messages
from django.core.exceptions import BadRequest
from django.http import HttpRequest, HttpResponse, HttpResponseRedirect
from django.shortcuts import render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import ngettext
from django.views.decorators.http import require_http_methods

from accounts.http import HtmxHttpRequest
from progress import actions
from progress.models import Cause
from progress.queries import get_visible_roadmap, person_of, read_trail
from progress.sorting import KNOW, LEARN, SKIP, BadSortError, Sorted, choose, list_sort_rows, move_rows, read_sorted
from progress.trail import Trail
from progress.views.marking import ask_to_sign_up, tell_moment
from roadmaps.addresses import move_to, stands_at
from roadmaps.queries import list_topics


@require_http_methods(["GET", "HEAD", "POST"])
def sort_roadmap(request: HtmxHttpRequest, roadmap_key: str) -> HttpResponse:
    """Show every topic with what it is now; once sent, set what was chosen, all in one batch."""
    roadmap = get_visible_roadmap(person_of(request), roadmap_key)
    trail = read_trail(person_of(request), roadmap)
    if request.method == "POST":
        return save_sorted(request, trail)
    address = reverse("know", args=[roadmap.key])
    if not stands_at(request, address):
        return move_to(request, address)
    nodes = list_sort_rows(trail)
    rows = [row for _node, rows in nodes for row in rows]
    context = {"roadmap": roadmap, "nodes": nodes, "all": len(rows), "sorted": sum(bool(row.chosen) for row in rows)}
    return render(request, "progress/sort.html", context)


def save_sorted(request: HtmxHttpRequest, trail: Trail) -> HttpResponse:
    sent = read_form(request, trail)
    choices = choose(trail, sent)
    states = move_rows(trail, choices)
    try:
        moved = actions.set_states(person=person_of(request), states=states, cause=Cause.SORT)
    except actions.FullVisitError:
        return ask_to_sign_up(request, trail.roadmap)
    if choices:
        said = say_sorted([choices[row.topic.pk] for row in trail.rows if row.topic.pk in choices])
        messages.success(request, said, extra_tags=f"undo-{moved.batch}" if moved.batch else "")
        tell_moment(request, trail.roadmap, moved)
    else:
        messages.info(request, _("You changed nothing here, so everything is as it was."))
    if sent.rest:
        return HttpResponseRedirect(f"{reverse('know', args=[trail.roadmap.key])}#stage-{sent.rest[0]}")
    return HttpResponseRedirect(trail.roadmap.get_absolute_url())


def read_form(request: HttpRequest, trail: Trail) -> Sorted:
    """The form as it was sent, of this roadmap alone. Raises BadRequest.

    A topic that left the trail while the page was open may be named: nothing is set on it.
    """
    try:
        sent = read_sorted(request.POST.lists())
    except BadSortError as error:
        raise BadRequest(_("This is not what the page to sort topics sends. Open it once more.")) from error
    nodes = {node.node.pk for node in trail.nodes}
    unknown = sent.named - {row.topic.pk for row in trail.rows}
    if unknown and not unknown <= {topic.pk for topic in list_topics(trail.roadmap)}:
        raise BadRequest(_("A topic that was sent is none of this roadmap. Open the page to sort topics once more."))
    if sent.rest and sent.rest[0] not in nodes:
        raise BadRequest(_("A stage that was sent is none of this roadmap. Open the page to sort topics once more."))
    return sent


def say_sorted(choices: Collection[str]) -> str:
    """How many topics went where, in one sentence."""
    kinds = list(choices)
    text = ngettext(
        "%(count)d topic sorted: %(known)d known, %(skipped)d skipped, %(learn)d to learn.",
        "%(count)d topics sorted: %(known)d known, %(skipped)d skipped, %(learn)d to learn.",
        len(kinds),
    )
    numbers = {"known": kinds.count(KNOW), "skipped": kinds.count(SKIP), "learn": kinds.count(LEARN)}
    return text % {"count": len(kinds), **numbers}
