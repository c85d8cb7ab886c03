"""Rules across a document, for one that is in no file, and across files."""

from dataclasses import replace

import pytest

from roadmaps.documents.check import check_document, check_set
from roadmaps.documents.document import LinkDoc, NodeDoc, RoadmapDoc, TopicDoc
from roadmaps.documents.read import read_text
from roadmaps.documents.reading import Known, Reading

GOOD = RoadmapDoc(
    id="small",
    title="Small",
    description="A small roadmap.",
    nodes=(
        NodeDoc("Basics", "basics", aliases=("start",), topics=(TopicDoc("Loops", aliases=("repeat", "loops")),)),
        NodeDoc("More", "more", depends_on=("basics", "basics"), topics=(TopicDoc("C"), TopicDoc("C++"))),
    ),
)


def with_nodes(*nodes: NodeDoc) -> RoadmapDoc:
    return replace(GOOD, nodes=nodes)


def with_topics(*topics: TopicDoc) -> RoadmapDoc:
    return with_nodes(NodeDoc("Basics", "basics", topics=topics))


def test_good_document_has_no_problem() -> None:
    assert check_document(GOOD) == ()


LINK = LinkDoc("A", "https://a.org")


@pytest.mark.parametrize(
    ("document", "message"),
    [
        (with_nodes(NodeDoc("A", "a"), NodeDoc("B", "a")), "two nodes are 'a'"),
        (with_topics(TopicDoc("A"), TopicDoc("B", "a")), "two topics are 'a'"),
        (
            with_nodes(NodeDoc("A", "a", topics=(TopicDoc("X"),)), NodeDoc("B", "b", topics=(TopicDoc("x"),))),
            "two topics are 'x'",
        ),
        (with_nodes(NodeDoc("?")), "no key can be made of the node's name '?'"),
        (with_topics(TopicDoc("!")), "no key can be made of the topic's name '!'"),
        (with_nodes(NodeDoc("A", "a", aliases=("b",)), NodeDoc("B", "b")), "the alias 'b' is the id of another node"),
        (with_topics(TopicDoc("A", aliases=("b",)), TopicDoc("B")), "the alias 'b' is the id of another topic"),
        (
            with_topics(TopicDoc("A", aliases=("x",)), TopicDoc("B", aliases=("x",))),
            "the alias 'x' is claimed by two topics, 'a' and 'b'",
        ),
        (with_nodes(NodeDoc("A", "a", depends_on=("a",))), "the node 'a' depends on itself"),
        (with_nodes(NodeDoc("A", "a", depends_on=("b",))), "no node is 'b'"),
        (
            with_nodes(NodeDoc("A", "a", depends_on=("b",)), NodeDoc("B", "b", depends_on=("a",))),
            "nodes depend on each other in a circle: a -> b -> a",
        ),
        (with_topics(TopicDoc("A", same_as="small/a")), "`sameAs` names the topic itself"),
        (with_topics(TopicDoc("A", links=(LINK, LINK))), "the link https://a.org is here twice"),
        (with_topics(TopicDoc("A", references=(LINK, LINK))), "the link https://a.org is here twice"),
        (
            with_topics(TopicDoc("A", links=tuple(LinkDoc("A", f"https://a.org/{n}") for n in range(101)))),
            "`links` has 101 entries, the limit is 100",
        ),
        (
            with_nodes(*(NodeDoc(f"Node {n}", f"n{n}") for n in range(201))),
            "the roadmap has 201 nodes, the limit is 200",
        ),
        (
            with_topics(*(TopicDoc(f"Topic {n}") for n in range(5_001))),
            "the roadmap has 5,001 topics, the limit is 5,000",
        ),
    ],
)
def test_refusal(document: RoadmapDoc, message: str) -> None:
    (problem,) = check_document(document, path="small")
    assert (problem.line, problem.column, problem.message) == (0, 0, message)
    assert problem.is_error


def test_one_link_may_stand_in_both_lists() -> None:
    assert check_document(with_topics(TopicDoc("A", links=(LINK,), references=(LINK,)))) == ()


def test_same_alias_twice_on_one_topic_is_no_clash() -> None:
    assert check_document(with_topics(TopicDoc("A", aliases=("x", "x")))) == ()


def test_node_without_an_id_is_warned_of() -> None:
    (problem,) = check_document(with_nodes(NodeDoc("A")))
    assert (problem.code, problem.is_error) == ("default-id", False)


def test_each_circle_is_told() -> None:
    pairs = [("a", "b"), ("b", "a"), ("c", "d"), ("d", "c")]
    problems = check_document(with_nodes(*(NodeDoc(key, key, depends_on=(to,)) for key, to in pairs)))
    assert sorted(problem.message.rpartition(": ")[2] for problem in problems) == ["a -> b -> a", "c -> d -> c"]


def test_more_than_5000_topics_in_all_nodes() -> None:
    topics = [tuple(TopicDoc(f"Topic {node} {n}") for n in range(2_501)) for node in range(2)]
    problems = check_document(with_nodes(*(NodeDoc(f"N{n}", f"n{n}", topics=part) for n, part in enumerate(topics))))
    assert [problem.message for problem in problems] == ["the roadmap has 5,002 topics, the limit is 5,000"]


def read(path: str, text: str = "") -> Reading:
    text += "title: Small\ndescription: A small roadmap.\nnodes: [{id: a, title: A}]\n"
    return read_text(text, path=path, default_id=path.removesuffix(".yaml"))


def test_set_of_different_roadmaps() -> None:
    broken = read_text("", path="c.yaml")
    assert check_set([read("a.yaml", "aliases: [a, old]\n"), read("b.yaml", "aliases: [older]\n"), broken]) == ()


def test_two_files_with_one_id() -> None:
    assert [str(problem) for problem in check_set([read("a.yaml"), read("b.yaml"), read("c.yaml", "id: a\n")])] == [
        "c.yaml:1:5: error: the roadmap 'a' is also in a.yaml (give one of them an `id:` of its own)"
    ]


def test_alias_that_is_the_id_of_another_file() -> None:
    assert [str(problem) for problem in check_set([read("a.yaml", "aliases: [x, b]\n"), read("b.yaml")])] == [
        "a.yaml:1:14: error: the alias 'b' is the id of the roadmap in b.yaml (remove it)"
    ]


def test_alias_that_two_files_claim() -> None:
    assert [
        str(problem) for problem in check_set([read("a.yaml", "aliases: [x]\n"), read("b.yaml", "aliases: [x]\n")])
    ] == ["b.yaml:1:11: error: the alias 'x' is also claimed by a.yaml (remove it from one of them)"]


def test_known_files_claim_too() -> None:
    known = Reading("old.yaml", None, (), known=Known("a", ("x", "b")))
    assert [str(problem) for problem in check_set([known, read("a.yaml", "aliases: [x]\n"), read("b.yaml")])] == [
        "a.yaml:1:1: error: the roadmap 'a' is also in old.yaml (give one of them an `id:` of its own)",
        "old.yaml: error: the alias 'b' is the id of the roadmap in b.yaml (remove it)",
        "a.yaml:1:11: error: the alias 'x' is also claimed by old.yaml (remove it from one of them)",
    ]
