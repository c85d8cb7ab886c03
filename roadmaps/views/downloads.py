"""Roadmaps to take away: YAML for git, JSON for programs, a checklist for people. And the schema of the files."""

from __future__ import annotations

import json
from collections.abc import Callable

from django.http import HttpRequest, HttpResponse
from django.urls import reverse
from django.utils.cache import patch_cache_control
from django.utils.http import content_disposition_header
from django.views.decorators.cache import cache_control
from django.views.decorators.http import conditional_page, require_safe
from django.views.decorators.vary import vary_on_cookie

from progress.checklist import read_checklist
from progress.queries import get_visible_roadmap, person_of
from roadmaps.addresses import move_to, stands_at
from roadmaps.documents.plain import to_data
from roadmaps.documents.schema import write_schema
from roadmaps.documents.write import write_text
from roadmaps.models import Roadmap
from roadmaps.sync.export import make_export, state_all
from roadmaps.sync.snapshot import take_snapshots


@require_safe
@conditional_page
@vary_on_cookie
def download_roadmap(request: HttpRequest, roadmap_key: str, form: str) -> HttpResponse:
    """A roadmap as a file, for whoever may see its page. `form` is a key of FORMS, and the end of the file's name."""
    roadmap = get_visible_roadmap(person_of(request), roadmap_key)
    address = reverse(f"download-{form}", args=[roadmap.key])
    if not stands_at(request, address):
        return move_to(request, address)
    write, content_type = FORMS[form]
    response = HttpResponse(write(request, roadmap), content_type=content_type)
    response["Content-Disposition"] = content_disposition_header(True, f"{roadmap.key}.{form}")
    patch_cache_control(response, private=True, no_cache=True)
    return response


def write_yaml(request: HttpRequest, roadmap: Roadmap) -> str:
    """What `export_roadmaps` writes."""
    return write_text(make_export(take_snapshots([roadmap.key])[roadmap.key]))


def write_json(request: HttpRequest, roadmap: Roadmap) -> str:
    """Every field stated, under the names of the file format."""
    data = to_data(state_all(take_snapshots([roadmap.key])[roadmap.key]))
    return json.dumps(data, ensure_ascii=False, indent=2) + "\n"


def write_markdown(request: HttpRequest, roadmap: Roadmap) -> str:
    return read_checklist(person_of(request), roadmap)


FORMS: dict[str, tuple[Callable[[HttpRequest, Roadmap], str], str]] = {
    "yaml": (write_yaml, "application/yaml; charset=utf-8"),
    "json": (write_json, "application/json"),
    "md": (write_markdown, "text/markdown; charset=utf-8"),
}


@require_safe
@conditional_page
@cache_control(public=True, max_age=86_400)
def show_schema(request: HttpRequest) -> HttpResponse:
    """The JSON Schema of roadmap files, for editors that complete and check."""
    return HttpResponse(write_schema(), content_type="application/schema+json")
