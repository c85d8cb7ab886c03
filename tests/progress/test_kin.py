"""Which roadmaps lie nearest."""

from __future__ import annotations

from progress.index import Entry
from progress.kin import rank_kin


def make(pk: int, title: str, *tags: str) -> Entry:
    return Entry(pk, title, tags, featured=False, created=0)


def rank(tags: list[str], *candidates: tuple[Entry, int]) -> list[str]:
    titles = {entry.pk: entry.title for entry, _shared in candidates}
    ranked = rank_kin(
        tags, [entry for entry, _shared in candidates], {entry.pk: number for entry, number in candidates}
    )
    return [titles[pk] for pk in ranked]


def test_shared_topics_come_before_shared_tags() -> None:
    two_tags, one_topic, two_topics = make(1, "A", "data", "python"), make(2, "B"), make(3, "C")
    assert rank(["data", "python"], (two_tags, 0), (one_topic, 1), (two_topics, 2)) == ["C", "B", "A"]


def test_tags_decide_between_equals_then_the_title() -> None:
    plain, tagged, first = make(1, "z"), make(2, "y", "data"), make(3, "X")
    assert rank(["data"], (plain, 1), (tagged, 1), (first, 1)) == ["y", "X", "z"]


def test_what_shares_nothing_is_no_kin() -> None:
    assert rank(["data"], (make(1, "Bread", "craft"), 0)) == []
