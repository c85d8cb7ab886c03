"""What leads on to what."""

from __future__ import annotations

from progress.openings import list_leading_on, list_opened, list_opened_stages
from progress.trail import Trail
from tests.progress.trails import keys, make_trail

STAGES = {"ground": ["knots", "splices"], "ship": ["rigging", "sails", "flags"]}


def make(marks: dict[str, str]) -> Trail:
    topics = {
        "splices": {"prerequisites": ["Knots"]},
        "rigging": {"prerequisites": ["Knots", "Splices", "Courage"]},
        "flags": {"prerequisites": ["knots"], "optional": True},
    }
    return make_trail(STAGES, nodes={"ship": {"depends_on": ["ground", "gone"]}}, topics=topics, marks=marks)


def test_all_that_name_it_lead_on_from_it() -> None:
    assert keys(list_leading_on(make({}), "knots")) == ["splices", "rigging", "flags"]
    assert list_leading_on(make({}), "sails") == []


def test_what_lacks_nothing_else_is_opened() -> None:
    assert keys(list_opened(make({"knots": "done"}), "knots")) == ["splices"]
    assert keys(list_opened(make({"knots": "done", "splices": "done known"}), "splices")) == ["rigging"]


def test_what_is_done_optional_or_refused_is_not_opened() -> None:
    assert list_opened(make({"knots": "done", "splices": "skipped"}), "knots") == []
    assert keys(list_opened(make({"knots": "done", "splices": "skipped later"}), "knots")) == ["splices"]


def test_a_stage_is_opened_by_the_last_it_builds_on() -> None:
    trail = make({"knots": "done", "splices": "done"})
    assert [node.node.key for node in list_opened_stages(trail, [trail.nodes[0]])] == ["ship"]
    trail = make({"knots": "done"})
    assert list_opened_stages(trail, [trail.nodes[0]]) == []


def test_a_stage_that_is_finished_is_not_opened() -> None:
    trail = make(dict.fromkeys(["knots", "splices", "rigging", "sails"], "done"))
    assert list_opened_stages(trail, [trail.nodes[0]]) == []
