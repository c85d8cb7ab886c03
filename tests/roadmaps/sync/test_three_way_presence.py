"""The table of the laws for what is there or not: topics and nodes, and each link of a list, on rows."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

import pytest

from roadmaps.documents.document import RoadmapDoc
from roadmaps.models import ImportedDocument, Link, Node, Topic
from roadmaps.sync.merge import OnConflict
from tests.roadmaps.sync.samples import bring, link, node, roadmap, tell, topic
from tests.roadmaps.sync.worlds import compare, read_content, read_memory

pytestmark = pytest.mark.django_db

STOP, KEEP, TAKE = OnConflict
URL = {name: link(name).url for name in "xyz"}

TOPICS = roadmap(node("maths", topic("a"), topic("b", duration="1 day")), node("code"))
NODES = roadmap(node("maths", topic("a")), node("b", url="/b"))
GONE = {Topic: roadmap(node("maths", topic("a")), node("code")), Node: roadmap(node("maths", topic("a")))}
OTHER = {
    Topic: roadmap(node("maths", topic("a"), topic("b", duration="2 days")), node("code")),
    Node: roadmap(node("maths", topic("a")), node("b", url="/other")),
}
BOTH = {Topic: TOPICS, Node: NODES}
EDIT: Mapping[Any, dict[str, str]] = {Topic: {"duration": "mine"}, Node: {"url": "/mine"}}

each_kind = pytest.mark.parametrize("model", [Topic, Node])


def is_there(model: Any) -> bool | None:
    """Whether `b` is on the trail; `None` where it has no row."""
    row = model.objects.filter(key="b").first()
    return not row.retired if row else None


@each_kind
def test_there_on_all_sides_is_nothing(model: Any) -> None:
    bring(BOTH[model])
    content, memory = read_content(), read_memory()
    assert bring(BOTH[model]).is_empty
    assert (compare(content, read_content()), read_memory()) == ([], memory)


@each_kind
def test_gone_from_the_file_is_retired_and_back_is_restored(model: Any) -> None:
    bring(BOTH[model])
    row = model.objects.get(key="b").pk
    bring(GONE[model])
    assert is_there(model) is False
    content = read_content()
    assert bring(GONE[model]).is_empty
    assert compare(content, read_content()) == []
    bring(BOTH[model])
    assert (is_there(model), model.objects.get(key="b").pk) == (True, row)


@each_kind
def test_retired_on_the_site_stays_so_while_other_fields_merge(model: Any) -> None:
    bring(BOTH[model])
    model.objects.filter(key="b").update(retired=True)
    made = bring(OTHER[model])
    assert [each for each in tell(made) if each[0] == "keep"] == [("keep", "b", "", "retired")]
    (name,) = EDIT[model]
    assert (is_there(model), getattr(model.objects.get(key="b"), name)) == (
        False,
        {"url": "/other"}.get(name, "2 days"),
    )


@each_kind
def test_gone_on_both_sides_moves_base_alone(model: Any) -> None:
    bring(BOTH[model])
    model.objects.filter(key="b").update(retired=True)
    content = read_content()
    assert tell(bring(GONE[model])) == []
    assert compare(content, read_content()) == []
    bring(BOTH[model])
    assert is_there(model) is True


@each_kind
@pytest.mark.parametrize("on_conflict", OnConflict)
def test_gone_from_the_file_and_edited_on_the_site_is_a_conflict(model: Any, on_conflict: OnConflict) -> None:
    bring(BOTH[model])
    model.objects.filter(key="b").update(**EDIT[model])
    content = read_content()
    made = bring(GONE[model], on_conflict)
    assert [(each.act, each.reason) for each in made.stops] == ([("conflict", "gone")] if on_conflict is STOP else [])
    assert is_there(model) is (on_conflict is not TAKE)
    assert on_conflict is TAKE or compare(content, read_content()) == []
    assert on_conflict is STOP or tell(bring(GONE[model])) == []


@each_kind
@pytest.mark.parametrize("on_conflict", OnConflict)
def test_removed_on_the_site_and_changed_in_the_file_is_a_conflict(model: Any, on_conflict: OnConflict) -> None:
    bring(BOTH[model])
    model.objects.filter(key="b").delete()
    assert tell(bring(BOTH[model])) == [("keep", "b", "", "removed")]
    made = bring(OTHER[model], on_conflict)
    assert [(each.act, each.reason) for each in made.stops] == ([("conflict", "both")] if on_conflict is STOP else [])
    assert is_there(model) is (True if on_conflict is TAKE else None)


@each_kind
@pytest.mark.parametrize("on_conflict", OnConflict)
def test_without_a_base_a_person_is_asked_whether_to_add(model: Any, on_conflict: OnConflict) -> None:
    bring(GONE[model])
    ImportedDocument.objects.all().delete()
    made = bring(BOTH[model], on_conflict)
    reasons = [each.reason for each in made.stops]
    assert reasons == (["adopt"] if on_conflict is STOP else [])
    assert is_there(model) is (True if on_conflict is TAKE else None)


@each_kind
def test_what_the_site_made_is_no_business_of_the_file(model: Any) -> None:
    bring(GONE[model])
    home = Node.objects.get(key="maths")
    own = {"node": home, "name": "B"} if model is Topic else {"title": "B"}
    model.objects.create(roadmap=home.roadmap, key="b", **own)
    for on_conflict in OnConflict:
        assert bring(GONE[model], on_conflict).is_empty
        assert is_there(model) is True


LISTS = ["links", "references"]
each_list = pytest.mark.parametrize("name", LISTS)


def write(name: str, urls: str, **values: Any) -> RoadmapDoc:
    return roadmap(node("maths", topic("a", **{name: tuple(link(url, **values) for url in urls)})))


def edit(name: str, urls: str) -> None:
    """Give the list these links; those it had stay the rows they are."""
    kind, home = name.removesuffix("s"), Topic.objects.get()
    Link.objects.filter(kind=kind).exclude(url__in=[URL[url] for url in urls]).delete()
    for url in urls:
        Link.objects.get_or_create(topic=home, kind=kind, url=URL[url], defaults={"title": url.title(), "position": 9})


def read(name: str) -> set[str]:
    urls = set(Link.objects.filter(kind=name.removesuffix("s")).values_list("url", flat=True))
    return {short for short, url in URL.items() if url in urls}


@each_list
@pytest.mark.parametrize(
    ("base", "site", "file", "result"),
    [
        ("x", "x", "x", "x"),
        ("x", "x", "xy", "xy"),
        ("xy", "xy", "x", "x"),
        ("xy", "xy", "", ""),
        ("x", "xy", "x", "xy"),
        ("xy", "x", "xy", "x"),
        ("x", "xy", "xy", "xy"),
        ("xy", "x", "x", "x"),
        ("x", "xy", "xz", "xyz"),
        ("xy", "y", "x", ""),
    ],
)
def test_links_are_a_set(name: str, base: str, site: str, file: str, result: str) -> None:
    bring(write(name, base))
    edit(name, site)
    rows = dict(Link.objects.values_list("url", "pk"))
    made = bring(write(name, file))
    assert (made.stops, read(name)) == ((), set(result))
    assert all(rows.get(link.url, link.pk) == link.pk for link in Link.objects.all())
    content = read_content()
    assert not bring(write(name, file)).changes_content
    assert compare(content, read_content()) == []


@each_list
@pytest.mark.parametrize("on_conflict", OnConflict)
def test_a_link_edited_here_and_gone_there_is_a_conflict(name: str, on_conflict: OnConflict) -> None:
    bring(write(name, "xy"))
    Link.objects.filter(url=URL["y"]).update(title="Mine")
    made = bring(write(name, "x"), on_conflict)
    assert [each.reason for each in made.stops] == (["gone"] if on_conflict is STOP else [])
    assert read(name) == set("x" if on_conflict is TAKE else "xy")


@each_list
@pytest.mark.parametrize("on_conflict", OnConflict)
def test_a_link_removed_here_and_edited_there_is_a_conflict(name: str, on_conflict: OnConflict) -> None:
    bring(write(name, "xy"))
    edit(name, "x")
    made = bring(write(name, "xy", paid=True), on_conflict)
    assert [each.reason for each in made.stops] == (["both"] if on_conflict is STOP else [])
    assert read(name) == set("xy" if on_conflict is TAKE else "x")


@each_list
def test_a_list_left_out_is_no_opinion_and_an_empty_one_clears(name: str) -> None:
    bring(write(name, "xy"))
    bring(roadmap(node("maths", topic("a"))))
    assert read(name) == set("xy")
    bring(write(name, ""))
    assert read(name) == set()
