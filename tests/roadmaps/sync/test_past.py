"""What files said last of things they no longer name is their base when they come back."""

from __future__ import annotations

from dataclasses import replace

import pytest

from roadmaps.models import ImportedDocument, Topic
from roadmaps.sync.past import recall_retired
from roadmaps.sync.site import Memory
from tests.roadmaps.sync.samples import as_site, bring, link, look, node, record, roadmap, tell, topic

pytestmark = pytest.mark.django_db

B = topic("b", duration="1 day", links=(link("x"),))
BOTH = roadmap(node("maths", topic("a"), B))
ONLY_A = roadmap(node("maths", topic("a")))


def test_what_leaves_the_file_is_remembered_with_its_place() -> None:
    bring(BOTH)
    bring(ONLY_A)
    gone = look().memory.gone
    assert gone is not None
    assert [(each.key, each.topics) for each in gone.nodes] == [("maths", (B,))]
    bring(BOTH)
    gone = look().memory.gone
    assert gone is not None
    assert gone.nodes == ()


def test_a_node_that_leaves_is_remembered_with_all_it_said() -> None:
    code = node("code", topic("c"), url="/code")
    bring(roadmap(node("maths", topic("a")), code))
    bring(ONLY_A)
    gone = look().memory.gone
    assert gone is not None
    assert gone.nodes == (code,)


def test_an_edit_made_while_a_topic_was_away_is_kept_when_it_returns() -> None:
    bring(BOTH)
    bring(ONLY_A)
    Topic.objects.filter(key="b").update(duration="mine")
    assert tell(bring(BOTH)) == [("restore", "b", "", ""), ("keep", "b", "duration", "edited")]
    assert Topic.objects.get(key="b").duration == "mine"


def test_what_was_edited_while_away_and_returns_changed_is_a_conflict() -> None:
    bring(BOTH)
    bring(ONLY_A)
    Topic.objects.filter(key="b").update(duration="mine")
    other = roadmap(node("maths", topic("a"), replace(B, duration="2 days")))
    assert tell(bring(other))[-1] == ("conflict", "b", "duration", "both")


def test_one_that_an_editor_made_and_retired_is_not_overwritten_unasked() -> None:
    bring(ONLY_A)
    row = Topic.objects.get()
    Topic.objects.create(
        roadmap=row.roadmap, node=row.node, key="b", name="B", duration="mine", retired=True, position=1
    )
    assert ("conflict", "b", "duration", "adopt") in tell(bring(BOTH))


def test_a_site_that_kept_no_past_takes_its_retired_rows_for_it() -> None:
    bring(BOTH)
    bring(ONLY_A)
    ImportedDocument.objects.update(gone={})
    assert tell(bring(BOTH)) == [("restore", "b", "", "")]


def test_rows_recalled_are_those_that_are_retired_and_that_base_does_not_name() -> None:
    rows = roadmap(node("maths", topic("a"), topic("b"), topic("c")), node("code", topic("d")), node("kept"))
    base = roadmap(node("maths", topic("a"), topic("b")), node("kept"))
    site = as_site(rows, nodes=("code", "kept"), topics=("b", "c"), memory=Memory(base=base))
    recalled = recall_retired(site)
    assert [(each.key, [each.key for each in each.topics or ()]) for each in recalled.nodes] == [
        ("maths", ["c"]),
        ("code", []),
    ]


def test_a_former_place_is_found_under_its_new_name() -> None:
    bring(roadmap(node("maths", topic("a"), B)))
    bring(ONLY_A)
    bring(roadmap(node("numbers", topic("a"), aliases=("maths",))))
    assert record(roadmap(node("numbers", topic("a"), B))).outcome == "done"
    assert Topic.objects.get(key="b").node.key == "numbers"
