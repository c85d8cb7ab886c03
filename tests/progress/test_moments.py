"""What a mark has just brought about, and the ends that are remembered."""

from __future__ import annotations

from datetime import UTC, datetime, timedelta

import pytest
import time_machine
from django.test import Client
from django.utils import timezone

from accounts.models import User
from progress.models import Finish
from progress.moments import Moment, find_moment
from roadmaps.models import Topic
from roadmaps.revisions import raise_revision
from tests.clients import client_of
from tests.factories import MarkFactory, TopicFactory
from tests.progress.pages import read
from tests.progress.presses import list_toasts, press, swap
from tests.progress.trails import keys, make_trail

STAGES = {"ground": ["knots", "splices"], "ship": ["rigging"]}
MAY_3 = datetime(2026, 5, 3, 9, tzinfo=UTC)


def find(marks: dict[str, str], before: dict[str, str]) -> Moment | None:
    topics = {"splices": {"prerequisites": ["Knots"]}}
    trail = make_trail(STAGES, nodes={"ship": {"depends_on": ["ground"]}}, topics=topics, marks=marks)
    places = {row.topic.key: row.topic.pk for row in trail.rows}
    return find_moment(trail, {places[key]: (status, "") for key, status in before.items()})


class TestMoment:
    def test_a_topic_that_opens_another(self) -> None:
        moment = find({"knots": "done"}, {"knots": "todo"})
        assert moment
        assert (moment.is_finish, moment.nodes, keys(moment.opens)) == (False, [], ["splices"])

    def test_the_last_topic_of_a_stage(self) -> None:
        moment = find({"knots": "done", "splices": "done"}, {"splices": "learning"})
        assert moment
        assert [node.node.key for node in moment.nodes] == ["ground"]
        assert [node.node.key for node in moment.stages] == ["ship"]
        assert (moment.is_end, moment.opens) == (False, [])

    def test_the_last_of_all(self) -> None:
        moment = find(dict.fromkeys(["knots", "splices", "rigging"], "done"), {"rigging": "todo"})
        assert moment
        assert moment.is_end
        assert [node.node.key for node in moment.nodes] == ["ship"]

    def test_refusing_the_last_that_is_left_is_an_end_too(self) -> None:
        moment = find({"knots": "done", "splices": "skipped"}, {"splices": "todo"})
        assert moment
        assert [node.node.key for node in moment.nodes] == ["ground"]

    @pytest.mark.parametrize(
        ("marks", "before"),
        [
            ({"rigging": "learning"}, {"rigging": "todo"}),
            ({"knots": "done", "splices": "done"}, {"splices": "done"}),  # looked at once more
            ({"splices": "done"}, {"knots": "done"}),
            ({}, {}),
        ],
    )
    def test_nothing_worth_a_word(self, marks: dict[str, str], before: dict[str, str]) -> None:
        assert find(marks, before) is None


class TestEnd:
    @pytest.fixture
    def nearly(self, learner: User, topics: list[Topic]) -> list[Topic]:
        """All of the stage "start" but "splices"; "ship" builds on it."""
        MarkFactory.create(user=learner, topic=topics[0], status="done")
        Topic.objects.filter(pk=topics[1].pk).update(takeaways=["Join two ropes", "Whip an end"])
        topics[2].node.depends_on = ["start"]
        topics[2].node.save()
        return topics

    def test_is_told_with_what_one_can_do_and_what_opens(self, learner: User, nearly: list[Topic]) -> None:
        answer = swap(client_of(learner), nearly[1], "done", next="/roadmaps/rope/")
        moment = answer.find("section", "data-moment")
        assert moment.find("h2").text == "Start: complete"
        assert moment.find("ul", class_="can").list_texts("li") == ["Join two ropes", "Whip an end"]
        assert moment.list_links() == [
            ("Ship", "/roadmaps/rope/ship/"),
            ("Next: Rigging →", "/roadmaps/rope/ship/rigging/"),
        ]
        assert list_toasts(answer)[-1][0] == "Splices: done"

    def test_is_told_without_script(self, learner: User, nearly: list[Topic]) -> None:
        client = client_of(learner)
        press(client, nearly[1], "done")
        said = [said for said, _undo in list_toasts(read(client.get("/roadmaps/rope/")))]
        assert said == ["Splices: done", "Start: nothing required is left. This opens Ship. Next: Rigging."]

    def test_of_a_roadmap_is_told(self, learner: User, nearly: list[Topic]) -> None:
        client = client_of(learner)
        press(client, nearly[2], "done")
        answer = swap(client, nearly[1], "done")
        assert answer.find("section", "data-moment").find("h2").text == "Rope work: walked to its end"
        assert answer.find("div", class_="finished").text.startswith("Nothing required is left. Well walked. Finished")

    def test_is_remembered_once(self, learner: User, other_learner: User, nearly: list[Topic]) -> None:
        client = client_of(learner)
        with time_machine.travel(timezone.now() - timedelta(days=9), tick=False):
            first = timezone.now()
            press(client_of(learner), nearly[1], "done")
        press(client, nearly[1], "todo")
        press(client, nearly[1], "done")
        finish = Finish.objects.get()
        assert (finish.user, finish.node, finish.at) == (learner, nearly[0].node, first)
        assert finish.topics == [nearly[0].pk, nearly[1].pk]

    def test_what_came_since_is_said_and_listed(self, learner: User, nearly: list[Topic]) -> None:
        client = client_of(learner)
        press(client, nearly[1], "done")
        press(client, nearly[2], "done")
        raise_revision(nearly[2].roadmap_id)
        TopicFactory.create(node=nearly[2].node, key="sails", name="Sails")
        TopicFactory.create(node=nearly[2].node, key="flags", name="Flags", optional=True)
        page = read(client.get("/roadmaps/rope/"))
        assert ("1 topic added since", "/roadmaps/rope/?status=added") in page.find(id="summary").list_links()
        page = read(client.get("/roadmaps/rope/?status=added"))
        assert [row["data-topic"] for row in page.list_all("li", "data-topic")] == ["sails"]

    def test_without_a_memory_the_last_topic_says_when(self, learner: User, topics: list[Topic]) -> None:
        for topic in topics:
            MarkFactory.create(user=learner, topic=topic, status="done", finished_at=MAY_3)
        page = read(client_of(learner).get("/roadmaps/rope/"))
        assert "Finished May 3, 2026." in page.find("div", class_="finished").text

    def test_of_a_guest_is_told_and_not_stored(self, guest: Client, topics: list[Topic]) -> None:
        press(guest, topics[0], "done")
        answer = swap(guest, topics[1], "done")
        assert answer.find("section", "data-moment").find("h2").text == "Start: complete"
        assert not Finish.objects.exists()
