"""Search: what is found, for whom, in which order, on SQLite and PostgreSQL alike."""

from __future__ import annotations

import pytest
from django.contrib.auth.models import AnonymousUser
from django.db import connection

from accounts.models import User
from progress.actions.notes import save_note
from progress.models import Mark
from progress.queries.people import Person
from progress.queries.search import map_statuses, search
from progress.search import Kind, Query, Rank, read_query
from roadmaps.models import Link, Node, Roadmap, Topic
from tests.factories import LinkFactory, MarkFactory, NodeFactory, RoadmapFactory, TopicFactory
from tests.queries import count_queries

GUEST = AnonymousUser()
TYPOS = connection.vendor == "postgresql"


def find(text: str, person: Person = GUEST) -> list[tuple[str, str]]:
    return [(result.kind.name, result.name) for result in search(person, read_query(text)).results]


def names(text: str, person: Person = GUEST) -> list[str]:
    return [name for _kind, name in find(text, person)]


@pytest.fixture
def topic(db: None) -> Topic:
    """Roadmap "Data", stage "Maths", topic "Linear Algebra" with a link."""
    roadmap = RoadmapFactory.create(key="data", title="Data", description="Numbers that speak.", tags=["statistics"])
    node = NodeFactory.create(roadmap=roadmap, key="maths", title="Maths", description="What it stands on.")
    topic = TopicFactory.create(
        node=node, key="algebra", name="Linear Algebra", description="Vectors.", takeaways=["Turn a matrix", "Spin"]
    )
    LinkFactory.create(topic=topic, title="Lessons of Strang", url="https://www.ocw.example.org/courses/18?page=secret")
    return topic


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("data", [("ROADMAP", "Data")]),
        ("statist", [("ROADMAP", "Data")]),
        ("numbers", [("ROADMAP", "Data")]),
        ("maths", [("NODE", "Maths")]),
        ("stands", [("NODE", "Maths")]),
        ("algebra", [("TOPIC", "Linear Algebra")]),
        ("vect", [("TOPIC", "Linear Algebra")]),
        ("matrix turn", [("TOPIC", "Linear Algebra")]),
        ("strang", [("LINK", "Lessons of Strang")]),
        ("ocw.example", [("LINK", "Lessons of Strang")]),
        ("courses", [("LINK", "Lessons of Strang")]),
        ("LINEAR  Álgebra", [("TOPIC", "Linear Algebra")]),
        ("linear vectors spin", [("TOPIC", "Linear Algebra")]),
        ("https", []),
        ("secret", []),
        ("ect", []),
        ("linear strang", []),
        ("l%", [("TOPIC", "Linear Algebra"), ("LINK", "Lessons of Strang")]),
    ],
)
def test_every_word_begins_some_word_of_what_is_found(topic: Topic, text: str, expected: list[tuple[str, str]]) -> None:
    assert find(text) == expected


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("c", ["C", "C#", "C++", "Crème"]),
        ("c++", ["C++"]),
        ("C#", ["C#"]),
        (".net", [".NET"]),
        ("net", [".NET", "Net making"]),
        ("学习", ["深度学习Python"]),
        ("python", ["深度学习Python"]),
        ("ไทย", ["ภาษาไทย"]),
        ("creme", ["Crème"]),
        ("%", []),
        ("_", []),
        ("\\", []),
        ("' or 1=1 --", []),
    ],
)
@pytest.mark.django_db
def test_signs_scripts_and_wildcards(text: str, expected: list[str]) -> None:
    node = NodeFactory.create(roadmap__title="x", roadmap__description="x", title="x")
    for name in ("C", "C#", "C++", ".NET", "Net making", "深度学习Python", "ภาษาไทย", "Crème", "100_000 % \\"):
        TopicFactory.create(node=node, name=name)
    assert sorted(names(text)) == sorted(expected)


@pytest.mark.django_db
def test_the_best_come_first_and_of_these_the_whole_before_its_parts() -> None:
    roadmap = RoadmapFactory.create(title="Rope", description="x")
    node = NodeFactory.create(roadmap=roadmap, title="Rope")
    for name, description in (("Ship", "Has a rope."), ("A rope", ""), ("Rope work", ""), ("Rope", "")):
        TopicFactory.create(node=node, name=name, description=description)
    LinkFactory.create(topic__node=node, topic__name="x", title="Rope")
    found = search(GUEST, read_query("rope")).results
    assert [(Rank(result.rank).name, result.kind.name, result.name) for result in found] == [
        ("SAME_NAME", "ROADMAP", "Rope"),
        ("SAME_NAME", "NODE", "Rope"),
        ("SAME_NAME", "TOPIC", "Rope"),
        ("SAME_NAME", "LINK", "Rope"),
        ("NAME_BEGINS", "TOPIC", "Rope work"),
        ("WORDS_IN_NAME", "TOPIC", "A rope"),
        ("OTHER", "TOPIC", "Ship"),
    ]


def test_each_leads_to_its_place_a_link_and_a_note_to_their_topic(topic: Topic, learner: User) -> None:
    save_note(user=learner, topic=topic, text="Strang helps with data, maths and algebra", version=0)
    addresses = {
        result.kind: result.address
        for text in ("data", "maths", "algebra", "strang")
        for result in search(learner, read_query(text)).results
    }
    assert addresses == {
        Kind.ROADMAP: "/roadmaps/data/",
        Kind.NODE: "/roadmaps/data/maths/",
        Kind.TOPIC: "/roadmaps/data/maths/algebra/",
        Kind.LINK: "/roadmaps/data/maths/algebra/",
        Kind.NOTE: "/roadmaps/data/maths/algebra/",
    }


def test_notes_are_found_by_whoever_wrote_them_alone(topic: Topic, learner: User, other_learner: User) -> None:
    save_note(user=learner, topic=topic, text="Déjà vu: eigenvalues", version=0)
    assert find("deja", learner) == find("eigen", learner) == [("NOTE", "Linear Algebra")]
    assert find("deja", other_learner) == find("deja") == []


def test_what_is_retired_archived_or_a_draft_is_left_out(topic: Topic, learner: User, editor: User) -> None:
    save_note(user=learner, topic=topic, text="mine", version=0)
    everything = ["data", "maths", "algebra", "strang", "mine"]

    def count(person: Person) -> list[int]:
        return [len(find(text, person)) for text in everything]

    assert count(learner) == [1, 1, 1, 1, 1]
    Topic.objects.update(retired=True)
    assert count(learner) == [1, 1, 0, 0, 0]
    Topic.objects.update(retired=False)
    Node.objects.update(retired=True)
    assert count(learner) == [1, 0, 0, 0, 0]
    Node.objects.update(retired=False)
    Roadmap.objects.update(status="draft")
    assert count(learner) == [0, 0, 0, 0, 0]
    assert count(editor) == [1, 1, 1, 1, 0]
    Roadmap.objects.update(status="archived")
    assert count(learner) == count(editor) == [0, 0, 0, 0, 0]


@pytest.mark.parametrize("text", ["lienar", "algbra", "Linear Algebrra", "linar algebra"])
def test_typos_in_names_are_forgiven_on_postgresql(topic: Topic, text: str) -> None:
    found = search(GUEST, read_query(text))
    assert [result.name for result in found.results] == (["Linear Algebra"] if TYPOS else [])
    assert found.is_near is TYPOS


@pytest.mark.parametrize("text", ["zzzzqq", "spim", "vektors qqqq"])
def test_what_is_like_nothing_finds_nothing(topic: Topic, text: str) -> None:
    assert find(text) == []


def test_what_is_far_from_the_nearest_is_not_meant(topic: Topic) -> None:
    TopicFactory.create(node=topic.node, name="Algae")
    assert names("algebrra") == (["Linear Algebra"] if TYPOS else [])


def test_nothing_near_is_shown_where_something_fits(topic: Topic) -> None:
    TopicFactory.create(node=topic.node, name="Linaer")
    found = search(GUEST, read_query("linaer"))
    assert ([result.name for result in found.results], found.is_near) == (["Linaer"], False)


def test_only_so_many_are_shown_and_it_is_told(topic: Topic) -> None:
    Topic.objects.bulk_create(
        Topic(roadmap=topic.roadmap, node=topic.node, key=f"k-{number}", name=f"Knot {number:02}")
        for number in range(4)
    )
    found = search(GUEST, read_query("knot"), most=3)
    assert ([result.name for result in found.results], found.is_cut) == (["Knot 00", "Knot 01", "Knot 02"], True)
    assert not search(GUEST, read_query("knot"), most=4).is_cut


def test_one_query_whatever_is_found(topic: Topic, learner: User) -> None:
    for text in ("algebra", "l", "zzzz", "lienar"):
        with count_queries(1):
            search(learner, read_query(text))
    with count_queries(0):
        assert search(learner, read_query("%")).results == ()


def test_tells_the_status_of_topics(topic: Topic, learner: User) -> None:
    found = search(learner, read_query("l")).results
    assert map_statuses(learner, found) == {topic.pk: "todo"}
    MarkFactory.create(user=learner, topic=topic, status="learning")
    assert map_statuses(learner, found) == {topic.pk: "learning"}
    assert map_statuses(GUEST, found) == {topic.pk: "todo"}
    assert Mark.objects.count() == 1
    with count_queries(0):
        assert map_statuses(learner, search(learner, Query("")).results) == {}


def test_the_same_topic_elsewhere_lends_its_status(topic: Topic, learner: User) -> None:
    twin = TopicFactory.create(name="Elsewhere", same_as="data/algebra")
    MarkFactory.create(user=learner, topic=twin, status="done")
    assert map_statuses(learner, search(learner, read_query("algebra")).results) == {topic.pk: "done"}


@pytest.mark.parametrize(
    ("typed", "expected"),
    [
        ("  algebra ", Query("algebra")),
        ("a\0b\ud800c\td", Query("a b c d")),
        ("a" * 200, Query("a" * 200)),
        ("a" * 10_000, Query("a" * 200, was_cut=True)),
        ("\u202ealgebra", Query("algebra")),
        ("", Query("")),
    ],
)
def test_reads_a_query(typed: str, expected: Query) -> None:
    assert read_query(typed) == expected


@pytest.mark.django_db
@pytest.mark.parametrize(
    "text", ["a" * 200, " ".join("abcdefghijklmnopqrstuvwxyz" * 3), "ש" * 200, "重" * 200, "\ufffd"]
)
def test_long_and_odd_queries_are_answered(text: str) -> None:
    assert find(text) == []


def test_no_link_is_found_without_its_topic(topic: Topic) -> None:
    assert Link.objects.count() == 1
    assert names("lessons") == ["Lessons of Strang"]
