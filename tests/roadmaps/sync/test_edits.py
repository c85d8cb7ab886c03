"""What was edited on the site since the last import is what the same file would find kept."""

from __future__ import annotations

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from roadmaps.documents.document import RoadmapDoc
from roadmaps.sync.edits import Kind, Standing, find_edits, find_standing, list_edits
from roadmaps.sync.importing import Source, plan_import
from roadmaps.sync.operations import Act
from roadmaps.sync.site import Memory, Site
from roadmaps.sync.values import Thing
from tests.roadmaps.sync.samples import as_site, bring, link, look, node, roadmap, topic
from tests.roadmaps.sync.test_laws import EDITS, documents, passing_world


def edited(base: RoadmapDoc, rows: RoadmapDoc, **values: tuple[str, ...]) -> Site:
    return as_site(rows, memory=Memory(base=base), **values)


def test_nothing_was_edited_where_nothing_was_imported() -> None:
    site = as_site(roadmap(node("maths", topic("a"))))
    assert find_edits(site) == {}
    assert find_standing(site, Thing.TOPIC, "a") is Standing.NEVER


def test_an_edit_stands_with_the_value_of_the_file() -> None:
    base = roadmap(node("maths", topic("a", duration="1 day")))
    site = edited(base, roadmap(node("maths", topic("a", duration="2 days"))))
    (edit,) = list_edits(site, Thing.TOPIC, "a")
    assert (edit.kind, edit.field, edit.file, edit.site) == (Kind.CHANGED, "duration", "1 day", "2 days")
    assert list_edits(site, Thing.NODE, "maths") == ()


def test_what_only_the_site_says_is_told_too() -> None:
    base = roadmap(node("maths", topic("a", links=(link("x"),))))
    site = edited(base, roadmap(node("maths", topic("a", duration="2 days", links=(link("x"), link("y"))))))
    assert [(each.kind, each.field, each.item) for each in list_edits(site, Thing.TOPIC, "a")] == [
        (Kind.ADDED, "duration", ""),
        (Kind.ADDED, "links", "https://example.org/y"),
    ]


def test_what_is_deleted_is_shown_where_the_file_has_it() -> None:
    base = roadmap(node("maths", topic("a")), node("code", topic("b")))
    without_topic = edited(base, roadmap(node("maths"), node("code", topic("b"))))
    assert [each.key for each in list_edits(without_topic, Thing.NODE, "maths")] == ["a"]
    without_node = edited(base, roadmap(node("maths", topic("a"))))
    assert [each.key for each in list_edits(without_node, Thing.ROADMAP, "trail")] == ["code", "b"]


def test_how_the_file_knows_a_thing() -> None:
    base = roadmap(node("maths", topic("a")))
    rows = roadmap(node("maths", topic("a"), topic("mine"), topic("once")))
    site = edited(base, rows, topics=("once",))
    standings = [find_standing(site, Thing.TOPIC, key) for key in ("a", "mine", "once")]
    assert standings == [Standing.SAID, Standing.OWN, Standing.GONE]
    assert find_standing(site, Thing.ROADMAP, "trail") is Standing.SAID


@pytest.mark.django_db
@settings(max_examples=25)
@given(data=st.data(), file=documents(unsaid=True))
def test_it_is_what_the_same_file_finds_kept(data: st.DataObject, file: RoadmapDoc) -> None:
    with passing_world():
        bring(file)
        for edit in data.draw(st.lists(st.sampled_from(EDITS), max_size=5)):
            edit(data.draw)
        (plan,) = plan_import([Source("trail.yaml", file)]).plans
        kept = {each.spot: (each.before, each.after) for each in plan.operations if each.act is Act.KEEP}
        found = [edit for edits in find_edits(look()).values() for edit in edits if edit.kind is not Kind.ADDED]
        assert len(found) == len(kept)
        assert sorted((edit.thing, edit.key, edit.field) for edit in found) == sorted(
            (each.thing, each.key, each.field) for each in plan.operations if each.act is Act.KEEP
        )
