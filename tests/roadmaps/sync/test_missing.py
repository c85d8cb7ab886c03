"""Files that went away: roadmaps archived on request, and new files that may be old ones."""

from __future__ import annotations

from dataclasses import replace
from pathlib import Path

import pytest

from roadmaps.documents.document import RoadmapDoc
from roadmaps.models import Roadmap
from roadmaps.sync.importing import Import, Source, plan_import, run_import
from roadmaps.sync.missing import find_missing, find_renamed
from roadmaps.sync.options import Options
from tests.queries import count_queries
from tests.roadmaps.sync.samples import look, node, roadmap, tell, topic

pytestmark = pytest.mark.django_db

TRAIL = roadmap(node("maths", *(topic(key) for key in "abcd")), id="trail")
ROAD = replace(TRAIL, id="road")


def run(folder: Path, *documents: RoadmapDoc, prune: bool = False, as_new: frozenset[str] = frozenset()) -> Import:
    """As if the folder held these documents and no other."""
    sources = [Source(str(folder / f"{document.key}.yaml"), document) for document in documents]
    return run_import(sources, Options(prune=(str(folder),) if prune else (), as_new=as_new))


def test_a_roadmap_whose_file_is_gone_is_left_alone_unless_asked(tmp_path: Path) -> None:
    other = roadmap(node("else", topic("z")), id="other")
    run(tmp_path, TRAIL, other)
    assert run(tmp_path, other).is_empty
    assert Roadmap.objects.get(key="trail").status == "published"
    imported = run(tmp_path, other, prune=True)
    assert tell(imported.plans[-1]) == [("archive", "trail", "status", "")]
    assert look("trail").document.status == "archived"
    assert look("trail").memory.former_status == "published"
    assert run(tmp_path, other, prune=True).is_empty


def test_the_file_that_returns_brings_the_status_back(tmp_path: Path) -> None:
    draft = replace(TRAIL, status="draft")
    run(tmp_path, draft)
    run(tmp_path, prune=True)
    imported = run(tmp_path, draft)
    assert tell(imported.plans[0]) == [("restore", "trail", "", "")]
    assert (look("trail").document.status, look("trail").memory.former_status) == ("draft", "")


def test_a_file_that_returns_with_another_status_is_taken_at_its_word(tmp_path: Path) -> None:
    run(tmp_path, replace(TRAIL, status="draft"))
    run(tmp_path, prune=True)
    run(tmp_path, replace(TRAIL, status="published"))
    assert look("trail").document.status == "published"


def test_what_an_editor_archived_or_opened_since_is_not_undone(tmp_path: Path) -> None:
    run(tmp_path, TRAIL)
    run(tmp_path, prune=True)
    Roadmap.objects.update(status="draft")
    assert tell(run(tmp_path, TRAIL).plans[0]) == []
    assert (look("trail").document.status, look("trail").memory.former_status) == ("draft", "")


def test_only_what_came_from_the_folder_is_pruned(tmp_path: Path) -> None:
    run(tmp_path / "here", TRAIL)
    run(tmp_path / "there", replace(ROAD, nodes=(node("else", topic("x")),)))
    run_import([Source("pasted.yaml", roadmap(node("own", topic("y")), id="pasted"))])
    assert find_missing([str(tmp_path / "here")], ()) == ["trail"]
    assert find_missing([str(tmp_path)], {"road"}) == ["trail"]
    with count_queries(0):
        assert find_missing((), ()) == []


def test_a_new_file_beside_a_gone_one_with_half_its_topics_is_asked_about(tmp_path: Path) -> None:
    run(tmp_path, TRAIL)
    half = roadmap(node("maths", *(topic(key) for key in "abxyz")), id="road")
    (asked,) = run(tmp_path, half).stops
    assert (asked.act, asked.thing, asked.key, asked.before) == ("ambiguous", "roadmap", "road", ("trail",))
    assert not run(tmp_path, half, as_new=frozenset({"road"})).stops


def test_with_an_alias_it_is_the_same_and_with_fewer_shared_topics_another(tmp_path: Path) -> None:
    run(tmp_path, TRAIL)
    assert not plan_import([Source(str(tmp_path / "road.yaml"), replace(ROAD, aliases=("trail",)))]).stops
    less = roadmap(node("maths", *(topic(key) for key in "axyz")), id="road")
    assert not run(tmp_path, less).stops


def test_the_likest_is_named_first(tmp_path: Path) -> None:
    run(tmp_path, TRAIL, roadmap(node("maths", topic("a")), id="small"))
    (asked,) = run(tmp_path, ROAD).stops
    assert asked.before == ("trail", "small")


def test_a_file_that_is_still_there_or_stands_elsewhere_is_no_candidate(tmp_path: Path) -> None:
    run(tmp_path, TRAIL)
    (tmp_path / "trail.yaml").touch()
    assert not run(tmp_path, ROAD).stops
    (tmp_path / "trail.yaml").unlink()
    assert not plan_import([Source(str(tmp_path / "sub" / "way.yaml"), replace(ROAD, id="way"))]).stops
    assert not plan_import([Source("way.yaml", replace(ROAD, id="way"))]).stops


def test_what_is_not_new_costs_nothing() -> None:
    with count_queries(0):
        assert find_renamed([], ()) == {}
