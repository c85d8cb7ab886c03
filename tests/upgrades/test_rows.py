"""What an upgrade loses is found: each way of losing something, on a kept site."""

from __future__ import annotations

from pathlib import Path

import pytest

from tests.upgrades.rows import Row, Site, find_blanks, find_losses, read_site
from tests.upgrades.sites import earlier_site, run_sql


def mark(**more: object) -> Row:
    return {"id": 7, "status": "done", "topic_id": 2} | more


SITE: Site = {"progress_mark": {7: mark()}}
GROUP: Site = {"django_migrations": {1: {"id": 1, "name": "0001_marks"}}}


def test_a_site_that_says_the_same_and_more_has_lost_nothing() -> None:
    grown = GROUP["django_migrations"] | {2: {"id": 2, "name": "0002_trail_aids"}}
    now: Site = {"progress_mark": {7: mark(revise=False)}, "django_migrations": grown, "progress_note": {}}
    assert find_losses(SITE | GROUP, now) == []


@pytest.mark.parametrize(
    ("now", "loss"),
    [
        ({7: mark(status="")}, "progress_mark 7: status was 'done', is ''"),
        ({7: mark(topic_id=3)}, "progress_mark 7: topic_id was 2, is 3"),
        ({7: {"id": 7, "topic_id": 2}}, "progress_mark 7: status is gone"),
        ({}, "progress_mark 7: is gone"),
        ({7: mark(), 8: mark(id=8)}, "progress_mark 8: was not there"),
    ],
    ids=["cleared", "moved", "column", "row", "added"],
)
def test_each_loss_is_named(now: dict[object, Row], loss: str) -> None:
    assert find_losses(SITE, {"progress_mark": now}) == [loss]


def test_a_table_that_is_gone_is_named() -> None:
    assert find_losses(SITE, {}) == ["progress_mark 7: is gone"]


def test_an_address_in_small_letters_is_the_same_address() -> None:
    before: Site = {"accounts_user": {1: {"id": 1, "email": "Grace@Example.org"}}}
    assert find_losses(before, {"accounts_user": {1: {"id": 1, "email": "grace@example.org"}}}) == []
    assert find_losses(before, before) == ["accounts_user 1: email was 'grace@example.org', is 'Grace@Example.org'"]


def test_where_nothing_is_said_a_loss_would_not_be_seen() -> None:
    site: Site = {"a": {}, "b": {1: {"id": 1, "text": ""}, 2: {"id": 2, "text": None}}, "c": {1: {"id": 1}}}
    assert find_blanks(site) == ["a", "b.text"]


@pytest.mark.django_db
@pytest.mark.parametrize(
    ("fault", "losses"),
    [
        ("UPDATE progress_note SET text = ''", ["progress_note 1: text was 'Gradients are *slopes*.', is ''"]),
        ("UPDATE progress_tick SET user_id = 3", ["progress_tick 1: user_id was 2, is 3"]),
        ("ALTER TABLE progress_walk DROP COLUMN why", ["progress_walk 1: why is gone"]),
        ("ALTER TABLE progress_walk RENAME COLUMN why TO because", ["progress_walk 1: why is gone"]),
        ("DELETE FROM progress_mark WHERE id = 4", ["progress_mark 4: is gone"]),
        ("DROP TABLE progress_parting", ["progress_parting 1: is gone"]),
    ],
)
def test_a_migration_that_loses_something_is_found_out(fault: str, losses: list[str], tmp_path: Path) -> None:
    with earlier_site("0.3.0", tmp_path) as site:
        before = read_site(site)
        run_sql(site, "UPDATE accounts_user SET email = lower(email)")  # as the migrations do
        run_sql(site, fault)
        assert find_losses(before, read_site(site)) == losses
