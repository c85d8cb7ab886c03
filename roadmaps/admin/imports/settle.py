"""What an editor has to settle before a plan may be applied: conflicts, and things that may be the same."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass

from django.utils.functional import Promise
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from roadmaps.admin.imports.answers import SETTLE, Answers
from roadmaps.admin.imports.details import compare_whole, name_spot_of
from roadmaps.admin.imports.diff import Kind, Piece
from roadmaps.admin.imports.edits import Edits, say_edit
from roadmaps.admin.imports.known import Known, find_known
from roadmaps.admin.imports.words import THINGS, say_people
from roadmaps.sync.importing import Import
from roadmaps.sync.merge import OnConflict, Reason
from roadmaps.sync.operations import Act, Operation, Plan
from roadmaps.sync.options import name_spot
from roadmaps.sync.touched import count_on, count_touched, touches


@dataclass(frozen=True, slots=True)
class Side:
    """One way to settle a conflict. text: what happens, or ""; pieces: the value, what differs marked."""

    value: str
    title: Promise
    text: str
    pieces: tuple[Piece, ...]
    is_chosen: bool


@dataclass(frozen=True, slots=True)
class Conflict:
    """input: the name of its radio buttons; edited: who edited it here, and when, or ""; sides: none when only the
    file can settle it."""

    input: str
    thing: str
    name: str
    subject: str
    why: str
    edited: str
    people: str
    sides: tuple[Side, ...]


@dataclass(frozen=True, slots=True)
class Candidate:
    key: str
    name: str
    people: str


@dataclass(frozen=True, slots=True)
class Doubt:
    """Something added that may be something gone. value: what `as_new` has to say of it."""

    value: str
    thing: str
    name: str
    key: str
    candidates: tuple[Candidate, ...]
    is_new: bool


_WHY: Mapping[Reason, Promise] = {
    Reason.BOTH: gettext_lazy("The file and an editor both changed it."),
    Reason.GONE: gettext_lazy("It is gone from the file, and was edited here."),
    Reason.ADOPT: gettext_lazy("File and site differ, and no import wrote it yet."),
}
_KEEP, _TAKE = gettext_lazy("Keep what the site says"), gettext_lazy("Take what the file says")


def list_conflicts(bare: Import, planned: Import, answers: Answers, edits: Edits) -> list[Conflict]:
    """All conflicts: open ones, and those that the answers settle.

    bare: the plan without an answer, which knows both values of each; planned: with the answers, which may open more.
    """
    found: dict[str, Conflict] = {}
    for imported in (bare, planned):
        for plan in imported.plans:
            known = find_known(imported, plan, edits)
            for operation in plan.operations:
                if operation.act is Act.CONFLICT:
                    conflict = _make_conflict(plan, known, operation, answers)
                    found.setdefault(conflict.input, conflict)
    return list(found.values())


def list_doubts(bare: Import, answers: Answers) -> list[Doubt]:
    """Everything added that may be something gone, answered or not."""
    return [
        _make_doubt(plan, find_known(bare, plan, {}), operation, answers)
        for plan in bare.plans
        for operation in plan.operations
        if operation.act is Act.AMBIGUOUS
    ]


def has_unsettled(conflicts: Iterable[Conflict], doubts: Iterable[Doubt]) -> bool:
    """Whether something is left that no button on the page settles: the file has to, or the plan has to be seen."""
    return any(not conflict.sides for conflict in conflicts) or any(not doubt.is_new for doubt in doubts)


def _make_conflict(plan: Plan, known: Known, operation: Operation, answers: Answers) -> Conflict:
    spot = name_spot(plan.key, operation.spot)
    people = count_touched(plan, operation, known.learners) if touches(operation) else 0
    claimed = operation.reason is Reason.CLAIMED
    return Conflict(
        input=f"{SETTLE}{spot}",
        thing=str(THINGS[operation.thing]),
        name=known.name(operation.thing, operation.key),
        subject=name_spot_of(operation),
        why=_say_claimed(operation, known) if claimed else _say_why(operation),
        edited=say_edit(known.edits, plan, operation),
        people=say_people(operation.act, people),
        sides=() if claimed else tuple(_make_sides(operation, known, answers.choices.get(spot))),
    )


def _say_claimed(operation: Operation, known: Known) -> str:
    rival, row = operation.before
    text = _("It claims the same %(thing)s of the site (%(row)s) as %(rival)s. Give one another id in the file.")
    rival = known.name(operation.thing, rival)
    return text % {"thing": THINGS[operation.thing], "row": row, "rival": rival}


def _say_why(operation: Operation) -> str:
    if operation.reason is Reason.BOTH and _is_presence(operation) and not operation.before:
        return _("It was removed here, and the file changed it.")
    return str(_WHY[operation.reason])


def _is_presence(operation: Operation) -> bool:
    """Whether the conflict is about being there at all: of a node, a topic, or a link."""
    return not operation.field or bool(operation.item and not operation.part)


def _make_sides(operation: Operation, known: Known, chosen: OnConflict | None) -> Iterator[Side]:
    pieces = compare_whole(operation, known)
    texts = _say_sides(operation) if _is_presence(operation) else ("", "")
    for choice, title, text, kind in (
        (OnConflict.KEEP, _KEEP, texts[0], Kind.GONE),
        (OnConflict.TAKE, _TAKE, texts[1], Kind.NEW),
    ):
        own = tuple(piece for piece in pieces if piece.kind in (Kind.SAME, kind))
        yield Side(choice.value, title, text, own, is_chosen=chosen is choice)


def _say_sides(operation: Operation) -> tuple[str, str]:
    """What happens to a thing, or a link, when the site wins, and when the file does."""
    if operation.reason is Reason.GONE:
        return _("It stays"), _("It goes") if operation.item else _("It is retired: hidden from newcomers")
    return _("It stays away"), _("It comes in as the file says")


def _make_doubt(plan: Plan, known: Known, operation: Operation, answers: Answers) -> Doubt:
    value = f"{plan.key}/{operation.key}"
    candidates = tuple(
        Candidate(
            key=key,
            name=known.name(operation.thing, key),
            people=say_people(operation.act, count_on(plan, operation.thing, key, known.learners)),
        )
        for key in operation.before
    )
    name = known.name(operation.thing, operation.key)
    thing = str(THINGS[operation.thing])
    return Doubt(value, thing, name, operation.key, candidates, is_new=value in answers.as_new)
