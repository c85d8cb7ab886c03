from __future__ import annotations

from dataclasses import replace

import pytest

from roadmaps.models import Roadmap
from roadmaps.sync.apply import StalePlan
from roadmaps.sync.importing import ATTEMPTS, FingerprintError, Source, plan_import, run_import
from roadmaps.sync.merge import OnConflict
from roadmaps.sync.options import Options, name_spot
from roadmaps.sync.people import Asked, Learners
from tests.queries import count_queries
from tests.roadmaps.sync.samples import freeze_rows, look, meddling, node, roadmap, tell, topic

pytestmark = pytest.mark.django_db

ONE, TWO = (roadmap(node("maths", topic("a")), id=key) for key in ("one", "two"))


def test_plans_stand_in_the_order_of_keys_and_write_nothing() -> None:
    before = freeze_rows()
    plans = plan_import([Source("2.yaml", TWO), Source("1.yaml", ONE)]).plans
    assert [(plan.key, plan.path) for plan in plans] == [("one", "1.yaml"), ("two", "2.yaml")]
    assert freeze_rows() == before


def test_all_roadmaps_are_read_at_once() -> None:
    run_import([Source("1.yaml", ONE), Source("2.yaml", TWO)])
    with count_queries(7):  # keys, former keys; roadmaps, nodes, topics, links, former keys
        assert plan_import([Source("1.yaml", ONE), Source("2.yaml", TWO)]).is_empty


def test_a_conflict_in_one_stops_all() -> None:
    run_import([Source("1.yaml", ONE), Source("2.yaml", TWO)])
    Roadmap.objects.filter(key="two").update(title="Mine")
    before = freeze_rows()
    plans = run_import([Source("1.yaml", replace(ONE, title="New")), Source("2.yaml", replace(TWO, title="New"))]).plans
    assert [tell(plan) for plan in plans] == [[("change", "one", "title", "")], [("conflict", "two", "title", "both")]]
    assert freeze_rows() == before


def test_a_roadmap_is_found_by_its_alias_and_takes_the_new_key() -> None:
    run_import([Source("1.yaml", ONE)])
    row = Roadmap.objects.get().pk
    run_import([Source("1.yaml", replace(ONE, id="first", aliases=("unknown", "one")))])
    assert Roadmap.objects.values_list("pk", "key").get() == (row, "first")


def test_two_files_on_one_roadmap_are_a_conflict() -> None:
    run_import([Source("1.yaml", ONE)])
    sources = [Source(f"{key}.yaml", replace(ONE, id=key, aliases=("one",))) for key in ("first", "second")]
    first, second = plan_import(sources).plans
    assert tell(first) == [("rename", "first", "", "")]
    assert tell(second)[-1] == ("conflict", "second", "", "claimed")


@pytest.mark.parametrize("times", range(ATTEMPTS))
def test_a_plan_made_stale_is_made_again(times: int) -> None:
    run_import([Source("1.yaml", ONE)])
    with meddling(times):
        run_import([Source("1.yaml", replace(ONE, title="New"))])
    assert look("one").document.title == "New"


def test_a_plan_that_is_always_stale_is_given_up() -> None:
    run_import([Source("1.yaml", ONE)])
    with meddling(ATTEMPTS), pytest.raises(StalePlan):
        run_import([Source("1.yaml", replace(ONE, title="New"))])
    assert look("one").document.title == "Trail"


def test_a_conflict_is_settled_one_by_one() -> None:
    run_import([Source("1.yaml", ONE)])
    Roadmap.objects.update(title="Mine", description="Mine too")
    theirs = Source("1.yaml", replace(ONE, title="Theirs", description="Theirs too"))
    first, second = plan_import([theirs]).stops
    choices = {name_spot("one", first.spot): OnConflict.KEEP, name_spot("one", second.spot): OnConflict.TAKE}
    assert run_import([theirs], Options(choices=choices)).may_apply
    document = look("one").document
    assert (document.description, document.title) == ("Mine too", "Theirs")
    assert plan_import([theirs]).may_apply


def test_the_fingerprint_is_that_of_files_and_site_whatever_is_chosen() -> None:
    source = Source("1.yaml", ONE)
    seen = plan_import([source]).fingerprint
    assert plan_import([source], Options(on_conflict=OnConflict.TAKE, allow_retire=7)).fingerprint == seen
    assert plan_import([Source("1.yaml", replace(ONE, title="Other"))]).fingerprint != seen
    run_import([source], expected=seen)
    now = plan_import([source]).fingerprint
    assert now != seen
    Roadmap.objects.update(revision=9)
    assert plan_import([source]).fingerprint != now


def test_a_plan_that_nobody_saw_is_not_applied() -> None:
    seen = plan_import([Source("1.yaml", ONE)]).fingerprint
    before = freeze_rows()
    with pytest.raises(FingerprintError, match="since this plan was shown"):
        run_import([Source("1.yaml", replace(ONE, title="Other"))], expected=seen)
    assert freeze_rows() == before


def test_the_guard_stops_it_and_the_number_lets_it_pass() -> None:
    run_import([Source("1.yaml", roadmap(node("maths", *map(topic, "abcdef")), id="one"))])
    few = Source("1.yaml", roadmap(node("maths", topic("a")), id="one"))
    stopped = run_import([few])
    assert (stopped.may_apply, stopped.stops, stopped.guard and stopped.guard.retired) == (False, (), 5)
    assert look("one").count_active() == 6
    assert run_import([few], Options(allow_retire=5)).may_apply
    assert look("one").count_active() == 1


def test_learners_are_asked_about_only_where_a_plan_touches_some() -> None:
    asked: list[Asked] = []

    def count(rows: Asked) -> Learners:
        asked.append(rows)
        return Learners(total=len(rows.topics))

    run_import([Source("1.yaml", ONE)], count_learners=count)
    assert asked == []
    renamed = roadmap(node("maths", topic("b", aliases=("a",))), id="one")
    assert run_import([Source("1.yaml", renamed)], count_learners=count).learners.total == 1
    assert asked == [Asked(topics=frozenset(look("one").topic_ids.values()))]


def test_who_watches_is_told_how_far_it_is() -> None:
    told: list[tuple[str, int, int]] = []
    sources = [Source("1.yaml", ONE), Source("2.yaml", TWO)]
    run_import(sources, watch=lambda *step: told.append(step))
    assert told == [("planning", 2, 2), ("writing", 1, 2), ("writing", 2, 2)]


def test_what_has_nothing_to_say_is_known_by_its_digest_until_it_is_edited() -> None:
    run_import([Source("1.yaml", ONE, digest="abc")])
    assert look("one").memory.digest == "abc"
    Roadmap.objects.update(title="Mine")
    run_import([Source("1.yaml", ONE, digest="abc")])
    assert look("one").memory.digest == ""


def test_ids_that_are_only_written_out_are_remembered_and_no_change() -> None:
    run_import([Source("1.yaml", roadmap(node("maths", topic("a", id=None)), id="one"))])
    imported = run_import([Source("1.yaml", ONE)])
    assert (imported.is_empty, imported.is_pending) == (False, False)
    assert plan_import([Source("1.yaml", ONE)]).is_empty
