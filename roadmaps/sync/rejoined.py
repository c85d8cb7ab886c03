"""Topics that a plan makes the same as others than before: their `sameAs` changes, or what others call them. Pure."""

from collections.abc import Iterable, Iterator

from roadmaps.sync.operations import Act, Operation, Plan
from roadmaps.sync.people import Naming, Rejoined
from roadmaps.sync.values import Thing

NOTHING = Naming("", "")


def list_rejoined(plans: Iterable[Plan]) -> tuple[Rejoined, ...]:
    """Nothing unless a `sameAs` changes; then also what is renamed or new, if a `sameAs` calls it so."""
    plans = list(plans)
    changed = [each for plan in plans for each in plan.operations if changes_same(each)]
    if not changed:
        return ()
    named = {str(name) for each in changed for name in (each.before, each.after) if name}
    found = [each for plan in plans for each in _list_of(plan)]
    return tuple(
        each
        for each in found
        if each.before.same_as != each.after.same_as or named & {each.before.address, each.after.address}
    )


def changes_same(operation: Operation) -> bool:
    """Whether a topic of the site is the same as others from now on."""
    return operation.act is Act.CHANGE and operation.thing is Thing.TOPIC and operation.field == "same_as"


def _list_of(plan: Plan) -> Iterator[Rejoined]:
    """Every topic of a plan whose naming changes."""
    changed = {each.key: each for each in plan.operations if changes_same(each)}
    names = {each.key: each.before for each in plan.operations if each.act is Act.RENAME and each.thing is Thing.TOPIC}
    roadmaps = [each.before for each in plan.operations if each.act is Act.RENAME and each.thing is Thing.ROADMAP]
    roadmap = roadmaps[0] if roadmaps else plan.key
    same = _read_same(plan)
    for key, row in plan.topic_ids.items():
        former = names.get(key, key)
        before = Naming(f"{roadmap}/{former}", same.get(former, ""))
        after = Naming(f"{plan.key}/{key}", changed[key].after or "" if key in changed else before.same_as)
        if before != after:
            yield Rejoined(row, before, after)
    for each in plan.operations:
        if each.act is Act.ADD and each.thing is Thing.TOPIC:
            yield Rejoined(None, NOTHING, Naming(f"{plan.key}/{each.key}", each.after.same_as or ""))


def _read_same(plan: Plan) -> dict[str, str]:
    """What each topic of the site names, by its key there."""
    nodes = plan.site.document.nodes if plan.site else ()
    return {topic.key: topic.same_as or "" for node in nodes for topic in node.topics or ()}
