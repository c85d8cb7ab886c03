"""Whose numbers change when an import makes topics the same as others than before."""

from __future__ import annotations

import pytest

from accounts.models import User
from progress import people
from progress.models import Mark, Parting
from progress.people import count_learners
from progress.queries import rejoined
from roadmaps.models import Roadmap, Topic
from roadmaps.sync.people import Asked, Naming, Rejoined
from tests.factories import MarkFactory, NodeFactory, RoadmapFactory, TopicFactory, UserFactory
from tests.queries import count_queries

pytestmark = pytest.mark.django_db


def make_topic(address: str, **fields: object) -> Topic:
    roadmap_key, _, key = address.partition("/")
    roadmap = Roadmap.objects.filter(key=roadmap_key).first() or RoadmapFactory.create(key=roadmap_key)
    return TopicFactory.create(node=NodeFactory.create(roadmap=roadmap), key=key, **fields)


def rejoin(topic: Topic, after: str, *, address: str = "") -> Rejoined:
    here = f"{topic.roadmap.key}/{topic.key}"
    return Rejoined(topic.pk, Naming(here, topic.same_as), Naming(address or here, after))


def count(*moves: Rejoined) -> dict[int, int]:
    return dict(count_learners(Asked(rejoined=moves)).numbers)


class TestCounts:
    def test_who_did_the_one_has_the_other_done(self, learner: User, other_learner: User) -> None:
        centre, topic = make_topic("math/algebra"), make_topic("ml/algebra")
        MarkFactory.create(user=learner, topic=centre, status="done")
        MarkFactory.create(user=other_learner, topic=centre, status="learning")
        assert count(rejoin(topic, "math/algebra")) == {topic.pk: 1}
        assert Mark.objects.count() == 2

    def test_whoever_did_both_sees_no_change(self, learner: User) -> None:
        centre, topic = make_topic("math/algebra"), make_topic("ml/algebra")
        for each in (centre, topic):
            MarkFactory.create(user=learner, topic=each, status="done")
        assert count(rejoin(topic, "math/algebra")) == {topic.pk: 0}

    def test_it_goes_both_ways(self, learner: User) -> None:
        make_topic("math/algebra")
        topic = make_topic("ml/algebra")
        MarkFactory.create(user=learner, topic=topic, status="done", reason="known")
        assert count(rejoin(topic, "math/algebra")) == {topic.pk: 1}

    def test_taken_away_and_led_elsewhere(self, learner: User, other_learner: User) -> None:
        centre, other = make_topic("math/algebra"), make_topic("physics/algebra")
        topic = make_topic("ml/algebra", same_as="math/algebra")
        MarkFactory.create(user=learner, topic=centre, status="done")
        MarkFactory.create(user=other_learner, topic=other, status="done")
        assert count(rejoin(topic, "")) == {topic.pk: 1}
        assert count(rejoin(topic, "physics/algebra")) == {topic.pk: 2}

    def test_who_refused_the_one_refuses_the_other(self, learner: User, other_learner: User) -> None:
        centre, topic = make_topic("math/algebra"), make_topic("ml/algebra")
        MarkFactory.create(user=learner, topic=centre, status="skipped")
        MarkFactory.create(user=other_learner, topic=centre, status="skipped", reason="later")
        assert count(rejoin(topic, "math/algebra")) == {topic.pk: 1}

    def test_a_centre_that_names_another_lets_its_members_go(self, learner: User) -> None:
        centre, member = make_topic("ml/algebra"), make_topic("ai/algebra", same_as="ml/algebra")
        make_topic("math/algebra")
        MarkFactory.create(user=learner, topic=member, status="done")
        assert count(rejoin(centre, "math/algebra")) == {centre.pk: 1}

    def test_two_that_name_a_new_topic_become_one(self, learner: User) -> None:
        one, two = make_topic("ml/algebra"), make_topic("ai/algebra")
        MarkFactory.create(user=learner, topic=one, status="done")
        new = Rejoined(None, Naming("", ""), Naming("math/algebra", ""))
        assert count(rejoin(one, "math/algebra"), rejoin(two, "math/algebra"), new) == {one.pk: 1, two.pk: 1}
        assert count(rejoin(one, "math/algebra"), rejoin(two, "math/algebra")) == {one.pk: 0, two.pk: 0}

    def test_a_centre_under_its_new_name(self, learner: User) -> None:
        centre, topic = make_topic("math/algebra"), make_topic("ml/algebra")
        MarkFactory.create(user=learner, topic=centre, status="done")
        moves = rejoin(topic, "math/linear"), rejoin(centre, "", address="math/linear")
        assert count(*moves) == {topic.pk: 1, centre.pk: 1}


class TestNobody:
    def test_where_it_leads_nowhere_to_itself_or_along_a_chain(self, learner: User) -> None:
        topic, end = make_topic("ml/algebra"), make_topic("math/algebra", same_as="old/algebra")
        MarkFactory.create(user=learner, topic=end, status="done")
        for name in ("math/nothing", "ml/algebra", "math/algebra", "nonsense"):
            assert count(rejoin(topic, name)) == {topic.pk: 0}

    def test_what_is_optional_retired_or_in_a_draft(self, learner: User) -> None:
        centre, topic = make_topic("math/algebra", optional=True), make_topic("ml/algebra", optional=True)
        MarkFactory.create(user=learner, topic=centre, status="done")
        assert count(rejoin(topic, "math/algebra")) == {topic.pk: 0}
        Topic.objects.filter(pk=topic.pk).update(optional=False, retired=True)
        assert count(rejoin(topic, "math/algebra")) == {topic.pk: 0}
        Topic.objects.filter(pk=topic.pk).update(retired=False)
        assert count(rejoin(topic, "math/algebra")) == {topic.pk: 1}
        Roadmap.objects.filter(key="math").update(status="draft")
        assert count(rejoin(topic, "math/algebra")) == {topic.pk: 0}

    def test_whoever_parted_them(self, learner: User, other_learner: User) -> None:
        centre, topic = make_topic("math/algebra"), make_topic("ml/algebra", same_as="math/algebra")
        for user in (learner, other_learner):
            MarkFactory.create(user=user, topic=centre, status="done")
        Parting.objects.create(user=learner, topic=topic)
        assert count(rejoin(topic, "")) == {topic.pk: 1}

    def test_where_nothing_is_asked(self) -> None:
        with count_queries(0):
            assert not Asked()
            assert people.count_learners(Asked()).numbers == {}


class TestQueries:
    @pytest.mark.parametrize("size", [1, 3])
    def test_three(self, size: int) -> None:
        # 1 topics of the stars  2 partings  3 marks
        moves = []
        for number in range(size):
            centre, topic = make_topic(f"math/topic-{number}"), make_topic(f"ml/topic-{number}")
            MarkFactory.create(user=UserFactory.create(), topic=centre, status="done")
            moves.append(rejoin(topic, f"math/topic-{number}"))
        with count_queries(3):
            assert list(rejoined.count_renumbered(moves).values()) == [1] * size

    def test_many_are_asked_about_in_chunks(self, learner: User, monkeypatch: pytest.MonkeyPatch) -> None:
        monkeypatch.setattr(rejoined, "CHUNK", 1)
        centre, topic = make_topic("math/algebra"), make_topic("ml/algebra")
        MarkFactory.create(user=learner, topic=centre, status="done")
        with count_queries(6):
            assert count(rejoin(topic, "math/algebra")) == {topic.pk: 1}
