"""What was edited on the site since the last import is what the same file would find kept."""

from __future__ import annotations

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from roadmaps.documents.document import Field, RoadmapDoc
from roadmaps.sync.comparison import compare, list_topics
from roadmaps.sync.edits import Edit, Kind, Standing, find_edits, find_standing, list_edits
from roadmaps.sync.importing import Source, plan_import
from roadmaps.sync.operations import Act
from roadmaps.sync.options import Options
from roadmaps.sync.site import Memory, Site
from roadmaps.sync.values import SCALARS, Thing
from tests.roadmaps.sync.samples import as_site, bring, link, look, node, roadmap, three_values, topic
from tests.roadmaps.sync.test_laws import EDITS, documents, passing_world


def edited(base: RoadmapDoc, rows: RoadmapDoc, **values: tuple[str, ...]) -> Site:
    return as_site(rows, memory=Memory(base=base), **values)


@pytest.mark.parametrize(
    ("thing", "field"),
    [pytest.param(thing, field, id=f"{thing}-{field.name}") for thing, fields in SCALARS.items() for field in fields],
)
def test_every_field_tells_what_the_file_says_beside_what_the_site_says(thing: Thing, field: Field) -> None:
    said, mine, *_ = three_values(field)

    def write(value: object) -> RoadmapDoc:
        values = {each: {field.name: value} if each is thing else {} for each in Thing}
        return roadmap(node("a", topic("x", **values[Thing.TOPIC]), **values[Thing.NODE]), **values[Thing.ROADMAP])

    key = {Thing.ROADMAP: "trail", Thing.NODE: "a", Thing.TOPIC: "x"}[thing]
    edit = Edit(Kind.CHANGED, thing, key, field.name, file=said, site=mine)

    assert find_edits(edited(write(said), write(mine))) == {(thing, key): (edit,)}
    assert find_edits(edited(write(said), write(said))) == {}


def test_line_ends_are_no_edit() -> None:
    assert find_edits(edited(roadmap(body="One.\r\nTwo.\n"), roadmap(body="One.\nTwo."))) == {}


def test_a_topic_in_another_node() -> None:
    site = edited(roadmap(node("a", topic("x")), node("b")), roadmap(node("a"), node("b", topic("x"))))

    assert list_edits(site, Thing.TOPIC, "x") == (Edit(Kind.CHANGED, Thing.TOPIC, "x", "node", "a", "b"),)
    assert list_edits(site, Thing.NODE, "a") == ()


def test_an_order_is_told_where_it_is_set() -> None:
    base = roadmap(node("a", topic("x"), topic("y")), node("b"))
    site = edited(base, roadmap(node("b"), node("a", topic("y"), topic("own"), topic("x"))))

    assert find_edits(site) == {
        (Thing.ROADMAP, "trail"): (Edit(Kind.CHANGED, Thing.ROADMAP, "trail", "nodes", ("a", "b"), ("b", "a")),),
        (Thing.NODE, "a"): (Edit(Kind.CHANGED, Thing.NODE, "a", "topics", ("x", "y"), ("y", "x")),),
    }


def test_links_are_a_set_by_address() -> None:
    one, two, own = link("one"), link("two"), link("own", medium="", paid=False)
    base = roadmap(node("a", topic("x", links=(one, two), references=(one,))))
    site = edited(base, roadmap(node("a", topic("x", links=(link("one", title="Other"), own), references=(one,)))))

    assert list_edits(site, Thing.TOPIC, "x") == (
        Edit(Kind.CHANGED, Thing.TOPIC, "x", "links", "One", "Other", one.url, "title"),
        Edit(Kind.REMOVED, Thing.TOPIC, "x", "links", two, None, two.url),
        Edit(Kind.ADDED, Thing.TOPIC, "x", "links", None, own, own.url),
    )


def test_links_in_another_order() -> None:
    one, two = link("one"), link("two")
    site = edited(roadmap(node("a", topic("x", links=(one, two)))), roadmap(node("a", topic("x", links=(two, one)))))

    assert list_edits(site, Thing.TOPIC, "x") == (
        Edit(Kind.CHANGED, Thing.TOPIC, "x", "links", (one.url, two.url), (two.url, one.url), part="order"),
    )


def test_what_is_retired_while_the_file_has_it() -> None:
    document = roadmap(node("a", topic("x")), node("b"))
    site = edited(document, document, topics=("x",), nodes=("b",))

    assert find_edits(site) == {
        (Thing.NODE, "b"): (Edit(Kind.RETIRED, Thing.NODE, "b"),),
        (Thing.TOPIC, "x"): (Edit(Kind.RETIRED, Thing.TOPIC, "x"),),
    }


def test_what_is_deleted_is_shown_where_the_file_has_it() -> None:
    site = edited(roadmap(node("a", topic("x")), node("b", topic("y"))), roadmap(node("a")))

    assert find_edits(site) == {
        (Thing.NODE, "a"): (Edit(Kind.REMOVED, Thing.TOPIC, "x"),),
        (Thing.ROADMAP, "trail"): (Edit(Kind.REMOVED, Thing.NODE, "b"), Edit(Kind.REMOVED, Thing.TOPIC, "y")),
    }


def test_where_the_file_says_nothing_the_site_alone_speaks() -> None:
    own = link("own", medium="", paid=False)
    site = edited(roadmap(node("a", topic("x"))), roadmap(node("a", topic("x", duration="1 hour", links=(own,)))))

    assert list_edits(site, Thing.TOPIC, "x") == (
        Edit(Kind.ADDED, Thing.TOPIC, "x", "duration", site="1 hour"),
        Edit(Kind.ADDED, Thing.TOPIC, "x", "links", site=own, item=own.url),
    )


def test_what_is_not_in_the_file_has_no_edits() -> None:
    rows = roadmap(node("a", topic("own", duration="1 hour")), title="Other")

    assert find_edits(edited(roadmap(node("a"), title="Other"), rows)) == {}
    assert find_edits(as_site(rows)) == {}


def test_a_roadmap_that_was_called_otherwise_is_compared_all_the_same() -> None:
    site = edited(roadmap(id="former"), roadmap(title="Edited"))

    edit = Edit(Kind.CHANGED, Thing.ROADMAP, "trail", "title", "Trail", "Edited")
    assert find_edits(site) == {(Thing.ROADMAP, "trail"): (edit,)}


def test_an_archive_that_an_import_made_is_no_edit() -> None:
    memory = Memory(base=roadmap(status="published"), former_status="published")

    assert find_edits(as_site(roadmap(status="archived"), memory=memory)) == {}


def test_how_the_file_knows_a_thing() -> None:
    gone = roadmap(node("b", topic("y")), node("a", topic("z")))
    rows = roadmap(node("a", topic("x"), topic("z"), topic("own")), node("b", topic("y")), node("c"))
    site = as_site(rows, memory=Memory(base=roadmap(node("a", topic("x"))), gone=gone))

    assert [find_standing(site, Thing.TOPIC, key).value for key in ("x", "y", "z", "own")] == [
        "said", "gone", "gone", "own",
    ]  # fmt: skip
    assert [find_standing(site, Thing.NODE, key).value for key in ("a", "b", "c")] == ["said", "gone", "own"]
    assert find_standing(site, Thing.ROADMAP, "trail") is Standing.SAID
    assert find_standing(as_site(rows), Thing.TOPIC, "x") is Standing.NEVER


def test_what_left_before_imports_kept_what_they_no_longer_name() -> None:
    site = edited(roadmap(node("a")), roadmap(node("a", topic("x"))), topics=("x",))

    assert find_standing(site, Thing.TOPIC, "x") is Standing.GONE


@pytest.mark.django_db
@settings(max_examples=25)
@given(data=st.data(), before=st.lists(documents(), max_size=1), file=documents(unsaid=True))
def test_it_is_what_the_same_file_finds_kept(data: st.DataObject, before: list[RoadmapDoc], file: RoadmapDoc) -> None:
    with passing_world():
        for document in [*before, file]:
            bring(document)
        for edit in data.draw(st.lists(st.sampled_from(EDITS), max_size=6)):
            edit(data.draw)
        site = look()
        assert site.base is not None
        # What an older file said, and this one leaves unsaid, is still what the file says: then base speaks for it.
        (plan,) = plan_import([Source("trail.yaml", site.base if before else file)]).plans
    edits = [edit for found in find_edits(site).values() for edit in found]

    kept = [(each.spot, repr((each.before, each.after))) for each in plan.operations if each.act is Act.KEEP]
    told = [(spot_of(each), repr((each.site, each.file))) for each in edits if each.kind is not Kind.ADDED]
    assert sorted(told) == sorted(kept)
    assert {each.kind for each in edits if not each.field} <= {Kind.RETIRED, Kind.REMOVED}
    assert {(each.thing, each.key) for each in edits if is_of_values(each)} == find_edited(site)


def spot_of(edit: Edit) -> str:
    return "/".join([edit.thing, edit.key, edit.field, edit.part, edit.item])


def is_of_values(edit: Edit) -> bool:
    """Whether it is of what a thing itself says: presence, orders and what the roadmap says are not."""
    return edit.thing is not Thing.ROADMAP and edit.field not in ("", "topics") and edit.part != "order"


def find_edited(site: Site) -> set[tuple[Thing, str]]:
    """What a plan would take for edited if the file no longer had it."""
    assert site.base is not None
    said = {(Thing.NODE, each.key) for each in site.base.nodes}
    said |= {(Thing.TOPIC, each.key) for each in list_topics(site.base)}
    rows = {(Thing.NODE, key) for key in site.node_ids} | {(Thing.TOPIC, key) for key in site.topic_ids}
    comparison = compare(site=site, file=site.base, options=Options())
    return {pair for pair in said & rows if comparison.is_edited(*pair)}
