"""What else the first request of a process would load: a server does it once, before its workers are there."""

from __future__ import annotations

from pathlib import Path

from django.conf import settings
from django.template import engines
from django.template.loader import get_template
from django.urls import get_resolver
from django.utils import translation


def load_what_pages_need() -> None:
    """The views behind the addresses, the addresses by name and the texts in each language, and every template."""
    resolver = get_resolver()
    for language, _ in settings.LANGUAGES:
        with translation.override(language):
            resolver.reverse_dict  # noqa: B018 - made on first use, for the language in force
            translation.gettext("")
    for name in list_templates():
        get_template(name)


def list_templates() -> list[str]:
    """Names of our own templates."""
    folders = [Path(folder) for engine in engines.all() for folder in engine.dirs]
    files = ((folder, file) for folder in folders for file in sorted(folder.rglob("*")) if file.is_file())
    return [file.relative_to(folder).as_posix() for folder, file in files]
