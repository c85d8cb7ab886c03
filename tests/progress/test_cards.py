"""How hard a roadmap is, in short."""

from __future__ import annotations

import pytest
from django.utils import translation

from progress.cards import Card, Facts, Levels, describe_levels, state_facts
from progress.estimate import Estimate
from progress.templatetags.cards import card_part
from tests.progress.trails import make_trail

B, I, A = "beginner", "intermediate", "advanced"  # noqa: E741 - each stands for its word in the table below


@pytest.mark.parametrize(
    ("difficulties", "levels"),
    [
        ([], Levels()),
        ([I], Levels(mostly=I)),
        ([B, A, A], Levels(mostly=A)),
        ([B, I], Levels(lowest=B, highest=I)),
        ([A, I, B], Levels(lowest=B, highest=A)),
        ([A, B, B, A], Levels(lowest=B, highest=A)),
        ([I, A, I, A], Levels(lowest=I, highest=A)),
    ],
)
def test_describes_levels(difficulties: list[str], levels: Levels) -> None:
    assert describe_levels(difficulties) == levels


def test_states_the_facts_of_what_is_on_the_trail() -> None:
    trail = make_trail(
        {"ground": ["a", "b", "c"]},
        topics={
            "a": {"difficulty": A, "duration": "2-3 hours"},
            "b": {"difficulty": A, "duration": "1 hour", "optional": True},
            "c": {"difficulty": B},
        },
    )
    facts = state_facts(trail.roadmap, [row.topic for row in trail.rows])
    assert facts == Facts(trail.roadmap, 3, Estimate(120, 180, 1), Levels(mostly=A))


def test_the_hours_of_what_was_refused_are_not_asked_of_whoever_refused_it() -> None:
    topics = {"a": {"duration": "2 hours"}, "b": {"duration": "1 hour"}}
    trail = make_trail({"ground": ["a", "b"]}, topics=topics, marks={"a": "skipped"})
    facts = state_facts(trail.roadmap, [row.topic for row in trail.rows])
    anybodys, own = Card(facts), Card(facts, trail=trail)
    assert (anybodys.whole.high, own.whole.high) == (180, 60)
    parts = [card_part(card, "facts") for card in (anybodys, own, anybodys)]
    assert [">3 h<" in part for part in parts] == [True, False, True]
    assert ">1 h<" in parts[1]
    assert facts.html == {("facts", "en"): parts[0]}
    with translation.override("de"):
        assert "2 Themen" in card_part(Card(facts), "facts")
