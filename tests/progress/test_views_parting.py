"""The same topic on two roadmaps: one status, until the learner parts them."""

from __future__ import annotations

import pytest
from django.test import Client

from accounts.models import User
from progress.models import Change, Mark, Parting
from roadmaps.models import Topic
from tests.clients import client_of
from tests.factories import MarkFactory, TopicFactory
from tests.progress.pages import Answer, read
from tests.progress.presses import press


@pytest.fixture
def hitches(topics: list[Topic]) -> Topic:
    """On the roadmap "camp": the same as "knots" on "rope"."""
    return TopicFactory.create(
        key="hitches", name="Hitches", same_as="rope/knots", node__roadmap__key="camp", node__roadmap__title="Camp"
    )


def part(client: Client, topic: Topic, on: str = "1") -> Answer:
    return client.post(f"{topic.get_absolute_url()}part/", {"on": on})


def state_of(client: Client, topic: Topic) -> str:
    page = read(client.get(topic.roadmap.get_absolute_url()))
    return page.find("li", data_topic=topic.key)["data-status"]


def test_it_is_shown_as_such(learner: User, topics: list[Topic], hitches: Topic) -> None:
    client = client_of(learner)
    note = read(client.get(hitches.get_absolute_url())).find("section", class_="twins")
    assert note.find("p").text == "Also on other roadmaps. One status holds for all."
    assert note.list_links() == [("Knots on Rope work", "/roadmaps/rope/start/knots/")]
    note = read(client.get(topics[0].get_absolute_url())).find("section", class_="twins")
    assert note.list_links() == [("Hitches on Camp", hitches.get_absolute_url())]


def test_a_status_from_elsewhere_says_where_it_is_from(learner: User, topics: list[Topic], hitches: Topic) -> None:
    MarkFactory.create(user=learner, topic=topics[0], status="done")
    page = read(client_of(learner).get("/roadmaps/camp/"))
    row = page.find("li", data_topic="hitches")
    assert row["data-status"] == "done"
    assert "as on Rope work" in row.list_texts("span", class_="tag")
    assert page.find("", data_meter="camp")["data-percent"] == "100"


def test_parting_keeps_what_is_shown_and_goes_its_own_way(learner: User, topics: list[Topic], hitches: Topic) -> None:
    MarkFactory.create(user=learner, topic=topics[0], status="done")
    client = client_of(learner)
    assert part(client, hitches)["Location"] == hitches.get_absolute_url()
    assert (state_of(client, hitches), state_of(client, topics[0])) == ("done", "done")
    press(client, hitches, "learning")
    assert (state_of(client, hitches), state_of(client, topics[0])) == ("learning", "done")
    note = read(client.get(hitches.get_absolute_url())).find("section", class_="twins")
    assert note.find("p").text == "Also on other roadmaps. You keep a status of its own here."
    assert note.find("button").text == "Share one status again"


def test_joining_again_shows_the_furthest_and_writes_no_mark(
    learner: User, topics: list[Topic], hitches: Topic
) -> None:
    MarkFactory.create(user=learner, topic=topics[0], status="done")
    MarkFactory.create(user=learner, topic=hitches, status="learning")
    Parting.objects.create(user=learner, topic=hitches)
    client = client_of(learner)
    assert state_of(client, hitches) == "learning"
    part(client, hitches, "0")
    assert state_of(client, hitches) == "done"
    assert not Change.objects.exists()


def test_twice_is_as_once(learner: User, topics: list[Topic], hitches: Topic) -> None:
    client = client_of(learner)
    for on in ("1", "1", "0", "0"):
        assert part(client, hitches, on).status_code == 302
    assert not Parting.objects.exists()
    assert not Mark.objects.exists()


def test_a_topic_that_stands_alone_may_be_parted_all_the_same(learner: User, topics: list[Topic]) -> None:
    assert part(client_of(learner), topics[1]).status_code == 302
    assert read(client_of(learner).get(topics[1].get_absolute_url())).list_all("section", class_="twins") == []


def test_another_learner_is_not_parted(learner: User, other_learner: User, topics: list[Topic], hitches: Topic) -> None:
    MarkFactory.create(user=other_learner, topic=topics[0], status="done")
    part(client_of(learner), hitches)
    assert state_of(client_of(other_learner), hitches) == "done"


def test_guests_have_no_say_in_it(guest: Client, hitches: Topic) -> None:
    assert part(guest, hitches)["Location"] == f"/accounts/login/?next={hitches.get_absolute_url()}part/"
