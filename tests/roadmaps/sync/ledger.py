"""What files said, kept row by row beside the code under test, and from it what an import may do: the law, plainly.

For every field of every thing that file and site both have, with *said* what a file said of it last:

- the file says nothing, or what the site says: the site's value stays;
- the site's value is *said* (or the default it was made with, where no file ever said anything): the file's value;
- the file says *said*: the site's value stays, it is an editor's;
- else it is a conflict: STOP writes nothing, KEEP leaves the site's value, TAKE gives the file's.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field
from typing import Any

from roadmaps.documents.document import RoadmapDoc, TopicDoc
from roadmaps.documents.keys import slug
from roadmaps.models import FormerKey, Link, Node, Roadmap, Topic
from roadmaps.sync.merge import OnConflict
from roadmaps.sync.values import LINK_LISTS, SCALARS, Thing, to_column
from tests.roadmaps.sync.worlds import Content, Rows

MODELS: Mapping[Thing, Any] = {Thing.ROADMAP: Roadmap, Thing.NODE: Node, Thing.TOPIC: Topic}
KINDS = {"links": "link", "references": "reference"}
PLACE = "node_id"

_Row = tuple[Thing, int]
"""A row of content: its kind and its id."""


@dataclass
class Said:
    """Of one roadmap. values: row -> column -> what a file said last; named: rows of the last file, with their keys;
    links: (topic, kind) -> addresses; missing: what it named and has no row; murky: rows made anew for what was
    deleted, of which the import may remember more; known: whatever a file ever named; parked: the status before its
    file went away."""

    values: dict[_Row, dict[str, Any]] = field(default_factory=dict)
    named: dict[_Row, str] = field(default_factory=dict)
    links: dict[tuple[int, str], frozenset[str]] = field(default_factory=dict)
    missing: set[tuple[Thing, str]] = field(default_factory=set)
    murky: set[_Row] = field(default_factory=set)
    known: set[tuple[Thing, str]] = field(default_factory=set)
    parked: str = ""


@dataclass(frozen=True)
class Step:
    """One applied import of one file: what it said, and the rows before and after."""

    document: RoadmapDoc
    before: Content
    after: Content
    on_conflict: OnConflict

    def list_things(self) -> Iterator[tuple[Thing, int, Any, int | None]]:
        """(kind, id of the row, what the file says, id of the node of a topic), for all that has a row now."""
        keys = {row["key"]: pk for pk, row in self.after[Roadmap].items()}
        roadmap = keys[self.document.key]
        yield Thing.ROADMAP, roadmap, self.document, None
        nodes, topics = self._index(Node, roadmap), self._index(Topic, roadmap)
        for node in self.document.nodes:
            if node.key in nodes:
                yield Thing.NODE, nodes[node.key], node, None
            for topic in node.topics or ():
                if topic.key in topics:
                    yield Thing.TOPIC, topics[topic.key], topic, nodes.get(node.key)

    def _index(self, model: Any, roadmap: int) -> dict[str, int]:
        return {row["key"]: pk for pk, row in self.after[model].items() if row["roadmap_id"] == roadmap}


def list_said(thing: Thing, document: Any, place: int | None) -> dict[str, Any]:
    """Column -> value, for what the file states."""
    stated = [each for each in SCALARS[thing] if getattr(document, each.name) is not None]
    values = {each.name: to_column(each, getattr(document, each.name)) for each in stated}
    return values | ({PLACE: place} if place is not None else {})


def check_import(said: Said, step: Step) -> None:
    """Nothing that is an editor's was overwritten unasked, and what the file was to change it did."""
    for thing, pk, document, _ in step.list_things():
        names = {(thing, name) for name in (document.key, *map(slug, document.aliases or ()))}
        if (thing, pk) not in said.values and names & said.known:
            said.murky.add((thing, pk))
    for thing, pk, document, place in step.list_things():
        before, after = step.before[MODELS[thing]].get(pk), step.after[MODELS[thing]][pk]
        if before is None:
            continue
        told = said.values.get((thing, pk))
        for column, value in list_said(thing, document, place).items():
            site = before[column]
            if thing is Thing.ROADMAP and column == "status" and said.parked and site == "archived":
                site = said.parked
            if column == PLACE and told and told.get(PLACE) not in step.after[Node]:
                continue  # where the file had it last was deleted
            if (thing, pk) in said.murky and column not in (told or {}):
                continue
            wanted = decide(thing, column, told, site, value, step.on_conflict)
            assert after[column] == wanted, (thing, pk, column, told, site, value, after[column])
        if (thing, pk) not in said.murky:
            _check_presence(said, step, thing, pk, before, after)
        if thing is Thing.TOPIC:
            _check_links(said, step, pk, document)
    _check_absent(said, step)


def decide(
    thing: Thing, column: str, told: Mapping[str, Any] | None, site: Any, value: Any, on_conflict: OnConflict
) -> Any:
    """The value after the import, by the four lines above."""
    if site == value:
        return site
    base = None
    if told is not None:
        base = told.get(column)
        if base is None and site == _default(thing, column):
            return value
    if base is not None or (told and column in told):
        if base == site:
            return value
        if base == value:
            return site
    assert on_conflict is not OnConflict.STOP, f"{thing} {column}: a conflict was not told"
    return site if on_conflict is OnConflict.KEEP else value


def _default(thing: Thing, column: str) -> Any:
    found = [to_column(each, None) for each in SCALARS[thing] if each.name == column]
    return found[0] if found else None


def _check_presence(
    said: Said, step: Step, thing: Thing, pk: int, before: Mapping[str, Any], after: Mapping[str, Any]
) -> None:
    """What an editor retired while the file had it stays retired; what the file brings back is back."""
    if thing is not Thing.ROADMAP and before["retired"]:
        returns = (thing, pk) not in said.named and (bool(said.values) or step.on_conflict is OnConflict.TAKE)
        assert after["retired"] is not returns, (thing, pk)
    elif thing is not Thing.ROADMAP:
        assert not after["retired"], (thing, pk)


def _check_links(said: Said, step: Step, pk: int, document: TopicDoc) -> None:
    for each in LINK_LISTS:
        kind, stated = KINDS[each.name], getattr(document, each.name)
        before, after = (_list_urls(rows[Link], pk, kind) for rows in (step.before, step.after))
        if stated is None:
            assert after == before
            continue
        told = said.links.get((pk, kind), frozenset())
        urls = {link.url for link in stated}
        assert before - told <= after, "an editor's link is gone"
        if step.on_conflict is not OnConflict.TAKE:
            assert not ((told & urls) - before) & after, "a link that an editor removed is back"
            assert after <= before | urls


def _check_absent(said: Said, step: Step) -> None:
    """What the file does not name: retired only where a file named it, or where the file takes it for another."""
    present = {(thing, pk) for thing, pk, _, _ in step.list_things()}
    (roadmap,) = (pk for thing, pk in present if thing is Thing.ROADMAP)
    aliases = {
        thing: {slug(alias) for each in things for alias in each.aliases or ()}
        for thing, things in (
            (Thing.NODE, step.document.nodes),
            (Thing.TOPIC, [topic for node in step.document.nodes for topic in node.topics or ()]),
        )
    }
    for thing in (Thing.NODE, Thing.TOPIC):
        formers = step.before[FormerKey].values()
        meant = {row[f"{thing}_id"] for row in formers if row["key"] in aliases[thing]}
        for pk, before in step.before[MODELS[thing]].items():
            if before["roadmap_id"] != roadmap or (thing, pk) in present:
                continue
            after = step.after[MODELS[thing]][pk]
            changed = {name for name in before if before[name] != after[name]} - {"position"}
            assert changed <= {"retired"}, (thing, pk, changed)
            if changed:
                assert not before["retired"], "came back, though the file does not name it"
                is_heir = (thing, pk) not in said.values and (thing, before["key"]) in said.known  # of a deleted row
                edited = not is_heir and (thing, pk) not in said.murky and _is_edited(said, thing, pk, before)
                named = is_heir or (thing, pk) in said.named
                assert named or before["key"] in aliases[thing] or pk in meant, "an editor's own was retired"
                assert not (named and edited) or step.on_conflict is OnConflict.TAKE, "an edited one was retired"


def _is_edited(said: Said, thing: Thing, pk: int, row: Mapping[str, Any]) -> bool:
    told = said.values.get((thing, pk), {})
    columns = [each.name for each in SCALARS[thing]]
    return any(row[name] != (told[name] if name in told else _default(thing, name)) for name in columns)


def learn(said: Said, step: Step) -> None:
    """Remember what the file said, once it was applied."""
    for thing, pk, document, place in step.list_things():
        values = said.values.setdefault((thing, pk), {})
        values.update(list_said(thing, document, place))
        if thing is Thing.TOPIC:
            for each in LINK_LISTS:
                stated = getattr(document, each.name)
                if stated is not None:
                    said.links[pk, KINDS[each.name]] = frozenset(link.url for link in stated)
    named = {(thing, pk): document.key for thing, pk, document, _ in step.list_things()}
    said.named = _list_unsaid(said, step) | named
    rows = {(thing, key) for (thing, _), key in named.items()}
    parts = list_parts(step.document).items()
    names = {(thing, part.key) for thing, own in parts for part in own}
    said.known, said.missing = said.known | names, names - rows
    said.parked = ""


def _list_unsaid(said: Said, step: Step) -> dict[_Row, str]:
    """Topics that stay named because their node no longer says which it has."""
    things = list(step.list_things())
    silent = {pk for thing, pk, document, _ in things if thing is Thing.NODE and document.topics is None}
    named = {(thing, pk) for thing, pk, _, _ in things}
    left = {row: key for row, key in said.named.items() if row not in named and row[0] is Thing.TOPIC}
    return {row: key for row, key in left.items() if said.values.get(row, {}).get(PLACE) in silent}


def forget(said: Said, before: Content, left: Content) -> None:
    """Go back to what was said before an import that is taken back. What it made for things that had been deleted
    stays, retired, and the file that now counts again named it. before, left: the rows before and after the import."""
    for thing in (Thing.NODE, Thing.TOPIC):
        model = MODELS[thing]
        gone = {key for (kind, pk), key in said.named.items() if kind is thing and pk not in before[model]}
        gone |= {key for kind, key in said.missing if kind is thing}
        for pk in left[model].keys() - before[model].keys():
            if (key := left[model][pk]["key"]) in gone:
                said.named[thing, pk] = key
                said.murky.add((thing, pk))


def _list_urls(rows: Rows, topic: int, kind: str) -> set[str]:
    return {row["url"] for row in rows.values() if row["topic_id"] == topic and row["kind"] == kind}


def check_undo(left: Content, before: Content, now: Content, after: Content) -> None:
    """An import taken back: what stands as it left it says again what it said before; what was edited since stays.

    left: the rows as the import left them; before: as they were before it; now: as they are; after: once taken back.
    """
    for thing, model in MODELS.items():
        columns = ["key", *(each.name for each in SCALARS[thing] if each.name != "status")]
        columns += [PLACE] if thing is Thing.TOPIC else []
        for pk, row in now[model].items():
            if pk in before[model] and was_on_trail(before, thing, pk):
                for column in columns:
                    was, is_now = left[model][pk][column], row[column]
                    wanted = before[model][pk][column] if was == is_now else is_now
                    assert after[model][pk][column] == wanted, (thing, pk, column)


def was_on_trail(content: Content, thing: Thing, pk: int) -> bool:
    row = content[MODELS[thing]][pk]
    retired = row.get("retired", False)
    return not (retired or (thing is Thing.TOPIC and content[Node][row["node_id"]]["retired"]))


def check_identity(said: Said, step: Step) -> None:
    """Each thing of the file is the row that has its key, else the one that once had it, else the first its aliases
    name. Things that a file named before may have lost their rows since."""
    keys = {row["key"]: pk for pk, row in step.after[Roadmap].items()}
    for thing, parts in list_parts(step.document).items():
        model = MODELS[thing]
        mine = {
            row["key"]: pk for pk, row in step.before[model].items() if row["roadmap_id"] == keys[step.document.key]
        }
        formers = {
            row["key"]: row[f"{thing}_id"]
            for row in step.before[FormerKey].values()
            if row[f"{thing}_id"] and row["roadmap_id"] == keys[step.document.key]
        }
        for part in parts:
            named = [part.key, *map(slug, part.aliases or ())]
            if part.key not in mine and ((thing, part.key) in said.known or (part.key in formers and part.id is None)):
                continue
            rows = [mine.get(key, formers.get(key)) for key in named]
            row = next(filter(None, rows), None)
            assert row is None or step.after[model][row]["key"] == part.key, (thing, part.key, row)


def list_parts(document: RoadmapDoc) -> dict[Thing, list[Any]]:
    """Nodes and topics of a file."""
    topics = [topic for node in document.nodes for topic in node.topics or ()]
    return {Thing.NODE: list(document.nodes), Thing.TOPIC: topics}
