from __future__ import annotations

import json
from dataclasses import replace
from typing import Any

import pytest

from roadmaps.documents.document import Question
from roadmaps.documents.problem import Problem, Severity
from roadmaps.sync.merge import OnConflict
from roadmaps.sync.operations import Operation, Plan
from roadmaps.sync.options import Options
from roadmaps.sync.people import Learners
from roadmaps.sync.report import count_acts, make_report, report_options, report_problem
from tests.roadmaps.sync.samples import as_site, link, node, plan, roadmap, topic

BASE = roadmap(node("maths", topic("a", duration="1 day"), topic("b")), node("code", topic("c")))


def report(file: Any, site: Any = BASE, learners: Learners | None = None) -> list[dict[str, Any]]:
    """The changes of a plan, each without what says which thing it is about."""
    said = make_report([plan(BASE, site, file)], learners or Learners())
    assert json.loads(json.dumps(said)) == said
    return [change for entry in said for change in entry["changes"]]


def test_a_field_goes_by_the_name_that_the_file_has_for_it() -> None:
    file = roadmap(node("maths", topic("a", code_snippet="x = 1"), topic("b")), node("code", topic("c")))
    assert report(file)[0] == {
        "act": "change",
        "thing": "topic",
        "key": "a",
        "spot": "topic/a/code_snippet//",
        "field": "codeSnippet",
        "before": "",
        "after": "x = 1",
    }


@pytest.mark.parametrize(
    ("field", "value", "data"),
    [
        ("optional", True, True),
        ("takeaways", ("one", "two"), ["one", "two"]),
        ("questions", (Question("why?", "so"),), [{"ask": "why?", "answer": "so"}]),
        (
            "links",
            (link("home", medium="docs"),),
            [{"title": "Home", "url": "https://example.org/home", "medium": "docs", "paid": False}],
        ),
    ],
)
def test_values_are_as_a_file_has_them(field: str, value: Any, data: Any) -> None:
    values: dict[str, Any] = {field: value}
    file = roadmap(node("maths", replace(topic("a", duration="1 day"), **values), topic("b")), node("code", topic("c")))
    (change,) = report(file)
    assert (change["field"], change["after"]) == (field, data)


def test_learners_stand_by_what_touches_them_and_only_there() -> None:
    file = roadmap(node("maths", topic("a", duration="2 days")), node("code", topic("b"), topic("c")))
    learners = Learners(topics={as_site(BASE).topic_ids["b"]: 41}, total=41)
    changes = report(file, learners=learners)
    assert [(change["act"], change["key"], change.get("learners")) for change in changes] == [
        ("change", "a", None),
        ("move", "b", 41),
    ]
    assert (changes[1]["before"], changes[1]["after"]) == ("maths", "code")


def test_an_open_question_names_its_candidates() -> None:
    said = roadmap(node("maths", replace(topic("a"), id=None)))
    file = roadmap(node("maths", topic("aa", id=None, name="Aa")))
    site = as_site(said)
    asked = make_report([plan(said, site, file)], Learners(topics={site.topic_ids["a"]: 2}))[0]["changes"][-1]
    assert (asked["act"], asked["candidates"]) == ("ambiguous", [{"key": "a", "learners": 2}])


def test_a_conflict_says_why() -> None:
    site = roadmap(node("maths", topic("a", duration="1 day", name="Mine"), topic("b")), node("code", topic("c")))
    file = roadmap(node("maths", topic("a", name="Theirs"), topic("b")), node("code", topic("c")))
    (change,) = [each for each in report(file, site) if each["act"] == "conflict"]
    assert (change["field"], change["reason"], change["before"], change["after"]) == ("name", "both", "Mine", "Theirs")


def test_a_roadmap_without_changes_is_left_out_and_a_limit_holds_over_all() -> None:
    quiet = plan(BASE, BASE, BASE)
    loud = Plan("two", "two.yaml", None, 0, tuple(map(retire, "abc")), None)
    louder = replace(loud, key="three")
    assert make_report([quiet]) == []
    cut = make_report([loud, louder], limit=4)
    assert [(entry["key"], entry["new"], len(entry["changes"])) for entry in cut] == [
        ("two", True, 3),
        ("three", True, 1),
    ]
    assert count_acts([quiet, loud, louder]) == {"retire": 6}


def retire(key: str) -> Operation:
    (found,) = (
        each
        for each in plan(BASE, BASE, roadmap(node("maths", topic("a")), node("code", topic("c")))).operations
        if each.act == "retire"
    )
    return replace(found, key=key)


def test_options() -> None:
    options = Options(
        on_conflict=OnConflict.KEEP,
        choices={"trail:topic/b///": OnConflict.TAKE, "trail:topic/a///": OnConflict.KEEP},
        as_new=frozenset({"b", "a"}),
        allow_retire=3,
        prune=("/trails",),
    )
    assert report_options(options) == {
        "on_conflict": "keep",
        "choices": {"trail:topic/a///": "keep", "trail:topic/b///": "take"},
        "as_new": ["a", "b"],
        "allow_retire": 3,
        "prune": ["/trails"],
    }


def test_a_problem() -> None:
    assert report_problem(Problem("a.yaml", 3, 4, Severity.ERROR, "wrong", "mend it", "code")) == {
        "path": "a.yaml",
        "line": 3,
        "column": 4,
        "severity": "error",
        "code": "code",
        "message": "wrong",
        "hint": "mend it",
    }
