"""Search: a page of results, and the short list under the field in the bar."""

from __future__ import annotations

from django.http import HttpResponse
from django.shortcuts import render
from django.views.decorators.http import require_safe
from django.views.decorators.vary import vary_on_headers

from accounts.http import HtmxHttpRequest
from progress.queries import person_of
from progress.queries.search import map_statuses, search
from progress.search import FEW, MOST, read_query


@require_safe
@vary_on_headers("HX-Request", "HX-Target")
def show_search(request: HtmxHttpRequest) -> HttpResponse:
    """What answers `?q=`: a page, its results alone, or the best few for the list in the bar."""
    person, query = person_of(request), read_query(request.GET.get("q", ""))
    is_short = bool(request.htmx) and request.htmx.target != "results"
    found = search(person, query, most=FEW if is_short else MOST)
    context = {"query": query, "found": found, "statuses": map_statuses(person, found.results)}
    part = "progress/_found.html" if is_short else "progress/_results.html"
    return render(request, part if request.htmx else "progress/search.html", context)
