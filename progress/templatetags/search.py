"""Words and marks of the results of a search."""

from __future__ import annotations

import re
from collections.abc import Mapping

from django import template
from django.utils.html import format_html, format_html_join
from django.utils.safestring import SafeString
from django.utils.translation import gettext_lazy

from progress.search import Kind, Result
from roadmaps.documents.folding import find_words

register = template.Library()

KINDS = {
    Kind.ROADMAP: gettext_lazy("Roadmap"),
    Kind.NODE: gettext_lazy("Stage"),
    Kind.TOPIC: gettext_lazy("Topic"),
    Kind.LINK: gettext_lazy("Link"),
    Kind.NOTE: gettext_lazy("Your note"),
}
READ = 4_000
"""Characters of a text in which a match is looked for."""
BEFORE, WHOLE = 50, 180
"""Characters of an excerpt before its match, and in all."""
MARKUP = re.compile(r"!?\[([^\]]*)\]\([^)\s]*\)|^\s*(?:#+|>+|[-*+])\s+|[*`]+|(?<!\w)_+|_+(?!\w)", re.MULTILINE)


@register.filter
def kind_word(kind: Kind) -> str:
    return str(KINDS[kind])


@register.filter
def status_in(result: Result, statuses: Mapping[int, str]) -> list[str]:
    """The status of the topic that was found; nothing for other kinds."""
    return [statuses[result.topic_id]] if result.kind is Kind.TOPIC else []


@register.filter
def mark_words(text: str, words: list[str]) -> SafeString:
    """The text with <mark> around what was searched for."""
    parts, last = [], 0
    for start, end in find_words(text, words):
        parts.append((text[last:start], text[start:end]))
        last = end
    return format_html("{}{}", format_html_join("", "{}<mark>{}</mark>", parts), text[last:])


@register.filter
def excerpt(result: Result, words: list[str]) -> str:
    """A line of the first text that holds one of the words, from shortly before it; else the beginning."""
    texts = [" ".join(MARKUP.sub(r"\1", text[:READ]).split()) for text in result.texts]
    for text in texts:
        spans = find_words(text, words)
        if spans:
            return cut(text, spans[0][0])
    return cut(texts[0], 0)


def cut(text: str, place: int) -> str:
    start = text.rfind(" ", 0, max(place - BEFORE, 0)) + 1 if place > BEFORE else 0
    end = start + WHOLE
    if len(text) > end:
        end = max(text.rfind(" ", start, end), place + 1)
    return ("…" if start else "") + text[start:end] + ("…" if len(text) > end else "")
