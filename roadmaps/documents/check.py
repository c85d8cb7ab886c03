"""Rules across one document, or a set of them: what no single field can know. The rules: docs/laws.md."""

from collections.abc import Iterable, Mapping, Sequence

from roadmaps.documents.cycles import find_cycles
from roadmaps.documents.document import LinkDoc, NodeDoc, RoadmapDoc, TopicDoc
from roadmaps.documents.places import Place, Position, Problems
from roadmaps.documents.problem import Note, Problem
from roadmaps.documents.reading import Known, Reading
from roadmaps.documents.table import MAX_ENTRIES, MAX_NODES, MAX_TOPICS

_Keyed = tuple[NodeDoc | TopicDoc, Place]


def check_document(
    document: RoadmapDoc, positions: Mapping[Place, Position] | None = None, *, path: str = ""
) -> tuple[Problem, ...]:
    """Problems across the parts of a document that did not come from `read_text` (which has checked its own).

    Without positions every problem stands in line 0.
    """
    problems = Problems(path, positions or {})
    check_parts(document, problems)
    return problems.first()


def check_set(readings: Iterable[Reading]) -> tuple[Problem, ...]:
    """Problems between files: one id or one alias, or an alias that is another's id, in two of them."""
    claims = [(reading, claim) for reading in readings if (claim := reading.claim)]
    keys: dict[str, str] = {}
    aliases: dict[str, str] = {}
    found: list[Problem] = []
    for reading, claim in claims:
        found.extend(_check_roadmap_key(reading, claim.key, keys))
    for reading, claim in claims:
        found.extend(_check_roadmap_aliases(reading, claim, keys, aliases))
    return tuple(found)


def check_parts(document: RoadmapDoc, problems: Problems) -> None:
    """Add to `problems` what is wrong across the parts of the document."""
    nodes: list[_Keyed] = [(node, ("nodes", at)) for at, node in enumerate(document.nodes)]
    topics: list[_Keyed] = [
        (topic, ("nodes", at, "topics", index))
        for at, node in enumerate(document.nodes)
        for index, topic in enumerate(node.topics or ())
    ]
    _check_counts(document, len(topics), problems)
    _check_keys("node", nodes, problems)
    _check_keys("topic", topics, problems)
    _check_aliases("node", nodes, problems)
    _check_aliases("topic", topics, problems)
    _check_dependencies(document.nodes, problems)
    for topic, place in topics:
        assert isinstance(topic, TopicDoc)  # noqa: S101 - tells the type
        _check_topic(document, topic, place, problems)


def _check_roadmap_key(reading: Reading, key: str, owners: dict[str, str]) -> list[Problem]:
    """Enters the roadmap's key into `owners`, which maps keys to paths."""
    problems = Problems(reading.path, reading.positions)
    other = owners.setdefault(key, reading.path)
    if other != reading.path:
        note = Note("roadmap-twice", f"the roadmap '{key}' is also in {other}", "give one of them an `id:` of its own")
        problems.add_error(problems.find(("id",)), note)
    return problems.found


def _check_roadmap_aliases(
    reading: Reading, claim: Known, keys: Mapping[str, str], owners: dict[str, str]
) -> list[Problem]:
    """Enters the roadmap's aliases into `owners`; both map to paths."""
    problems = Problems(reading.path, reading.positions)
    for index, alias in enumerate(claim.aliases):
        at = problems.find(("aliases", index))
        if alias in keys and alias != claim.key:
            note = Note("alias-taken", f"the alias '{alias}' is the id of the roadmap in {keys[alias]}", "remove it")
            problems.add_error(at, note)
        elif (other := owners.setdefault(alias, reading.path)) != reading.path:
            message = f"the alias '{alias}' is also claimed by {other}"
            problems.add_error(at, Note("alias-twice", message, "remove it from one of them"))
    return problems.found


def _check_counts(document: RoadmapDoc, topics: int, problems: Problems) -> None:
    if len(document.nodes) > MAX_NODES:
        message = f"the roadmap has {len(document.nodes):,} nodes, the limit is {MAX_NODES}"
        problems.add_error(problems.find(("nodes",)), Note("too-many", message))
    if topics > MAX_TOPICS:
        message = f"the roadmap has {topics:,} topics, the limit is {MAX_TOPICS:,}"
        problems.add_error(problems.find(("nodes",)), Note("too-many", message, "make two roadmaps of it"))


def _check_keys(noun: str, parts: Sequence[_Keyed], problems: Problems) -> None:
    owners: dict[str, Place] = {}
    for part, place in parts:
        at = _find_name(part, place, problems)
        if not part.key:
            if _name(part):  # a missing name is told already
                message = f"no key can be made of the {noun}'s name '{_name(part)}'"
                problems.add_error(at, Note("no-key", message, "give it an `id:`"))
        elif part.key in owners:
            line = _find_name(part, owners[part.key], problems)[0]
            also = f" (also in line {line})" if line else ""
            hint = "give one of them an `id:` of its own"
            problems.add_error(at, Note("duplicate-key", f"two {noun}s are '{part.key}'{also}", hint))
        else:
            owners[part.key] = place
            if noun == "node" and part.id is None and (*place, "id") not in problems.positions:
                message = f"the node has no id; '{part.key}' is made from its title and changes with it"
                problems.add_warning(at, Note("default-id", message, f"write `id: {part.key}`"))


def _check_aliases(noun: str, parts: Sequence[_Keyed], problems: Problems) -> None:
    keys = {part.key for part, _ in parts}
    owners: dict[str, str] = {}
    for part, place in parts:
        for index, alias in enumerate(part.aliases or ()):
            at = problems.find((*place, "aliases", index))
            if alias in keys and alias != part.key:
                message = f"the alias '{alias}' is the id of another {noun}"
                problems.add_error(at, Note("alias-taken", message, "remove it from one of them"))
            elif owners.setdefault(alias, part.key) != part.key:
                message = f"the alias '{alias}' is claimed by two {noun}s, '{owners[alias]}' and '{part.key}'"
                problems.add_error(at, Note("alias-twice", message, "remove it from one of them"))


def _check_dependencies(nodes: tuple[NodeDoc, ...], problems: Problems) -> None:
    keys = [node.key for node in nodes]
    known = set(keys)
    graph: dict[str, list[str]] = {key: [] for key in keys}
    places: dict[tuple[str, str], Place] = {}
    for number, node in enumerate(nodes):
        for index, target in enumerate(node.depends_on or ()):
            place: Place = ("nodes", number, "dependsOn", index)
            if target == node.key:
                note = Note("depends-on-itself", f"the node '{target}' depends on itself", "remove it")
                problems.add_error(problems.find(place), note)
            elif target not in known:
                hint = problems.suggest(target, keys) or "write the id of a node of this roadmap"
                note = Note("unknown-node", f"no node is '{target}'", hint)
                problems.add_error(problems.find(place), note)
            else:
                graph[node.key].append(target)
                places[node.key, target] = place
    for cycle in find_cycles(graph):
        message = f"nodes depend on each other in a circle: {' -> '.join(cycle)}"
        problems.add_error(problems.find(places[cycle[0], cycle[1]]), Note("cycle", message, "remove one dependency"))


def _check_topic(document: RoadmapDoc, topic: TopicDoc, place: Place, problems: Problems) -> None:
    if topic.same_as and topic.same_as == f"{document.key}/{topic.key}":
        note = Note("same-as-itself", "`sameAs` names the topic itself", "remove it")
        problems.add_error(problems.find((*place, "sameAs")), note)
    _check_links("links", topic.links or (), place, problems)
    _check_links("references", topic.references or (), place, problems)


def _check_links(name: str, links: tuple[LinkDoc, ...], place: Place, problems: Problems) -> None:
    if len(links) > MAX_ENTRIES:
        message = f"`{name}` has {len(links):,} entries, the limit is {MAX_ENTRIES}"
        problems.add_error(problems.find((*place, name)), Note("too-many", message))
    seen: set[str] = set()
    for index, link in enumerate(links):
        if link.url in seen:
            at = problems.find((*place, name, index, "url"))
            problems.add_error(at, Note("link-twice", f"the link {link.url} is here twice", "remove one of them"))
        seen.add(link.url)


def _name(part: NodeDoc | TopicDoc) -> str:
    return part.title if isinstance(part, NodeDoc) else part.name


def _find_name(part: NodeDoc | TopicDoc, place: Place, problems: Problems) -> Position:
    """Where the key of a part comes from: its id, else its title or name."""
    if part.id is not None and (*place, "id") in problems.positions:
        return problems.positions[*place, "id"]
    return problems.find((*place, "title" if isinstance(part, NodeDoc) else "name"))
