"""What I did and when."""

from __future__ import annotations

from django.contrib.auth.decorators import login_required
from django.http import HttpResponse
from django.shortcuts import render
from django.urls import reverse
from django.views.decorators.http import require_safe

from accounts.http import AuthenticatedHttpRequest
from progress.queries import get_visible_roadmap
from progress.queries.history import read_history
from roadmaps.addresses import move_to, stands_at


@login_required
@require_safe
def show_history(request: AuthenticatedHttpRequest) -> HttpResponse:
    """On every roadmap."""
    history = read_history(request.user, number=request.GET.get("page"), batch=request.GET.get("batch", ""))
    return render(request, "progress/history.html", {"history": history})


@login_required
@require_safe
def show_roadmap_history(request: AuthenticatedHttpRequest, roadmap_key: str) -> HttpResponse:
    """On one roadmap."""
    roadmap = get_visible_roadmap(request.user, roadmap_key)
    address = reverse("roadmap_history", args=[roadmap.key])
    if not stands_at(request, address):
        return move_to(request, address)
    number, batch = request.GET.get("page"), request.GET.get("batch", "")
    history = read_history(request.user, roadmap=roadmap, number=number, batch=batch)
    return render(request, "progress/history.html", {"history": history, "roadmap": roadmap})
