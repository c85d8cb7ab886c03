"""Where a page stands. Former keys, old stages and other letters in an address lead to the present one."""

from __future__ import annotations

from urllib.parse import unquote

from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, resolve_url
from django.views.decorators.cache import cache_control

from roadmaps.models import Node, Roadmap, Topic

Place = Roadmap | Node | Topic | str
"""A thing with a page, or an address."""


def stands_at(request: HttpRequest, place: Place) -> bool:
    """Whether the address asked for is this one. Django decodes the request's path and encodes what it reverses."""
    return request.path == unquote(resolve_url(place))


@cache_control(max_age=3600)
def move_to(request: HttpRequest, place: Place) -> HttpResponse:
    """The permanent address; remembered for an hour only, so that a rename undone makes no loop."""
    query = f"?{request.META['QUERY_STRING']}" if request.META.get("QUERY_STRING") else ""
    return redirect(resolve_url(place) + query, permanent=True)
