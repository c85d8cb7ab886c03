"""What search engines read of the pages."""

from __future__ import annotations

import re

import pytest
from django.test import Client

from tests.factories import TopicFactory

ROBOTS = "User-agent: *\nDisallow: /accounts/\nDisallow: /settings/\nDisallow: /admin/\n"
pytestmark = pytest.mark.django_db

PATHS = ("/", "/roadmaps/", "/roadmaps/bees/", "/roadmaps/bees/first-year/", "/roadmaps/bees/first-year/hive/")


@pytest.fixture
def pages(client: Client) -> dict[str, str]:
    """The public pages, by address; each asked for with a filter."""
    TopicFactory.create(
        node__roadmap__key="bees", node__roadmap__title="Bees", node__key="first-year", node__title="First year",
        key="hive", name="The hive", description='Where "frames" hang.',
    )  # fmt: skip
    return {path: client.get(path, {"level": "required"}).content.decode() for path in PATHS}


def test_robots_may_read_content_alone(client: Client) -> None:
    answer = client.get("/robots.txt")
    assert (answer.status_code, answer["Content-Type"], answer.content.decode()) == (200, "text/plain", ROBOTS)


def test_each_page_has_a_title_and_a_description_of_its_own(pages: dict[str, str]) -> None:
    titles = [re.findall("<title>(.+)</title>", page) for page in pages.values()]
    about = [re.findall('<meta name="description" content="(.+)">', page) for page in pages.values()]
    assert titles == [
        ["Waymark"],
        ["Roadmaps · Waymark"],
        ["Bees · Waymark"],
        ["First year · Bees · Waymark"],
        ["The hive · Bees · Waymark"],
    ]
    assert [len(found) for found in about] == [1] * len(PATHS)
    assert about[2:] == [["Where it leads."], ["First year"], ["Where &quot;frames&quot; hang."]]


def test_each_page_names_its_one_address(pages: dict[str, str]) -> None:
    for path, page in pages.items():
        assert re.findall('<link rel="canonical" href="(.+)">', page) == [f"http://testserver{path}"]


def test_each_page_says_its_language(pages: dict[str, str]) -> None:
    assert [re.findall('<html lang="(.+?)"', page) for page in pages.values()] == [["en"]] * len(PATHS)
