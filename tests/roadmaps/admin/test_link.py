from datetime import UTC, datetime

import pytest
from django.test import Client
from django.urls import reverse

from roadmaps.models import Link, Roadmap, Topic
from tests.factories import LinkFactory, TopicFactory
from tests.queries import count_queries
from tests.roadmaps.admin.pages import change_page, delete_page, list_page, read_cells, save_form

pytestmark = pytest.mark.django_db

LONG_AGO = datetime(2020, 1, 1, tzinfo=UTC)


@pytest.fixture
def link(db: None) -> Link:
    return LinkFactory.create(topic__changed_at=LONG_AGO)


def read_state(link: Link) -> tuple[int, bool]:
    """The roadmap's revision, and whether the topic has changed."""
    return Roadmap.objects.get().revision, Topic.objects.get().changed_at > LONG_AGO


def test_links_are_found_by_their_host(desk: Client) -> None:
    link = LinkFactory.create(url="https://docs.python.org/3/")
    LinkFactory.create()

    assert read_cells(desk.get(list_page(Link), {"q": "python.org"})) == [
        [link.title, link.url, link.topic.name, "link", "", "False"]
    ]


@pytest.mark.parametrize("number", [1, 3])
def test_the_list_asks_the_same_of_the_database_whatever_its_length(desk: Client, number: int) -> None:
    LinkFactory.create_batch(number)
    desk.get(list_page(Link))

    with count_queries(
        8
    ):  # session, person, their and their groups' permissions, two counts, the links, roadmaps to filter by
        desk.get(list_page(Link))


def test_another_address_is_news_for_the_topic(desk: Client, link: Link) -> None:
    save_form(desk, change_page(link), url="https://example.org/new")

    assert read_state(link) == (1, True)


def test_another_title_is_none(desk: Client, link: Link) -> None:
    save_form(desk, change_page(link), title="Renamed")

    assert read_state(link) == (1, False)


def test_an_editor_deletes_a_link(desk: Client, link: Link) -> None:
    desk.post(delete_page(link), {"post": "yes"})

    assert not Link.objects.exists()
    assert read_state(link) == (1, True)


def test_an_editor_deletes_many_links_at_once(desk: Client, link: Link) -> None:
    other = LinkFactory.create(topic=link.topic)

    picked = {"action": "delete_selected", "_selected_action": [link.pk, other.pk], "post": "yes"}
    desk.post(list_page(Link), picked)

    assert not Link.objects.exists()
    assert read_state(link) == (1, True)


def test_a_link_is_added_on_the_page_of_its_topic(desk: Client) -> None:
    assert desk.get(reverse("admin:roadmaps_link_add")).status_code == 403


def test_a_link_stays_with_its_topic(desk: Client, link: Link) -> None:
    other = TopicFactory.create(node=link.topic.node)

    save_form(desk, change_page(link), topic=other.pk, title="Renamed")

    assert Link.objects.get().topic_id == link.topic_id
