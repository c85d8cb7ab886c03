from __future__ import annotations

from dataclasses import replace
from typing import Any

import pytest

from roadmaps.documents.document import Question
from roadmaps.sync.describe import count_changes, describe
from roadmaps.sync.merge import OnConflict
from roadmaps.sync.plan import make_plan
from roadmaps.sync.site import Site
from tests.roadmaps.sync.samples import as_site, link, node, plan, roadmap, topic

OLD = roadmap(
    node("maths", topic("linear-algebra", description=""), topic("calculus", duration="2 weeks")),
    node("unsupervised", topic("pca"), topic("clustering-k-means"), topic("svm")),
    node("deployment", topic("serialization"), topic("api", description="Old.")),
)
SITE = roadmap(
    node("maths", topic("linear-algebra", description="Edited."), topic("calculus", duration="2 weeks")),
    node("unsupervised", topic("pca"), topic("clustering-k-means"), topic("svm")),
    node("deployment", topic("serialization"), topic("api", description="Mine.")),
)
NEW = roadmap(
    node("maths", topic("linear-algebra", description=""), topic("calculus", duration="10 days"), topic("pca")),
    node("unsupervised", topic("k-means", name="Clustering-K-Means", aliases=("clustering-k-means",))),
    node(
        "deployment",
        topic("serialization"),
        topic("mlflow", name="Experiment tracking"),
        topic("api", description="New."),
    ),
)


def test_one_line_a_change() -> None:
    made = plan(OLD, SITE, NEW)
    assert describe(made) == [
        "roadmap trail   trail.yaml",
        '  + topic    mlflow          "Experiment tracking"  in deployment, after serialization',
        '  ~ topic    calculus        duration "2 weeks" -> "10 days"',
        "  > topic    pca             moved unsupervised -> maths",
        "  = topic    k-means         was clustering-k-means",
        "  . topic    linear-algebra  description: edit on the site kept",
        "  - topic    svm             retired",
        '  ! topic    api             description: file and site both changed it (site: "Mine.", file: "New.")',
    ]
    assert count_changes([made], written=False) == (
        "1 added, 1 changed, 1 moved, 1 renamed, 1 kept, 1 retired, 1 conflict. Nothing written."
    )


def lines(base: Any, site: Any, file: Any, on_conflict: OnConflict = OnConflict.STOP) -> list[str]:
    """The lines without heading and alignment."""
    return [" ".join(line.split()) for line in describe(plan(base, site, file, on_conflict))[1:]]


def in_maths(*topics: Any, **values: Any) -> Any:
    return roadmap(node("maths", *topics, **values))


def test_nothing_to_say() -> None:
    assert describe(plan(OLD, OLD, OLD)) == []
    assert count_changes([plan(OLD, OLD, OLD)], written=False) == "0 changes. Nothing written."
    assert count_changes([], written=False) == "0 changes. Nothing written."


def test_only_what_the_file_says_is_remembered() -> None:
    made = plan(OLD, NEW, NEW)
    assert count_changes([made], written=True) == "0 changes. What the file says is remembered."


def test_counts_of_several_plans_are_summed() -> None:
    new = make_plan(site=None, file=roadmap(node("a")))
    clash = plan(None, roadmap(), roadmap(title="A", description="B"))
    assert count_changes([new, new], written=True) == "4 added. Written."
    assert count_changes([new, clash], written=False) == "2 added, 2 conflicts. Nothing written."


def test_a_new_roadmap() -> None:
    made = make_plan(site=None, file=roadmap(node("maths", topic("a"))), path="some/where/trail.yaml")
    assert describe(made) == [
        "roadmap trail   trail.yaml",
        '  + roadmap  trail  "Trail"',
        '  + node     maths  "Maths"',
        '  + topic    a      "A"  in maths, first',
    ]


def test_restored_and_reordered() -> None:
    base, file = in_maths(*map(topic, "abc")), in_maths(*map(topic, "cabr"))
    site = as_site(in_maths(*map(topic, "abcr")), topics=("r",))
    assert lines(base, site, file) == [
        "+ topic r restored in maths, after b",
        "> node maths order of topics: a, b, c -> c, a, b",
    ]


def test_long_orders_are_cut() -> None:
    (line,) = lines(*[in_maths(*map(topic, keys)) for keys in ("abcdefgh", "abcdefgh", "bacdefgh")])
    assert line == "> node maths order of topics: a, b, c, d, e and 3 more -> b, a, c, d, e and 3 more"


def test_links() -> None:
    old = in_maths(topic("a", links=(link("x"), link("y"))))
    new = in_maths(topic("a", links=(link("y", title="Why", paid=True), link("z"))))
    added, removed = "+ https://example.org/z", "- https://example.org/x"
    changed = '~ https://example.org/y title "Y" -> "Why", paid false -> true'
    assert lines(old, old, new) == [f"~ topic a links: {added}; {removed}; {changed}"]
    turned = in_maths(topic("a", links=(link("y"), link("x"))))
    assert lines(old, old, turned) == ["~ topic a links: another order"]


def test_kept_links() -> None:
    base = in_maths(topic("a", links=(link("x"), link("y"))))
    site = in_maths(topic("a", links=(link("y", title="Mine"),)))
    assert lines(base, site, base) == [
        ". topic a links https://example.org/x: removed on the site; stays away",
        ". topic a links https://example.org/y title: edit on the site kept",
    ]


def test_links_in_conflict() -> None:
    base, site = in_maths(topic("a", links=(link("x"),))), in_maths(topic("a", links=(link("x", title="Mine"),)))
    gone, why = "https://example.org/x", "gone from the file, edited on the site"
    assert lines(base, site, in_maths(topic("a", links=()))) == [
        f"! topic a links {gone}: {why} (site: {gone}, file: empty)"
    ]


def test_what_the_file_no_longer_says() -> None:
    said, unsaid = in_maths(topic("a", optional=True, video_url="")), roadmap(replace(node("maths"), topics=None))
    assert lines(said, said, in_maths(topic("a"))) == [
        ". topic a file no longer says `optional`; kept",
        ". topic a file no longer says `videoUrl`; kept",
    ]
    assert lines(said, said, unsaid) == [". node maths file no longer says `topics`; kept"]


def test_kept_things() -> None:
    base = roadmap(node("maths", topic("a"), topic("b")), node("code"))
    site = as_site(roadmap(node("maths", topic("b")), node("code", topic("mine"))), topics=("b",))
    assert lines(base, site, in_maths(topic("a"), topic("b"))) == [
        ". node code not retired: topics of the site stay in it: mine",
        ". topic a removed on the site; stays away",
        ". topic b retired on the site; stays retired",
    ]


@pytest.mark.parametrize(
    ("site", "file", "said"),
    [
        (in_maths(), in_maths(topic("a", duration="1 h")), "! topic a removed on the site, changed in the file"),
        (in_maths(topic("a", name="X")), in_maths(), "! topic a gone from the file, edited on the site"),
        (
            in_maths(topic("a"), topic("b", aliases=("a",))),
            in_maths(topic("x", aliases=("a",)), topic("y", aliases=("a",))),
            "! topic y claims the same topic of the site as x: a",
        ),
    ],
)
def test_conflicts(site: Any, file: Any, said: str) -> None:
    assert said in lines(in_maths(topic("a")), site, file)


def test_adoption() -> None:
    (line,) = lines(None, in_maths(), roadmap(node("maths"), title="Other"))
    assert line == (
        '! roadmap trail title: file and site differ, and no import wrote it yet; adopt? (site: "Trail", file: "Other")'
    )


def test_settled_conflicts_say_so() -> None:
    base = roadmap(node("maths", topic("a", duration="1 h"), *map(topic, "xyz")), node("code"), node("data"))
    site = roadmap(
        node("maths", topic("z"), topic("x")), node("code", topic("a", duration="2 h"), topic("y")), node("data")
    )
    file = roadmap(
        node("maths", topic("x"), topic("z", name="Zed")),
        node("code"),
        node("data", topic("a", duration="3 h"), topic("new")),
    )
    assert lines(base, site, file, on_conflict=OnConflict.TAKE) == [
        '+ topic new "New" in data, after a',
        '~ topic a duration "2 h" -> "3 h" conflict, the file\'s side taken',
        '~ topic z name "Z" -> "Zed"',
        "> topic a moved code -> data conflict, the file's side taken",
        ". node maths order of topics: edit on the site kept",
        "- topic y retired conflict, the file's side taken",
    ]
    kept = lines(base, site, file, on_conflict=OnConflict.KEEP)
    assert ". topic a duration: conflict, the site's side kept" in kept
    assert ". topic a node: conflict, the site's side kept" in kept
    assert ". topic y conflict, the site's side kept" in kept
    added = lines(in_maths(topic("a")), in_maths(), in_maths(topic("a", name="X")), on_conflict=OnConflict.TAKE)
    assert added == ['+ topic a "X" in maths, first; conflict, the file\'s side taken']


def change(before: Any, after: Any, field: str = "description") -> str:
    sides = (in_maths(topic("a", **{field: value})) for value in (before, before, after))
    (line,) = lines(*sides)
    return line.removeprefix("~ topic a ")


@pytest.mark.parametrize(
    ("field", "before", "after", "said"),
    [
        ("optional", False, True, "optional false -> true"),
        ("description", "", "New.", 'description empty -> "New."'),
        ("takeaways", ("one",), ("one", "two"), 'takeaways ["one"] -> ["one", "two"]'),
        ("questions", (), (Question("why?", "so"),), 'questions [] -> ["why?": "so"]'),
        ("description", "a\nb", "a\tb\x1b[31m\u202e", r'description "a\nb" -> "a\tb\x1b[31m\u202e"'),
        (
            "description",
            f"{'long ' * 30}end",
            f"{'long ' * 30}END",
            'description …g long long end" -> …g long long END"',
        ),
        (
            "description",
            "x" * 70,
            "y" * 70,
            f'description "{"x" * 58}… -> "{"y" * 58}…',
        ),
    ],
)
def test_values(field: str, before: Any, after: Any, said: str) -> None:
    assert change(before, after, field) == said


def test_control_characters_are_escaped_wherever_they_come_from() -> None:
    site = Site(1, 1, roadmap(title="\x1b[2J", description=""))
    made = replace(plan(None, site, roadmap(description="")), path="a\x1bb.yaml")
    said = "\n".join(describe(made))
    assert "\x1b" not in said
    assert r"\x1b[2J" in said
    assert r"a\x1bb.yaml" in said
