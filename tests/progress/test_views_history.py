"""What I did and when."""

from __future__ import annotations

import pytest
from django.test import Client

from accounts.models import User
from progress.actions import mark_topic
from progress.models import Change
from roadmaps.models import Roadmap, Topic
from tests.clients import client_of
from tests.progress.marks import NINE, TEN, put
from tests.progress.pages import read
from tests.queries import count_queries

ALL, ONE = "/history/", "/roadmaps/rope/-/history/"


@pytest.fixture
def client(learner: User, topics: list[Topic]) -> Client:
    return client_of(learner)


def lines(client: Client, path: str = ALL) -> list[str]:
    return [
        item.text for day in read(client.get(path)).list_all("ul", class_="lines-of-day") for item in day.list_all("li")
    ]


def test_newest_first_by_day_in_the_learners_time_zone(client: Client, learner: User, topics: list[Topic]) -> None:
    learner.time_zone = "Pacific/Auckland"
    learner.save()
    put(learner, topics[0], "done", NINE)
    put(learner, topics[1], "skipped later", TEN.replace(hour=13))
    page = read(client.get(ALL))
    assert page.find("main").list_texts("h2") == ["May 4, 2026", "May 3, 2026"]
    assert lines(client, ONE) == ["1 a.m. Splices put off for later marked", "9 p.m. Knots done marked"]
    assert ("Knots", "/roadmaps/rope/start/knots/") in page.list_links()


def test_one_press_is_one_line(client: Client, learner: User, topics: list[Topic]) -> None:
    for topic in topics:
        mark_topic(user=learner, topic=topic, status="done")
    client.post("/roadmaps/rope/-/reset/")
    page = read(client.get(ALL))
    assert (
        page.find(
            "details",
        )
        .find("summary")
        .text
        == "3 topics"
    )
    assert [item.text for item in page.find("details").list_all("li")] == [
        "Knots to do Rope work",
        "Splices to do Rope work",
        "Rigging to do Rope work",
    ]


def test_what_has_no_page_is_no_link(client: Client, learner: User, topics: list[Topic]) -> None:
    put(learner, topics[0], "done")
    Topic.objects.filter(key="knots").update(retired=True)
    assert not [link for link in read(client.get(ALL)).find("main").list_links() if link[0] == "Knots"]
    Roadmap.objects.update(status="draft")
    assert len(lines(client)) == 1
    assert client.get(ONE).status_code == 404


def test_nobody_elses(client: Client, other_learner: User, topics: list[Topic]) -> None:
    put(other_learner, topics[0], "done")
    assert "Nothing yet." in read(client.get(ALL)).find("main").text
    assert "Nothing yet." in read(client.get(ONE)).find("main").text


def test_a_guest_is_asked_to_sign_in(guest: Client, topics: list[Topic]) -> None:
    assert guest.get(ALL)["Location"] == "/accounts/login/?next=/history/"


@pytest.mark.parametrize("page", ["", "0", "-1", "x", "9" * 5_000, "1\0", "99"])
def test_a_page_that_is_none(client: Client, learner: User, topics: list[Topic], page: str) -> None:
    put(learner, topics[0], "done")
    assert len(read(client.get(ALL, {"page": page})).list_all("time")) == 1


def test_a_hundred_a_page_in_three_queries(client: Client, learner: User, topics: list[Topic]) -> None:
    Change.objects.bulk_create(
        Change(user=learner, topic=topics[0], before="todo", after="done", cause="mark") for _ in range(101)
    )
    # 1 session  2 person  3 how many presses  4 those of the page  5 their lines
    with count_queries(5):
        assert len(read(client.get(ALL)).list_all("time")) == 100
    second = read(client.get(ALL, {"page": "2"}))
    assert (len(second.list_all("time")), second.find(class_="pager").list_links()) == (1, [("← Newer", "?page=1")])


def test_a_press_that_moved_many_topics_is_seen_whole(
    client: Client, learner: User, topics: list[Topic], monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("progress.queries.history.MOST_LINES", 2)
    for topic in topics:
        mark_topic(user=learner, topic=topic, status="done")
    client.post("/roadmaps/rope/-/reset/")
    batch = Change.objects.latest("id").batch
    assert ("and 1 more", f"?batch={batch}") in read(client.get(ALL)).list_links()
    for address in (ALL, ONE):
        press = read(client.get(f"{address}?batch={batch}")).find("main").find("details")
        assert (press.find("summary").text, len(press.list_all("li"))) == ("3 topics", 3)


@pytest.mark.parametrize("batch", ["", "x", "%00", "9" * 5_000])
def test_what_is_no_press_is_none(client: Client, learner: User, topics: list[Topic], batch: str) -> None:
    mark_topic(user=learner, topic=topics[0], status="done")
    assert len(lines(client, f"{ALL}?batch={batch}")) == 1
