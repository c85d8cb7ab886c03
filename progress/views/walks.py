"""Why somebody walks a roadmap."""

from __future__ import annotations

from dataclasses import replace

from django.contrib import messages
from django.contrib.auth.decorators import login_required
from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods

from accounts.http import AuthenticatedHttpRequest
from progress.actions.walks import LongWhyError, save_why
from progress.aside import Aside
from progress.models import Walk
from progress.queries import get_visible_roadmap
from progress.queries.shelf import read_aside
from roadmaps.models import Roadmap


@login_required
@require_http_methods(["GET", "HEAD", "POST"])
def why(request: AuthenticatedHttpRequest, roadmap_key: str) -> HttpResponse:
    """Keep a sentence, for its writer alone. To look at it leads to the roadmap."""
    roadmap = get_visible_roadmap(request.user, roadmap_key)
    if request.method != "POST":
        return redirect(roadmap)
    tried = request.POST.get("why", "")
    try:
        kept = save_why(user=request.user, roadmap=roadmap, why=tried)
    except LongWhyError as error:
        said = _("Not saved: this has %(count)s characters, and %(most)s are the most. Shorten it.")
        said = said % {"count": f"{error.count:,}", "most": Walk.LONGEST_WHY}
        return refuse(request, roadmap, replace(read_aside(request.user, roadmap), tried=tried, problem=said))
    if request.htmx:
        return render(request, "progress/_why.html", {"roadmap": roadmap, "aside": Aside(why=kept)})
    messages.success(request, _("Kept, for you alone.") if kept else _("Your reason is cleared."))
    return redirect(roadmap)


def refuse(request: AuthenticatedHttpRequest, roadmap: Roadmap, aside: Aside) -> HttpResponse:
    """The form again, with what was written and what to mend; on a page of its own for a plain form."""
    context = {"roadmap": roadmap, "aside": aside}
    return render(request, "progress/_why.html" if request.htmx else "progress/why.html", context, status=422)
