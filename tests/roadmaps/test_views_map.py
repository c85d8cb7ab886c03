"""The map view of a roadmap as a page."""

from __future__ import annotations

import pytest
from django.test import Client

from tests.factories import NodeFactory, RoadmapFactory, TopicFactory
from tests.progress.pages import parse

pytestmark = pytest.mark.django_db


def test_a_guest_sees_every_stage_as_a_link_in_the_order_of_the_trail(guest: Client) -> None:
    first = TopicFactory.create(node__title="Roots & ends").node
    second = NodeFactory.create(roadmap=first.roadmap, title="Crown", depends_on=[first.key])
    NodeFactory.create(roadmap=first.roadmap, retired=True, depends_on=[first.key])
    answer = guest.get(f"{first.roadmap.get_absolute_url()}?view=map")
    page = parse(answer.content.decode())
    links = page.list_all("a", class_="map-box")
    assert [(link["data-node"], link["href"]) for link in links] == 2 * [
        (first.key, first.get_absolute_url()),
        (second.key, second.get_absolute_url()),
    ]  # once for wide screens, once in one column
    assert [link["aria-label"] for link in links[:2]] == [
        "Roots & ends: 0 of 1 done, not begun. You are here.",
        "Crown: nothing required here. Builds on Roots & ends.",
    ]
    assert [link.text for link in page.list_all("a", aria_current="page")] == ["Map"]


def test_a_roadmap_without_stages_says_so(guest: Client) -> None:
    roadmap = RoadmapFactory.create()
    page = parse(guest.get(f"{roadmap.get_absolute_url()}?view=map").content.decode())
    assert (page.list_all(class_="map-box"), len(page.list_all("p", class_="note"))) == ([], 1)


def test_a_circle_in_the_database_is_drawn_all_the_same(guest: Client) -> None:
    first = NodeFactory.create(depends_on=["summit", "nowhere"])
    NodeFactory.create(roadmap=first.roadmap, key="summit", depends_on=[first.key])
    page = parse(guest.get(f"{first.roadmap.get_absolute_url()}?view=map").content.decode())
    assert [item.text for item in page.list_all("p", class_="note")] == []
    assert len(page.list_all("a", class_="map-box")) == 4


@pytest.mark.parametrize("view", ["", "trail", "MAP", "map%00", "x" * 5000])
def test_any_other_view_is_the_trail(guest: Client, view: str) -> None:
    topic = TopicFactory.create()
    page = parse(guest.get(f"{topic.roadmap.get_absolute_url()}?view={view}").content.decode())
    assert [row["data-topic"] for row in page.list_all("li", "data-topic")] == [topic.key]


def test_no_locale_puts_a_comma_into_a_drawing(guest: Client) -> None:
    first = NodeFactory.create()
    NodeFactory.create(roadmap=first.roadmap)
    answer = guest.get(f"{first.roadmap.get_absolute_url()}?view=map", headers={"accept-language": "de"})
    page = parse(answer.content.decode())
    drawn = [element.attributes.get(name, "") for element in page.list_all() for name in ("x", "y", "d", "viewbox")]
    assert any(drawn)
    assert not any("," in text for text in drawn)
