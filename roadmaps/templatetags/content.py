"""What editors wrote, made fit for a page."""

from __future__ import annotations

import re

from django import template
from django.utils.safestring import SafeString, mark_safe

from roadmaps.documents.links import display_host
from roadmaps.documents.media import guess_medium
from roadmaps.models import Link
from roadmaps.rendering import highlight_code, render_markdown

register = template.Library()

FIRST_SENTENCE = re.compile(r"(.+?[.!?])(?:\s|$)", re.DOTALL)


@register.filter
def markdown(text: str) -> SafeString:
    return mark_safe(render_markdown(text))  # noqa: S308  # cleaned by nh3 with an allowlist


@register.filter
def code(text: str, language: str) -> SafeString:
    return mark_safe(highlight_code(text, language))  # noqa: S308  # Pygments escapes the code


@register.filter
def first_sentence(text: str) -> str:
    """What a row in a list says of a topic."""
    match = FIRST_SENTENCE.match(text)
    return match[1] if match else text


@register.filter
def host(url: str) -> str:
    return display_host(url)


@register.filter
def medium(link: Link) -> str:
    """The link's medium, guessed by its host when no one said."""
    return link.medium or guess_medium(link.url)


@register.filter
def medium_word(value: str) -> str:
    return str(Link.Medium(value).label)


@register.filter
def leads_somewhere(link: Link) -> bool:
    """False for an address on a site we were not told of: it is shown as text."""
    return not link.url.startswith("/")
