"""What editors wrote says its language where it is not the page's; what we wrote never does."""

from __future__ import annotations

import pytest
from django.test import Client

from roadmaps.models import Roadmap
from tests.progress.pages import read
from tests.roadmaps.rope import PAGES

GERMAN = {"Accept-Language": "de"}


def list_marked(client: Client, path: str, **headers: str) -> list[tuple[str, str]]:
    """`(element, language)` of all in the main part of a page that says its language."""
    main = read(client.get(path, headers=headers)).find("main")
    return [(element.tag, element["lang"]) for element in main.list_all("", "lang")]


def test_a_roadmap_in_another_language(guest: Client, rope: Roadmap) -> None:
    Roadmap.objects.update(language="fr")
    marked = list_marked(guest, rope.get_absolute_url())
    assert {language for _, language in marked} == {"fr"}
    elements = {element for element, _ in marked}
    assert {"h1", "h2", "h3", "p"} <= elements
    assert elements.isdisjoint({"button", "form", "nav", "summary", "main", "section", "article"})


@pytest.mark.parametrize("path", PAGES)
@pytest.mark.parametrize("language", ["en", "", "Klingon, as spoken in Ulm"])
def test_in_the_pages_own_or_none_it_says_nothing(guest: Client, rope: Roadmap, path: str, language: str) -> None:
    Roadmap.objects.update(language=language)
    assert list_marked(guest, path) == []


def test_on_a_german_page_english_content_says_so(guest: Client, rope: Roadmap) -> None:
    Roadmap.objects.update(language="en")
    assert {language for _, language in list_marked(guest, rope.get_absolute_url(), **GERMAN)} == {"en"}


def test_content_read_the_other_way_says_that_too(guest: Client, rope: Roadmap) -> None:
    Roadmap.objects.update(language="ar")
    page = read(guest.get(rope.get_absolute_url()))
    title = page.find("h1")
    assert (title.text, title["lang"], title["dir"]) == (rope.title, "ar", "rtl")
