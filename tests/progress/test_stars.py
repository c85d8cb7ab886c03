"""The same topic in several roadmaps: which are one, and how one status holds for all."""

from __future__ import annotations

import pytest

from accounts.models import User
from progress.actions import mark_topic, reset_place, undo_batch
from progress.models import Change, Mark, Parting
from progress.queries import read_trail
from progress.queries.stars import find_star, find_stars
from progress.stars import Stars, references_of
from roadmaps.models import Roadmap, Topic
from tests.factories import MarkFactory, NodeFactory, RoadmapFactory, TopicFactory
from tests.progress.presses import list_marks
from tests.queries import count_queries

pytestmark = pytest.mark.django_db


def make_topic(address: str, same_as: str = "", **fields: object) -> Topic:
    """A topic at "roadmap/topic", each in a node of its own."""
    roadmap_key, _, key = address.partition("/")
    roadmap = Roadmap.objects.filter(key=roadmap_key).first() or RoadmapFactory.create(key=roadmap_key)
    node = NodeFactory.create(roadmap=roadmap)
    return TopicFactory.create(node=node, key=key, name=address, same_as=same_as, **fields)


@pytest.fixture
def star() -> list[Topic]:
    """math/algebra, and what is the same in ml and in ai."""
    return [make_topic("math/algebra"), *(make_topic(f"{key}/algebra", "math/algebra") for key in ("ml", "ai"))]


def read_stars(user: User, *topics: Topic) -> Stars:
    roadmaps = list({topic.roadmap_id: topic.roadmap for topic in topics}.values())
    return find_stars(user, roadmaps, references_of(topics))


def list_twins(stars: Stars, topic: Topic) -> list[str]:
    return sorted(member.address for member in stars.twins(topic.pk))


class TestFind:
    def test_a_star_is_seen_from_each_of_its_topics(self, learner: User, star: list[Topic]) -> None:
        make_topic("math/calculus")
        for topic in star:
            expected = sorted({"math/algebra", "ml/algebra", "ai/algebra"} - {f"{topic.roadmap.key}/algebra"})
            assert list_twins(read_stars(learner, topic), topic) == expected
            assert list_twins(find_star(learner, topic), topic) == expected

    @pytest.mark.parametrize("name", ["nowhere/algebra", "math/nothing", "nonsense", "/", "ml/algebra"])
    def test_a_name_that_leads_nowhere_or_to_itself_makes_none(
        self, learner: User, star: list[Topic], name: str
    ) -> None:
        star[1].same_as = name
        star[1].save()
        assert list_twins(read_stars(learner, star[1]), star[1]) == []
        assert list_twins(find_star(learner, star[1]), star[1]) == []
        assert list_twins(read_stars(learner, star[0]), star[0]) == ["ai/algebra"]

    def test_a_chain_holds_only_what_names_the_centre(self, learner: User, star: list[Topic]) -> None:
        chained = make_topic("physics/algebra", "ml/algebra")
        assert list_twins(read_stars(learner, chained), chained) == []
        assert list_twins(find_star(learner, chained), chained) == []
        assert list_twins(read_stars(learner, star[1]), star[1]) == ["ai/algebra", "math/algebra"]

    def test_a_circle_holds_nothing(self, learner: User) -> None:
        one, two = make_topic("one/algebra", "two/algebra"), make_topic("two/algebra", "one/algebra")
        for topic in (one, two):
            assert read_stars(learner, topic).members == find_star(learner, topic).members == {}

    def test_two_of_one_roadmap_may_be_the_same(self, learner: User, star: list[Topic]) -> None:
        second = make_topic("ml/vectors", "math/algebra")
        stars = read_stars(learner, star[1], second)
        assert list_twins(stars, second) == ["ai/algebra", "math/algebra", "ml/algebra"]

    def test_drafts_are_not_there(self, learner: User, star: list[Topic]) -> None:
        Roadmap.objects.filter(key="ml").update(status="draft")
        assert list_twins(find_star(learner, star[0]), star[0]) == ["ai/algebra"]
        Roadmap.objects.filter(key="math").update(status="draft")
        assert list_twins(find_star(learner, star[2]), star[2]) == []

    def test_two_queries_whatever_there_is_and_one_where_there_is_none(self, learner: User, star: list[Topic]) -> None:
        Parting.objects.create(user=learner, topic=star[2])
        more = [make_topic(f"ml/topic-{number}", f"math/topic-{number}") for number in range(3)]
        alone = make_topic("solo/topic")
        with count_queries(2):  # is any topic the same as one here?  and which
            read_stars(learner, star[0])
        with count_queries(1):  # these say themselves that they are
            read_stars(learner, *star, *more)
        with count_queries(2):
            find_star(learner, star[0])
        with count_queries(2):
            read_stars(learner, alone)
            find_star(learner, alone)


class TestMark:
    def test_writes_a_row_for_each_in_one_batch_and_undo_takes_all_back(
        self, learner: User, other_learner: User, star: list[Topic]
    ) -> None:
        MarkFactory.create(user=other_learner, topic=star[0], status="learning")
        batch = mark_topic(user=learner, topic=star[1], status="done")
        assert {(who, status) for who, _, status, _ in list_marks()} == {("Grace", "learning"), ("Ada", "done")}
        assert set(Change.objects.values_list("batch", "topic")) == {(batch, topic.pk) for topic in star}
        assert batch
        undone = undo_batch(user=learner, batch=batch)
        assert {topic.pk for topic in undone.restored} == {topic.pk for topic in star}
        assert set(Mark.objects.of(learner).values_list("status", flat=True)) == {"todo"}
        assert Mark.objects.of(other_learner).get().status == "learning"

    @pytest.mark.parametrize("left", ["topic", "node", "roadmap"])
    def test_what_left_its_trail_gets_no_new_mark_but_an_old_one_goes_along(
        self, learner: User, other_learner: User, star: list[Topic], left: str
    ) -> None:
        if left == "topic":
            Topic.objects.filter(pk=star[2].pk).update(retired=True)
        elif left == "node":
            star[2].node.retired = True
            star[2].node.save()
        else:
            Roadmap.objects.filter(key="ai").update(status="archived")
        MarkFactory.create(user=other_learner, topic=star[2], status="learning")
        for user in (learner, other_learner):
            mark_topic(user=user, topic=star[1], status="done")
        assert set(Mark.objects.of(learner).values_list("topic", flat=True)) == {star[0].pk, star[1].pk}
        assert Mark.objects.of(other_learner).get(topic=star[2]).status == "done"

    def test_what_is_parted_stays_alone(self, learner: User, other_learner: User, star: list[Topic]) -> None:
        Parting.objects.create(user=learner, topic=star[2])
        for user in (learner, other_learner):
            mark_topic(user=user, topic=star[1], status="done")
        assert set(Mark.objects.of(learner).values_list("topic", flat=True)) == {star[0].pk, star[1].pk}
        assert Mark.objects.of(other_learner).count() == 3
        mark_topic(user=learner, topic=star[2], status="learning")
        assert Mark.objects.of(learner).filter(status="learning").count() == 1

    def test_the_centre_too_may_be_parted(self, learner: User, star: list[Topic]) -> None:
        Parting.objects.create(user=learner, topic=star[0])
        mark_topic(user=learner, topic=star[1], status="done")
        assert set(Mark.objects.values_list("topic", flat=True)) == {star[1].pk, star[2].pk}

    def test_the_number_of_queries_does_not_grow(self, learner: User, star: list[Topic]) -> None:
        # 1 star  2 marks, locked  3 INSERT marks  4 INSERT changes
        with count_queries(4):
            mark_topic(user=learner, topic=star[1], status="done")
        for number in range(5):
            make_topic(f"more-{number}/algebra", "math/algebra")
        # one more: some marks are there, others are new
        with count_queries(5):
            mark_topic(user=learner, topic=star[1], status="skipped")

    def test_reset_takes_the_star_back(self, learner: User, other_learner: User, star: list[Topic]) -> None:
        other = make_topic("ai/search")
        for user in (learner, other_learner):
            mark_topic(user=user, topic=star[1], status="done")
            mark_topic(user=user, topic=other, status="done")
        moved = reset_place(user=learner, place=star[1].roadmap)
        assert moved.topics == {topic.pk for topic in star}
        assert Mark.objects.of(learner).exclude(status="todo").get().topic == other
        assert set(Mark.objects.of(other_learner).values_list("status", flat=True)) == {"done"}


class TestRead:
    def read_status(self, user: User, topic: Topic) -> str:
        row = read_trail(user, topic.roadmap).row_of(topic)
        return row.state if row else ""

    @pytest.mark.parametrize(
        ("own", "elsewhere", "shown"),
        [
            ("todo", "learning", "learning"), ("skipped", "learning", "learning"), ("learning", "done", "done"),
            ("done", "learning", "done"), ("learning", "skipped", "learning"), ("todo", "skipped", "skipped"),
        ],
    )  # fmt: skip
    def test_shows_the_furthest(self, learner: User, star: list[Topic], own: str, elsewhere: str, shown: str) -> None:
        MarkFactory.create(user=learner, topic=star[1], status=own)
        MarkFactory.create(user=learner, topic=star[2], status=elsewhere)
        assert self.read_status(learner, star[1]) == shown
        meter = read_trail(learner, star[1].roadmap).meter
        assert (meter.done, meter.required) == (int(shown == "done"), int(shown != "skipped"))

    def test_says_who_lends_it(self, learner: User, star: list[Topic]) -> None:
        MarkFactory.create(user=learner, topic=star[2], status="done")
        row = read_trail(learner, star[1].roadmap).row_of(star[1])
        assert row is not None
        assert row.lender is not None
        assert row.lender.address == "ai/algebra"

    def test_of_what_is_parted_only_its_own(self, learner: User, other_learner: User, star: list[Topic]) -> None:
        Parting.objects.create(user=learner, topic=star[1])
        for user in (learner, other_learner):
            MarkFactory.create(user=user, topic=star[2], status="done")
        assert self.read_status(learner, star[1]) == "todo"
        assert self.read_status(learner, star[0]) == "done"
        assert self.read_status(other_learner, star[1]) == "done"
