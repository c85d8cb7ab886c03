"""A roadmap's page that was drawn before, from the same things, is joined from its pieces (progress/outline.py)."""

from __future__ import annotations

from collections.abc import Hashable
from typing import Any

from django.http import HttpRequest, HttpResponse
from django.middleware.csrf import get_token

from accounts.http import once
from accounts.models import User
from accounts.reader import describe_reader
from progress import outline
from progress.outline import Part
from progress.parts import list_page
from progress.queries import Guest, person_of
from progress.queries.digest import Digest
from progress.revalidation import find_edition, has_messages
from progress.trail import Trail

TEMPLATE = "roadmaps/roadmap.html"


def is_joined(request: HttpRequest) -> bool:
    """Whether the page is joined from parts: not for editors, who see more than others, nor with a filter on or with a
    message to show."""
    return not (request.GET or person_of(request).is_staff or has_messages(request))


def find_key(request: HttpRequest, digest: Digest) -> Hashable | None:
    """Everything that the page is drawn from; None where it is not kept, since it is not joined, or somebody may not
    see it, or a topic elsewhere is the same."""
    person = person_of(request)
    if not is_joined(request) or not digest.is_public or digest.is_named:
        return None
    if isinstance(person, User):
        return (digest.facts, person.pk, *once(request, describe_reader))
    return find_key_of_guest(request) or (digest.facts, *describe_guest(request, person))


def find_key_of_guest(request: HttpRequest) -> tuple[Hashable, ...] | None:
    """As `find_key`, without a digest: by the edition of all content, at which revalidation has looked anyway.

    None for learners, and while content is being written. One query at most.
    """
    person = person_of(request)
    if isinstance(person, User) or not is_joined(request):
        return None
    edition = once(request, find_edition)
    return None if edition is None else (edition, *describe_guest(request, person))


def describe_guest(request: HttpRequest, guest: Guest) -> tuple[Hashable, ...]:
    return (frozenset(guest.visit.marks.items()), *once(request, describe_reader))


def answer_kept(request: HttpRequest, key: Hashable | None) -> HttpResponse | None:
    """The page, if it is kept. No query."""
    pieces = outline.pages.find(key) if key else None
    return None if pieces is None else answer(request, pieces)


def join_page(request: HttpRequest, key: Hashable | None, context: dict[str, Any]) -> HttpResponse:
    """Join the page from its parts, keep it if there is a key, and answer with it."""
    page = Part(TEMPLATE, describe_frame(request, context), {**context, "request": request}, list_page(context))
    pieces = outline.join(page, outline.stand_on(context["roadmap"], is_learner=request.user.is_authenticated))
    if key is not None:
        outline.pages.keep(key, pieces)
    return answer(request, pieces)


def describe_frame(request: HttpRequest, context: dict[str, Any]) -> Hashable:
    """What the page shows of who asks, and of the trail, around its parts."""
    trail: Trail = context["trail"]
    shown = (trail.is_started, trail.here is None, len(trail.gone), len(trail.nodes), context["count"], trail.aside)
    return (*once(request, describe_reader), *shown)


def answer(request: HttpRequest, pieces: outline.Pieces) -> HttpResponse:
    came_from = request.get_full_path()
    return HttpResponse(outline.fill(pieces, token=get_token(request), learner=request.user.pk, came_from=came_from))
