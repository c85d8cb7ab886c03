"""The pages of a learner's notes, and all of them to take away."""

from __future__ import annotations

from urllib.parse import urlencode

from django.contrib.auth.decorators import login_required
from django.core.paginator import Paginator
from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.urls import reverse
from django.utils import timezone
from django.utils.http import content_disposition_header
from django.utils.translation import gettext as _
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_safe

from accounts.http import AuthenticatedHttpRequest
from accounts.models import User
from progress.queries import get_visible_roadmap, is_editor, person_of, read_trail
from progress.queries.notes import group_rows, list_notes, list_notes_on, to_rows, write_notes
from progress.queries.shelf import describe_head
from roadmaps.addresses import move_to, stands_at

PAGE = 50
LONGEST_SEARCH = 200


@login_required
@require_safe
def show_notes(request: AuthenticatedHttpRequest) -> HttpResponse:
    """All notes of the learner, or those that hold what they search."""
    search = request.GET.get("q", "").replace("\0", "").strip()[:LONGEST_SEARCH]
    page = Paginator(list_notes(request.user, search), PAGE).get_page(request.GET.get("page"))
    context = {
        "groups": group_rows(to_rows(page.object_list)),
        "page": page,
        "count": page.paginator.count,
        "search": search,
        "query": urlencode({"q": search}) if search else "",
    }
    return render(request, "progress/notes.html", context)


@require_safe
def show_roadmap_notes(request: HttpRequest, roadmap_key: str) -> HttpResponse:
    """The notes on one roadmap, in the order of its trail; a guest is invited to keep some."""
    person = person_of(request)
    roadmap = get_visible_roadmap(person, roadmap_key)
    address = reverse("roadmap_notes", args=[roadmap.key])
    if not stands_at(request, address):
        return move_to(request, address)
    trail = read_trail(person, roadmap)
    context = {
        **describe_head(person, trail),
        "roadmap": roadmap,
        "trail": trail,
        "next": request.get_full_path(),
        "may_edit": is_editor(person),
        "view": "notes",
        "rows": list_notes_on(person, roadmap) if isinstance(person, User) else [],
    }
    return render(request, "progress/roadmap_notes.html", context)


@login_required
@require_safe
@never_cache
def download_notes(request: AuthenticatedHttpRequest) -> HttpResponse:
    """All notes as one Markdown file."""
    response = HttpResponse(write_notes(request.user, _("My notes")), content_type="text/markdown; charset=utf-8")
    name = f"waymark-notes-{timezone.localdate():%Y-%m-%d}.md"
    response["Content-Disposition"] = content_disposition_header(True, name)
    return response
