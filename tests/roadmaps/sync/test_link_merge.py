from __future__ import annotations

from collections.abc import Sequence

import pytest

from roadmaps.documents.document import LinkDoc
from roadmaps.sync.link_merge import LinkVerdict, is_same_set, merge_links, state_link
from roadmaps.sync.merge import OnConflict, Reason, Side, Verdict
from tests.roadmaps.sync.samples import link

STOP, KEEP, TAKE = OnConflict.STOP, OnConflict.KEEP, OnConflict.TAKE
A, B, C = (state_link(link(name)) for name in "abc")


def merge(
    base: Sequence[LinkDoc] | None, site: Sequence[LinkDoc], file: Sequence[LinkDoc], on_conflict: OnConflict = STOP
) -> tuple[tuple[LinkDoc, ...], list[LinkVerdict]]:
    return merge_links(base=base, site=site, file=file, choose=lambda *_: on_conflict)


@pytest.mark.parametrize(
    ("base", "site", "file", "links"),
    [
        ((A,), (A,), (A, B), (A, B)),
        ((A, B), (A, B), (B,), (B,)),
        ((A,), (A, C), (B, A), (B, A, C)),
        ((A, B), (A, B), (B, A), (B, A)),
        ((A, B), (A, B), (), ()),
        ((A,), (), (), ()),
        ((), (A,), (A,), (A,)),
        (None, (A,), (A,), (A,)),
        (None, (A,), (), (A,)),
    ],
)
def test_links_are_a_set_and_keep_their_order(
    base: Sequence[LinkDoc] | None, site: Sequence[LinkDoc], file: Sequence[LinkDoc], links: tuple[LinkDoc, ...]
) -> None:
    assert merge(base, site, file) == (links, [])


def test_a_new_link_is_stated_whole() -> None:
    assert merge((), (), (link("a"),)) == ((LinkDoc("A", "https://example.org/a", "", False),), [])


def test_what_the_file_does_not_say_of_a_link_stays() -> None:
    paid = state_link(link("a", paid=True, medium="book"))
    assert merge((link("a"),), (paid,), (link("a"),)) == ((paid,), [])


def test_a_link_removed_on_the_site_stays_away_unless_the_file_changed_it() -> None:
    removed = LinkVerdict(A.url, Verdict(Side.SITE, Reason.REMOVED), file=A)
    assert merge((A,), (), (A,)) == ((), [removed])
    changed = state_link(link("a", title="New"))
    clash = LinkVerdict(A.url, Verdict(Side.SITE, Reason.BOTH, open=True), file=changed)
    assert merge((A,), (), (changed,)) == ((), [clash])
    assert merge((A,), (), (changed,), TAKE)[0] == (changed,)


def test_a_link_gone_from_the_file_and_edited_on_the_site_is_a_conflict() -> None:
    edited = state_link(link("a", title="Edited"))
    clash = LinkVerdict(A.url, Verdict(Side.SITE, Reason.GONE, open=True), site=edited)
    assert merge((A,), (edited,), ()) == ((edited,), [clash])
    assert merge((A,), (edited,), (), KEEP)[0] == (edited,)
    assert merge((A,), (edited,), (), TAKE)[0] == ()


def test_without_a_base_a_link_only_the_file_has_is_to_be_adopted() -> None:
    clash = LinkVerdict(A.url, Verdict(Side.SITE, Reason.ADOPT, open=True), file=A)
    assert merge(None, (), (A,)) == ((), [clash])


def test_two_new_orders_are_a_conflict_of_the_list() -> None:
    _, verdicts = merge((A, B, C), (B, A, C), (C, B, A))
    orders = (B.url, A.url, C.url), (C.url, B.url, A.url)
    assert verdicts == [LinkVerdict("", Verdict(Side.SITE, Reason.BOTH, open=True), "order", *orders)]


def test_the_same_set_whatever_its_order_and_what_is_not_said() -> None:
    assert is_same_set((link("a"), B), (B, A))
    assert not is_same_set((A,), (A, B))
    assert not is_same_set((A,), (link("a", paid=True),))
