"""The one answer that names everything a mark moves on screen, joined from its parts (progress/outline.py)."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any
from urllib.parse import parse_qsl, urlsplit

from django.http import HttpRequest, HttpResponse
from django.middleware.csrf import get_token

from accounts.shortcuts import has_shortcuts
from progress import outline
from progress.filters import list_chips, read_filter
from progress.outline import Part
from progress.parts import list_marked

TEMPLATE = "progress/_marked.html"


def answer_marked(request: HttpRequest, context: Mapping[str, Any]) -> HttpResponse:
    """`context` holds `trail`, `next` (the page that is moved), `said`, `batch` and `moment`; where one topic moved
    `row`, where several did `rows`; `node`, where their stage is to be moved."""
    trail, came_from = context["trail"], context["next"]
    chosen = read_filter(dict(parse_qsl(urlsplit(came_from).query)))
    context = {**context, "chips": list_chips(trail, chosen), "shortcuts": has_shortcuts(request)}
    parts = list_marked(context)
    answer = Part(TEMPLATE, tuple(part.template for part in parts), context, parts)
    pieces = outline.join(answer, outline.stand_on(trail.roadmap, is_learner=request.user.is_authenticated))
    learner, batch = request.user.pk, context["batch"]
    return HttpResponse(
        outline.fill(pieces, token=get_token(request), learner=learner, came_from=came_from, batch=batch)
    )
