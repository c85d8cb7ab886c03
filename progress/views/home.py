"""Where a visit begins: the front page for guests, home for learners."""

from __future__ import annotations

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.views.decorators.http import require_safe

from accounts.models import User
from progress.kept import choose_kept
from progress.queries import list_my_roadmaps, person_of, read_trails
from progress.queries.catalogue import read_featured
from progress.queries.shelf import list_bookmarks
from progress.queries.suggestions import suggest_after
from progress.revalidation import guests_revalidate


@require_safe
@guests_revalidate
def show_home(request: HttpRequest) -> HttpResponse:
    """The front page for guests; for whoever has marked something, the next step and their trails."""
    person = person_of(request)
    if not isinstance(person, User) and not person.visit.marks:
        featured = read_featured(person)
        return render(request, "front.html", {"cards": featured, "lead": next(iter(featured), None)})
    mine, bookmarks = list_my_roadmaps(person), list_bookmarks(person)
    roadmaps = {roadmap.pk: roadmap for roadmap in [*mine, *(bookmark.roadmap for bookmark in bookmarks)]}
    by_roadmap = dict(zip(roadmaps, read_trails(person, list(roadmaps.values())), strict=True))
    trails = [by_roadmap[roadmap.pk] for roadmap in mine]
    walking = next((trail for trail in trails if trail.here), None)
    context = {
        "trails": trails,
        "walking": walking,
        "suggested": [] if trails else read_featured(person),
        "kept": choose_kept(bookmarks, by_roadmap),
        "kept_ids": {bookmark.roadmap_id for bookmark in bookmarks if not bookmark.topic_id},
        "next_roadmaps": suggest_after(person, trails[0]) if trails and not walking else [],
    }
    return render(request, "home.html", context)
