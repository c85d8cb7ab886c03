"""Putting topics back to do, after asking."""

from __future__ import annotations

from django.contrib import messages
from django.contrib.auth.decorators import login_required
from django.http import HttpResponse, HttpResponseRedirect
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import ngettext
from django.views.decorators.http import require_http_methods

from accounts.http import AuthenticatedHttpRequest
from progress import actions
from progress.models import Mark
from progress.queries import get_visible_roadmap
from roadmaps.addresses import move_to, stands_at
from roadmaps.models import Roadmap


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
