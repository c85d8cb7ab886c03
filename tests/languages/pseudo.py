"""A language made up for tests: every text of ours in brackets, with accents, and 40 % longer.

A letter of a page that stands outside the brackets is a text that no translator ever gets to see.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator
from pathlib import Path

from tests.languages.po import Message, write_mo
from tests.progress.pages import Element

OPEN, CLOSE = "[!!!", "!!!]"
CONTENT = "◊"
"""Stands around whatever a test puts into the database."""

KEPT = re.compile(r"%\(\w+\)[a-z]|%%|%[sd]|\{\w*\}|<[^>]*>|&\w+;|\\\S")
ACCENTS = str.maketrans("aeiouncszAEIOUNCSZ", "àéîöüñçšžÀÉÎÖÜÑÇŠŽ")
SAID_IN = ("aria-label", "title", "placeholder", "alt", "content", "data-title")
"""Attributes with words in them, and every `data-` one that has a space in it."""


def make_pseudo(text: str) -> str:
    """ "%(count)d topics" -> "[!!! %(count)d töpîçš ~~~~ !!!]", spaces at its ends kept outside."""
    bare = text.strip()
    accented = "".join(
        part if KEPT.fullmatch(part) else part.translate(ACCENTS) for part in re.split(f"({KEPT.pattern})", bare)
    )
    padded = f"{OPEN} {accented} {'~' * (len(bare) * 2 // 5)} {CLOSE}"
    return text.replace(bare, padded, 1) if bare else text


def write_pseudo(messages: Iterable[Message], folder: Path, locale: str) -> None:
    """Compiles the made-up language into a folder for LOCALE_PATHS."""
    made = []
    for message in messages:
        originals = [message.text, *filter(None, [message.plural])]
        said = {number: make_pseudo(text) for number, text in enumerate(originals)}
        made.append(message if not message.text else Message(message.texts, said))
    write_mo(made, folder / locale / "LC_MESSAGES" / "django.mo")


def list_bare_words(page: Element) -> list[str]:
    """Each run of letters of a page that no translation of ours stands around, and that is no content."""
    return [word for text in list_texts(page) for word in find_bare_words(text)]


def list_texts(page: Element) -> Iterator[str]:
    """What is read on the page, as one text, then what each attribute says."""
    yield "".join(_list_read(page))
    for element in page.list_all():
        for name, value in element.attributes.items():
            is_said = name in SAID_IN or (name.startswith("data-") and " " in value)
            if is_said and not (element.tag == "meta" and element.attributes.get("name") != "description"):
                yield value


def _list_read(element: Element) -> Iterator[str]:
    for child in element.children:
        if isinstance(child, str):
            yield child
        elif "lang" not in child.attributes and child.tag not in {"script", "style", "select", "code"}:
            yield " "
            yield from _list_read(child)


def find_bare_words(text: str) -> list[str]:
    """The words of a text outside of brackets and content; brackets may stand in brackets."""
    depth, bare = 0, ""
    for part in re.split(f"({re.escape(OPEN)}|{re.escape(CLOSE)}|{CONTENT}[^{CONTENT}]*{CONTENT})", text):
        depth += (part == OPEN) - (part == CLOSE)
        if depth == 0 and part != CLOSE and not part.startswith(CONTENT):
            bare += part
    return re.findall(r"[^\W\d_]{2,}", re.sub(r"\S+@\S+|\b\w+\.(?:org|example)\b\S*", "", bare))
