"""The table of the laws on every field that an import writes, on rows: what they say then, and what is remembered."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from typing import Any

import pytest

from roadmaps.documents.document import Field, NodeDoc, RoadmapDoc, TopicDoc
from roadmaps.documents.table import may_clear
from roadmaps.models import ImportedDocument, Link, Node, Roadmap, Topic
from roadmaps.sync.importing import Import, Source, run_import
from roadmaps.sync.merge import OnConflict
from roadmaps.sync.options import Options
from roadmaps.sync.values import LINK_LISTS, LINK_SCALARS, SCALARS, Thing, to_column
from tests.roadmaps.sync.samples import link, look, node, roadmap, three_values, topic
from tests.roadmaps.sync.worlds import compare, read_content, read_memory

pytestmark = pytest.mark.django_db

STOP, KEEP, TAKE = OnConflict
KINDS = {"links": Link.Kind.LINK, "references": Link.Kind.REFERENCE}


@dataclass(frozen=True)
class Case:
    """One thing that has a value on each side. write: the document in which it is said; edit: an editor's edit of the
    rows; read: what the rows say; values: three of them, or two."""

    name: str
    write: Callable[[Any], RoadmapDoc]
    edit: Callable[[Any], object]
    read: Callable[[], Any]
    values: tuple[Any, ...]

    def __str__(self) -> str:
        return self.name


def make_scalar(thing: Thing, field: Field) -> Case:
    rows: Any = {Thing.ROADMAP: Roadmap, Thing.NODE: Node, Thing.TOPIC: Topic}[thing]

    def write(value: Any) -> RoadmapDoc:
        said = {kind: {field.name: value} if kind is thing else {} for kind in Thing}
        inner = node("maths", topic("a", **said[Thing.TOPIC]), **said[Thing.NODE])
        return roadmap(inner, node("one"), node("two"), **said[Thing.ROADMAP])

    def mine() -> Any:
        every = rows.objects.all()
        return every if thing is Thing.ROADMAP else every.filter(key="a" if thing is Thing.TOPIC else "maths")

    return Case(
        f"{thing}-{field.name}",
        write,
        lambda value: mine().update(**{field.name: to_column(field, value)}),
        lambda: (
            getattr(look().document, field.name)
            if thing is Thing.ROADMAP
            else getattr(_find(look().document, thing), field.name)
        ),
        three_values(field),
    )


def _find(document: RoadmapDoc, thing: Thing) -> NodeDoc | TopicDoc:
    (home,) = (each for each in document.nodes if each.key == "maths")
    return home if thing is Thing.NODE else (home.topics or ())[0]


def make_link_field(name: str, field: Field) -> Case:
    def write(value: Any) -> RoadmapDoc:
        return roadmap(node("maths", topic("a", **{name: (link("x", **{field.name: value}),)})))

    return Case(
        f"{name}-{field.name}",
        write,
        lambda value: Link.objects.filter(kind=KINDS[name]).update(**{field.name: value}),
        lambda: getattr(Link.objects.get(kind=KINDS[name]), field.name),
        three_values(field),
    )


def make_link_order(name: str) -> Case:
    def write(value: str) -> RoadmapDoc:
        return roadmap(node("maths", topic("a", **{name: tuple(map(link, value))})))

    def edit(value: str) -> None:
        for position, each in enumerate(value):
            Link.objects.filter(kind=KINDS[name], url=link(each).url).update(position=position)

    def read() -> str:
        return "".join(Link.objects.order_by("position", "id").values_list("title", flat=True)).lower()

    return Case(f"{name}-order", write, edit, read, ("xyz", "zyx", "yxz"))


def make_order(model: Any, name: str, write: Callable[[str], RoadmapDoc]) -> Case:
    def edit(value: str) -> None:
        for position, key in enumerate(value):
            model.objects.filter(key=key).update(position=position)

    def read() -> str:
        return "".join(model.objects.filter(key__in="abc").order_by("position", "id").values_list("key", flat=True))

    return Case(name, write, edit, read, ("abc", "cba", "bac"))


def write_place(home: str) -> RoadmapDoc:
    nodes = (node(key, *([topic("a")] if key == home else [])) for key in ("maths", "code", "data"))
    return roadmap(*nodes)


PLACE = Case(
    "topic-node",
    write_place,
    lambda home: Topic.objects.update(node=Node.objects.get(key=home)),
    lambda: Topic.objects.get().node.key,
    ("maths", "code", "data"),
)
CASES = [
    *(make_scalar(thing, field) for thing in Thing for field in SCALARS[thing]),
    *(make_link_field(each.name, field) for each in LINK_LISTS for field in LINK_SCALARS),
    *(make_link_order(each.name) for each in LINK_LISTS),
    make_order(Topic, "order-of-topics", lambda keys: roadmap(node("maths", *map(topic, keys)))),
    make_order(Node, "order-of-nodes", lambda keys: roadmap(*map(node, keys))),
    PLACE,
]
every_case = pytest.mark.parametrize("case", CASES, ids=str)
every_case_of_three = pytest.mark.parametrize("case", [each for each in CASES if len(each.values) == 3], ids=str)


def bring(document: RoadmapDoc, on_conflict: OnConflict = STOP) -> Import:
    return run_import([Source("trail.yaml", document)], Options(on_conflict=on_conflict))


def tell_base() -> RoadmapDoc:
    base = look().base
    assert base
    return base


def revise() -> int:
    return Roadmap.objects.get().revision


@every_case
def test_all_the_same_touches_no_row(case: Case) -> None:
    bring(case.write(case.values[0]))
    content, memory = read_content(), read_memory()
    assert bring(case.write(case.values[0])).is_empty
    assert (compare(content, read_content()), read_memory()) == ([], memory)


@every_case
def test_the_file_s_change_is_taken(case: Case) -> None:
    old, new = case.values[:2]
    bring(case.write(old))
    revision = revise()
    bring(case.write(new))
    assert (case.read(), revise(), tell_base()) == (new, revision + 1, case.write(new))


@every_case
def test_the_site_s_change_is_kept_and_said(case: Case) -> None:
    old, mine = case.values[:2]
    bring(case.write(old))
    case.edit(mine)
    content, memory = read_content(), read_memory()
    (plan,) = bring(case.write(old)).plans
    assert [(each.act, each.reason) for each in plan.operations] == [("keep", "edited")]
    assert (case.read(), compare(content, read_content())) == (mine, [])
    assert _without_digest(read_memory()) == _without_digest(memory)


def _without_digest(memory: Any) -> Any:
    volatile = ("imported_at", "digest")
    return {pk: {name: row[name] for name in row if name not in volatile} for pk, row in memory.items()}


@every_case
def test_the_same_change_on_both_sides_moves_base_alone(case: Case) -> None:
    old, new = case.values[:2]
    bring(case.write(old))
    case.edit(new)
    content = read_content()
    (plan,) = bring(case.write(new)).plans
    assert plan.operations == ()
    assert (compare(content, read_content()), tell_base()) == ([], case.write(new))


@every_case_of_three
def test_a_change_on_both_sides_stops_it(case: Case) -> None:
    old, mine, new = case.values
    bring(case.write(old))
    case.edit(mine)
    content, memory = read_content(), read_memory()
    assert [each.reason for each in bring(case.write(new)).stops] == ["both"]
    assert (compare(content, read_content()), read_memory()) == ([], memory)


@every_case_of_three
@pytest.mark.parametrize("on_conflict", [KEEP, TAKE])
def test_a_change_on_both_sides_is_settled_once(case: Case, on_conflict: OnConflict) -> None:
    old, mine, new = case.values
    bring(case.write(old))
    case.edit(mine)
    revision = revise()
    bring(case.write(new), on_conflict)
    wanted = mine if on_conflict is KEEP else new
    assert (case.read(), tell_base()) == (wanted, case.write(new))
    assert revise() == revision + (on_conflict is TAKE)
    content = read_content()
    assert not bring(case.write(new)).stops
    assert compare(content, read_content()) == []


@every_case
@pytest.mark.parametrize("on_conflict", OnConflict)
def test_without_a_base_a_person_is_asked_to_adopt(case: Case, on_conflict: OnConflict) -> None:
    mine, new = case.values[:2]
    bring(case.write(mine))
    ImportedDocument.objects.all().delete()
    content = read_content()
    made = bring(case.write(new), on_conflict)
    if on_conflict is STOP:
        assert [each.reason for each in made.stops] == ["adopt"]
        assert (compare(content, read_content()), ImportedDocument.objects.count()) == ([], 0)
    else:
        assert (case.read(), tell_base()) == (new if on_conflict is TAKE else mine, case.write(new))


FIELDS = [(thing, field) for thing in Thing for field in SCALARS[thing] if not field.required]


@pytest.mark.parametrize(("thing", "field"), FIELDS, ids=[f"{thing}-{field.name}" for thing, field in FIELDS])
def test_left_out_is_no_opinion_and_is_remembered(thing: Thing, field: Field) -> None:
    case = make_scalar(thing, field)
    said = case.values[1]
    bring(case.write(said))
    (plan,) = bring(case.write(None)).plans
    assert [(each.act, each.field) for each in plan.operations] == [("dropped", field.name)]
    assert (case.read(), tell_base()) == (said, case.write(said))
    case.edit(case.values[0])
    bring(case.write(said))
    assert case.read() == case.values[0]


CLEARED = [(thing, field) for thing, field in FIELDS if may_clear(field)]


@pytest.mark.parametrize(("thing", "field"), CLEARED, ids=[f"{thing}-{field.name}" for thing, field in CLEARED])
def test_empty_clears(thing: Thing, field: Field) -> None:
    case = make_scalar(thing, field)
    empty = field.default
    bring(case.write(case.values[0]))
    bring(case.write(empty))
    assert (case.read(), tell_base()) == (empty, case.write(empty))


@pytest.mark.parametrize(("thing", "field"), FIELDS, ids=[f"{thing}-{field.name}" for thing, field in FIELDS])
def test_a_default_applies_when_a_row_is_made_and_never_again(thing: Thing, field: Field) -> None:
    case = make_scalar(thing, field)
    bring(case.write(None))
    assert case.read() == field.default
    edited = next(value for value in case.values if value != field.default)
    case.edit(edited)
    content = read_content()
    assert bring(case.write(None)).is_empty
    assert compare(content, read_content()) == []


every_topic_field = pytest.mark.parametrize("field", SCALARS[Thing.TOPIC], ids=lambda field: field.name)


@every_topic_field
def test_only_what_one_studies_moves_the_day_it_changed(field: Field) -> None:
    case = make_scalar(Thing.TOPIC, field)
    bring(case.write(case.values[0]))
    before = Topic.objects.get().changed_at
    bring(case.write(case.values[1]))
    assert (Topic.objects.get().changed_at > before) is (field.name in Topic.STUDIED)
