"""The sitemap: each address that search engines may know."""

from __future__ import annotations

from django.conf import settings
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import render
from django.urls import reverse
from django.views.decorators.http import require_safe

from roadmaps.models import Roadmap, Topic

MOST = 50_000
"""Addresses that the format allows in one file."""


@require_safe
def show_sitemap(request: HttpRequest) -> HttpResponse:
    """Published roadmaps, then their topics. Two queries. 404 on a site that search engines are to stay away from."""
    if settings.NOINDEX or settings.MEMBERS_ONLY:
        raise Http404
    paths = [reverse("home"), reverse("catalogue"), *list_roadmaps(), *list_topics()]
    addresses = [request.build_absolute_uri(path) for path in paths[:MOST]]
    return render(request, "sitemap.xml", {"addresses": addresses}, content_type="application/xml")


def list_roadmaps() -> list[str]:
    keys = Roadmap.objects.published().order_by("key").values_list("key", flat=True)[:MOST]
    return [reverse("roadmap", args=[key]) for key in keys]


def list_topics() -> list[str]:
    """Topics that are on the trail; with them the stages need no line of their own."""
    topics = Topic.objects.filter(
        roadmap__status=Roadmap.Status.PUBLISHED, retired=False, node__retired=False
    ).order_by("roadmap__key", "node__position", "node_id", "position", "id")
    keys = topics.values_list("roadmap__key", "node__key", "key")[:MOST]
    return [reverse("topic", args=key) for key in keys]
