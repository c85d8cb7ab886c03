"""What editors wrote, made fit for a page."""

from __future__ import annotations

import re

from django import template
from django.conf import settings
from django.utils.html import format_html
from django.utils.safestring import SafeString, mark_safe
from django.utils.translation import get_language, get_language_bidi

from roadmaps.documents.links import LinkError, clean_link, display_host
from roadmaps.documents.media import guess_medium
from roadmaps.models import Link
from roadmaps.rendering import first_sentence as first_sentence
from roadmaps.rendering import highlight_code, render_markdown

register = template.Library()
register.filter(first_sentence)

LANGUAGE = re.compile(r"[a-z]{2,3}(?:-[a-z0-9]{1,8})*", re.IGNORECASE)


@register.filter
def lang(language: str) -> SafeString:
    """` lang="de"` for an element that shows content in `language`, with ` dir` when the page is read the other way.

    "" where the content is in the page's own language, or names none that a browser could know.
    """
    if not LANGUAGE.fullmatch(language) or language.lower() == get_language():
        return SafeString()
    is_bidi = language.partition("-")[0].lower() in settings.LANGUAGES_BIDI
    if is_bidi == get_language_bidi():
        return format_html(' lang="{}"', language)
    return format_html(' lang="{}" dir="{}"', language, "rtl" if is_bidi else "ltr")


@register.filter
def markdown(text: str) -> SafeString:
    return mark_safe(render_markdown(text))  # noqa: S308  # cleaned by nh3 with an allowlist


@register.filter
def code(text: str, language: str) -> SafeString:
    return mark_safe(highlight_code(text, language))  # noqa: S308  # Pygments escapes the code


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
