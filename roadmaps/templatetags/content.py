"""What editors wrote, made fit for a page."""

from __future__ import annotations

import re
from html import unescape

from django import template
from django.conf import settings
from django.utils.html import strip_tags
from django.utils.safestring import SafeString, mark_safe

from roadmaps.documents.links import LinkError, clean_link, display_host
from roadmaps.documents.media import guess_medium
from roadmaps.models import Link
from roadmaps.rendering import highlight_code, render_markdown

register = template.Library()

# A full stop before a small letter ends an abbreviation, not a sentence.
FIRST_SENTENCE = re.compile(r"(.+?[.!?])(?:\s+(?![a-z])|$)", re.DOTALL)
MARKUP = re.compile(r"[*_`\[\\&<#]")


@register.filter
def markdown(text: str) -> SafeString:
    return mark_safe(render_markdown(text))  # noqa: S308  # cleaned by nh3 with an allowlist


@register.filter
def code(text: str, language: str) -> SafeString:
    return mark_safe(highlight_code(text, language))  # noqa: S308  # Pygments escapes the code


@register.filter
def first_sentence(text: str) -> str:
    """What a row in a list says of a topic, without its Markdown."""
    plain = unescape(strip_tags(render_markdown(text))).strip() if MARKUP.search(text) else text
    match = FIRST_SENTENCE.match(plain)
    return match[1] if match else plain


@register.filter
def host(url: str) -> str:
    return display_host(url)


@register.filter
def medium(link: Link) -> str:
    """The link's medium, guessed by its host when no one said."""
    return link.medium or guess_medium(link.url)


@register.filter
def likely_medium(url: str) -> str:
    """What stands at an address, by its host."""
    return guess_medium(url)


@register.filter
def medium_word(value: str) -> str:
    return str(Link.Medium(value).label)


@register.filter
def href(url: str) -> str:
    """Where a stored address leads; "" for one on a site we were not told of, which is shown as text."""
    try:
        return clean_link(url, base=settings.LINK_BASE).href
    except LinkError:
        return ""
