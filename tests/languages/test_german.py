"""Pages in German: its own words, its own numbers for people, and none of those where a browser reads a number."""

from __future__ import annotations

import re

import pytest
from django.db.models import F
from django.test import Client

from accounts.models import User
from roadmaps.models import Roadmap, Topic
from tests.clients import client_of
from tests.factories import MarkFactory, NodeFactory, RoadmapFactory, TopicFactory
from tests.progress.pages import Element, read

DRAWN = ("x", "y", "x1", "x2", "y1", "y2", "cx", "cy", "r", "rx", "width", "height", "viewBox", "min", "max", "value")
LIKE_A_NUMBER = re.compile(r"-?[\d., ]*\d,\d[\d., ]*%?")
PAGES = [
    "/",
    "/roadmaps/",
    "/roadmaps/rope/",
    "/roadmaps/rope/?view=map",
    "/roadmaps/rope/start/",
    "/roadmaps/rope/start/knots/",
    "/settings/",
]


@pytest.fixture
def walker(learner: User) -> Client:
    """One of seven done, three of them half an hour or an hour and a half each: 14,3 % and 1,5 h."""
    User.objects.update(language="de", hours_per_week=7)
    rope = RoadmapFactory.create(key="rope", title="Seilarbeit", language="de", featured=True)
    start, ship = (NodeFactory.create(roadmap=rope, key=key) for key in ("start", "ship"))
    for key in ("knots", "splices", "hitches", "whipping", "lashing"):
        TopicFactory.create(node=start, key=key, duration="30 min")
    for key in ("rigging", "sails"):
        TopicFactory.create(node=ship, key=key)
    MarkFactory.create(user=learner, topic=Topic.objects.get(key="splices"), status="done")
    MarkFactory.create(user=learner, topic=Topic.objects.get(key="rigging"), status="learning")
    return client_of(learner)


def list_broken_numbers(page: Element) -> list[str]:
    return [
        f'{element.tag} {name}="{value}"'
        for element in page.list_all()
        for name, value in element.attributes.items()
        if (name in DRAWN or name.startswith("data-")) and LIKE_A_NUMBER.fullmatch(value)
    ]


@pytest.mark.parametrize("path", PAGES)
def test_no_number_for_a_browser_has_a_comma(walker: Client, path: str) -> None:
    page = read(walker.get(path))
    assert list_broken_numbers(page) == []


def test_numbers_for_people_have_a_comma(walker: Client) -> None:
    texts = read(walker.get("/roadmaps/rope/")).find("div", class_="facts").list_texts("a")
    assert texts[:4] == ["14 %", "1 von 7 erledigt", "noch 6", "noch 2 h"]
    Topic.objects.filter(key="knots").update(duration="60 min")
    Roadmap.objects.update(revision=F("revision") + 1)
    assert "noch 2,5 h" in read(walker.get("/roadmaps/rope/")).find("div", class_="facts").list_texts("a")


def test_a_drawn_number_is_found() -> None:
    page = Element("", {}, [Element("rect", {"width": "14,3%"}), Element("rect", {"width": "14.3%", "data-x": "a, b"})])
    assert list_broken_numbers(page) == ['rect width="14,3%"']


def test_one_and_many_are_told_apart(walker: Client) -> None:
    Roadmap.objects.update(featured=True)
    card = read(walker.get("/roadmaps/")).find("li", class_="card")
    assert "7 Themen" in card.text
    Topic.objects.exclude(key="knots").update(retired=True)
    Roadmap.objects.update(revision=1)
    card = read(walker.get("/roadmaps/")).find("li", class_="card")
    assert "1 Thema" in card.text


def test_dates_are_written_as_germans_do(walker: Client, learner: User) -> None:
    walker.post("/roadmaps/rope/start/knots/mark/", {"status": "done"})
    page = read(walker.get("/roadmaps/rope/start/knots/")).text
    assert re.search(r"Abgeschlossen am \d{1,2}\. [A-Zä-ü]\w+ \d{4}", page)
