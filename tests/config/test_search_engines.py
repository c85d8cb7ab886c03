"""What search engines read of the pages."""

from __future__ import annotations

import re
from typing import Any

import pytest
from django.test import Client
from pytest_django import Settings

from tests.factories import TopicFactory

ROBOTS = "User-agent: *\nDisallow: /accounts/\nDisallow: /settings/\nDisallow: /admin/\n\nSitemap: http://testserver/sitemap.xml\n"
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


def test_each_page_says_what_it_is_where_it_is_passed_on(pages: dict[str, str]) -> None:
    told = [dict(re.findall('<meta property="og:(.+?)" content="(.*)">', page)) for page in pages.values()]
    assert [(said["title"], said["type"]) for said in told] == [
        ("Waymark", "website"), ("Roadmaps", "website"), ("Bees", "article"), ("First year", "article"),
        ("The hive", "article"),
    ]  # fmt: skip
    assert [said["url"] for said in told] == [f"http://testserver{path}" for path in PATHS]
    assert {said["image"] for said in told} == {"http://testserver/static/img/share.png"}
    assert told[4]["description"] == "Where &quot;frames&quot; hang."


class TestSitemap:
    @pytest.mark.parametrize("count", [1, 3])
    def test_names_what_is_published_in_two_queries(
        self, client: Client, django_assert_num_queries: Any, count: int
    ) -> None:
        for number in range(count):
            TopicFactory.create(node__roadmap__key=f"bees-{number}", node__key="year", key="hive")
        TopicFactory.create(node__roadmap__key="draft", node__roadmap__status="draft")
        TopicFactory.create(node__roadmap__key="old", node__roadmap__status="archived")
        TopicFactory.create(node__roadmap__key="shrunk", node__key="year", retired=True)
        with django_assert_num_queries(2):  # roadmaps, topics
            answer = client.get("/sitemap.xml")
        assert (answer.status_code, answer["Content-Type"]) == (200, "application/xml")
        roadmaps = [f"/roadmaps/bees-{number}/" for number in range(count)]
        assert re.findall("<loc>http://testserver(.+)</loc>", answer.content.decode()) == [
            "/", "/roadmaps/", *roadmaps, "/roadmaps/shrunk/", *(f"{path}year/hive/" for path in roadmaps)
        ]  # fmt: skip

    @pytest.mark.parametrize("name", ["NOINDEX", "MEMBERS_ONLY"])
    def test_is_none_on_a_site_that_hides(self, client: Client, settings: Settings, name: str) -> None:
        setattr(settings, name, True)
        page = client.get("/robots.txt").content.decode() if name == "NOINDEX" else ""
        assert "Sitemap" not in page
        assert client.get("/sitemap.xml").status_code == (404 if name == "NOINDEX" else 302)
