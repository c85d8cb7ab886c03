from __future__ import annotations

import pytest

from roadmaps.sync.merge import OnConflict, Reason, Side, Verdict, decide, merge_order

STOP, KEEP, TAKE = OnConflict.STOP, OnConflict.KEEP, OnConflict.TAKE


@pytest.mark.parametrize(
    ("base", "site", "file", "verdict"),
    [
        ("a", "a", "a", Verdict(Side.SITE)),
        ("a", "a", "b", Verdict(Side.FILE)),
        ("a", "b", "a", Verdict(Side.SITE, Reason.EDITED)),
        ("a", "b", "b", Verdict(Side.SITE)),
        ("a", "b", "c", Verdict(Side.SITE, Reason.BOTH, open=True)),
        (None, "a", "b", Verdict(Side.SITE, Reason.ADOPT, open=True)),
        (None, "a", "a", Verdict(Side.SITE)),
    ],
)
def test_the_table(base: str | None, site: str, file: str, verdict: Verdict) -> None:
    assert decide(base, site, file, STOP) == verdict


def test_a_conflict_is_settled_as_told() -> None:
    assert decide("a", "b", "c", KEEP) == Verdict(Side.SITE, Reason.BOTH)
    assert decide("a", "b", "c", TAKE) == Verdict(Side.FILE, Reason.BOTH)


@pytest.mark.parametrize(
    ("base", "site", "file", "order"),
    [
        ("abc", "abc", "abc", "abc"),
        ("abc", "abc", "cab", "cab"),
        ("abc", "bca", "abc", "bca"),
        ("abc", "cab", "cab", "cab"),
        ("abc", "abc", "axbc", "axbc"),
        ("abc", "abc", "xyabcz", "xyabcz"),
        ("abc", "asbc", "axbc", "axsbc"),
        ("abc", "abcs", "cba", "csba"),
        ("abc", "sabc", "cba", "scba"),
        ("ab", "axb", "bax", "bax"),
        ("abc", "cba", "axbc", "cbax"),
        ("", "", "abc", "abc"),
    ],
)
def test_order(base: str, site: str, file: str, order: str) -> None:
    """Lower-case letters are keys: x, y, z are added by the file, s by the site."""
    stays = frozenset(site + file)
    merged, verdict = merge_order(base=base, site=site, file=file, stays=stays, on_conflict=STOP)
    assert "".join(merged) == order
    assert not verdict.open


def test_keys_that_leave_are_left_out() -> None:
    merged, _ = merge_order(base="abc", site="abc", file="ac", stays=frozenset("ac"), on_conflict=STOP)
    assert merged == ("a", "c")


@pytest.mark.parametrize(
    ("on_conflict", "order", "is_open"), [(STOP, "bac", True), (KEEP, "bac", False), (TAKE, "cba", False)]
)
def test_two_new_orders_are_a_conflict(on_conflict: OnConflict, order: str, is_open: bool) -> None:
    merged, verdict = merge_order(base="abc", site="bac", file="cba", stays=frozenset("abc"), on_conflict=on_conflict)
    assert ("".join(merged), verdict.reason, verdict.open) == (order, Reason.BOTH, is_open)


def test_without_a_base_another_order_is_to_be_adopted() -> None:
    _, verdict = merge_order(base=None, site="ab", file="ba", stays=frozenset("ab"), on_conflict=STOP)
    assert verdict == Verdict(Side.SITE, Reason.ADOPT, open=True)
