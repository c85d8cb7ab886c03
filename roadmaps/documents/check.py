"""Rules across one document, or a set of them: what no single field can know. The rules: docs/laws.md."""

from collections.abc import Iterable, Mapping, Sequence

from roadmaps.documents.cycles import find_cycles
from roadmaps.documents.document import LinkDoc, NodeDoc, RoadmapDoc, TopicDoc
from roadmaps.documents.lines import line as _
from roadmaps.documents.places import Place, Position, Problems
from roadmaps.documents.problem import Note, Problem
from roadmaps.documents.reading import Known, Reading
from roadmaps.documents.table import MAX_ENTRIES, MAX_NODES, MAX_TOPICS

_THINGS = {"node": _("nodes"), "topic": _("topics")}
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
    _check_keys(_("node"), nodes, problems)
    _check_keys(_("topic"), topics, problems)
    _check_aliases(_("node"), nodes, problems)
    _check_aliases(_("topic"), topics, problems)
    _check_dependencies(document.nodes, problems)
    for topic, place in topics:
        assert isinstance(topic, TopicDoc)  # noqa: S101 - tells the type
        _check_topic(document, topic, place, problems)


def _check_roadmap_key(reading: Reading, key: str, owners: dict[str, str]) -> list[Problem]:
    """Enters the roadmap's key into `owners`, which maps keys to paths."""
    problems = Problems(reading.path, reading.positions)
    other = owners.setdefault(key, reading.path)
    if other != reading.path:
        note = Note(
            "roadmap-twice",
            _("the roadmap '%(key)s' is also in %(path)s", key=key, path=other),
            _("give one of them an `id:` of its own"),
        )
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
            note = Note(
                "alias-taken",
                _("the alias '%(alias)s' is the id of the roadmap in %(path)s", alias=alias, path=keys[alias]),
                _("remove it"),
            )
            problems.add_error(at, note)
        elif (other := owners.setdefault(alias, reading.path)) != reading.path:
            message = _("the alias '%(alias)s' is also claimed by %(path)s", alias=alias, path=other)
            problems.add_error(at, Note("alias-twice", message, _("remove it from one of them")))
    return problems.found


def _check_counts(document: RoadmapDoc, topics: int, problems: Problems) -> None:
    if len(document.nodes) > MAX_NODES:
        message = _(
            "the roadmap has %(count)s nodes, the limit is %(limit)s", count=len(document.nodes), limit=MAX_NODES
        )
        problems.add_error(problems.find(("nodes",)), Note("too-many", message))
    if topics > MAX_TOPICS:
        message = _("the roadmap has %(count)s topics, the limit is %(limit)s", count=topics, limit=MAX_TOPICS)
        problems.add_error(problems.find(("nodes",)), Note("too-many", message, _("make two roadmaps of it")))


def _check_keys(noun: str, parts: Sequence[_Keyed], problems: Problems) -> None:
    owners: dict[str, Place] = {}
    things = _THINGS[noun]
    for part, place in parts:
        at = _find_name(part, place, problems)
        if not part.key:
            if _name(part):  # a missing name is told already
                message = _("no key can be made of the %(noun)s's name '%(name)s'", noun=noun, name=_name(part))
                problems.add_error(at, Note("no-key", message, _("give it an `id:`")))
        elif part.key in owners:
            line = _find_name(part, owners[part.key], problems)[0]
            said = {"things": things, "key": part.key, "line": str(line)}
            message = (
                _("two %(things)s are '%(key)s' (also in line %(line)s)", **said)
                if line
                else _("two %(things)s are '%(key)s'", **said)
            )
            problems.add_error(at, Note("duplicate-key", message, _("give one of them an `id:` of its own")))
        else:
            owners[part.key] = place
            if noun == "node" and part.id is None and (*place, "id") not in problems.positions:
                message = _("the node has no id; '%(key)s' is made from its title and changes with it", key=part.key)
                problems.add_warning(at, Note("default-id", message, _("write `id: %(key)s`", key=part.key)))


def _check_aliases(noun: str, parts: Sequence[_Keyed], problems: Problems) -> None:
    keys = {part.key for part, _ in parts}
    owners: dict[str, str] = {}
    for part, place in parts:
        for index, alias in enumerate(part.aliases or ()):
            at = problems.find((*place, "aliases", index))
            if alias in keys and alias != part.key:
                message = _("the alias '%(alias)s' is the id of another %(noun)s", alias=alias, noun=noun)
                problems.add_error(at, Note("alias-taken", message, _("remove it from one of them")))
            elif owners.setdefault(alias, part.key) != part.key:
                message = _(
                    "the alias '%(alias)s' is claimed by two %(things)s, '%(owner)s' and '%(key)s'",
                    alias=alias,
                    things=_THINGS[noun],
                    owner=owners[alias],
                    key=part.key,
                )
                problems.add_error(at, Note("alias-twice", message, _("remove it from one of them")))


def _check_dependencies(nodes: tuple[NodeDoc, ...], problems: Problems) -> None:
    keys = [node.key for node in nodes]
    known = set(keys)
    graph: dict[str, list[str]] = {key: [] for key in keys}
    places: dict[tuple[str, str], Place] = {}
    for number, node in enumerate(nodes):
        for index, target in enumerate(node.depends_on or ()):
            place: Place = ("nodes", number, "dependsOn", index)
            if target == node.key:
                note = Note(
                    "depends-on-itself", _("the node '%(target)s' depends on itself", target=target), _("remove it")
                )
                problems.add_error(problems.find(place), note)
            elif target not in known:
                hint = problems.suggest(target, keys) or _("write the id of a node of this roadmap")
                note = Note("unknown-node", _("no node is '%(target)s'", target=target), hint)
                problems.add_error(problems.find(place), note)
            else:
                graph[node.key].append(target)
                places[node.key, target] = place
    for cycle in find_cycles(graph):
        message = _("nodes depend on each other in a circle: %(keys)s", keys=" -> ".join(cycle))
        problems.add_error(
            problems.find(places[cycle[0], cycle[1]]), Note("cycle", message, _("remove one dependency"))
        )


def _check_topic(document: RoadmapDoc, topic: TopicDoc, place: Place, problems: Problems) -> None:
    if topic.same_as and topic.same_as == f"{document.key}/{topic.key}":
        note = Note("same-as-itself", _("`sameAs` names the topic itself"), _("remove it"))
        problems.add_error(problems.find((*place, "sameAs")), note)
    _check_links("links", topic.links or (), place, problems)
    _check_links("references", topic.references or (), place, problems)


def _check_links(name: str, links: tuple[LinkDoc, ...], place: Place, problems: Problems) -> None:
    if len(links) > MAX_ENTRIES:
        message = _(
            "`%(name)s` has %(count)s entries, the limit is %(limit)s", name=name, count=len(links), limit=MAX_ENTRIES
        )
        problems.add_error(problems.find((*place, name)), Note("too-many", message))
    seen: set[str] = set()
    for index, link in enumerate(links):
        if link.url in seen:
            at = problems.find((*place, name, index, "url"))
            problems.add_error(
                at, Note("link-twice", _("the link %(url)s is here twice", url=link.url), _("remove one of them"))
            )
        seen.add(link.url)


def _name(part: NodeDoc | TopicDoc) -> str:
    return part.title if isinstance(part, NodeDoc) else part.name


def _find_name(part: NodeDoc | TopicDoc, place: Place, problems: Problems) -> Position:
    """Where the key of a part comes from: its id, else its title or name."""
    if part.id is not None and (*place, "id") in problems.positions:
        return problems.positions[*place, "id"]
    return problems.find((*place, "title" if isinstance(part, NodeDoc) else "name"))
