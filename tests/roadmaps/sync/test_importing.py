from __future__ import annotations

from dataclasses import replace

import pytest

from roadmaps.models import Roadmap
from roadmaps.sync.apply import StalePlan
from roadmaps.sync.importing import ATTEMPTS, Source, plan_import, run_import
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
