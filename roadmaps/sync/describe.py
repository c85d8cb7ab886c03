"""A plan in words: one line a change, sorted, stable, safe for any terminal. Pure."""

from collections import Counter
from collections.abc import Iterable
from pathlib import PurePath

from roadmaps.documents.problem import escape_hidden
from roadmaps.documents.table import NODE_FIELDS, ROADMAP_FIELDS, TOPIC_FIELDS
from roadmaps.sync.count import count
from roadmaps.sync.merge import Reason
from roadmaps.sync.operations import Act, Operation, Plan
from roadmaps.sync.people import NOBODY, Learners
from roadmaps.sync.phrases import phrase, phrase_change, phrase_keys, phrase_links, phrase_plain
from roadmaps.sync.touched import count_on, count_renumbered, count_touched, touches
from roadmaps.sync.values import LINK_LISTS, Thing

SIGNS = {
    Act.ADD: "+",
    Act.RESTORE: "+",
    Act.CHANGE: "~",
    Act.MOVE: ">",
    Act.REORDER: ">",
    Act.RENAME: "=",
    Act.DROPPED: ".",
    Act.KEEP: ".",
    Act.RETIRE: "-",
    Act.MERGE: "-",
    Act.ARCHIVE: "-",
    Act.CONFLICT: "!",
    Act.AMBIGUOUS: "?",
}
_COUNTED = {
    Act.ADD: "added",
    Act.RESTORE: "restored",
    Act.CHANGE: "changed",
    Act.MOVE: "moved",
    Act.REORDER: "reordered",
    Act.RENAME: "renamed",
    Act.DROPPED: "no longer said",
    Act.KEEP: "kept",
    Act.MERGE: "merged",
    Act.RETIRE: "retired",
    Act.ARCHIVE: "archived",
}
_TABLES = {Thing.ROADMAP: ROADMAP_FIELDS, Thing.NODE: NODE_FIELDS, Thing.TOPIC: TOPIC_FIELDS}
_LISTS = frozenset(field.name for field in LINK_LISTS)
_KEPT = {
    Reason.EDITED: "edit on the site kept",
    Reason.RETIRED: "retired on the site; stays retired",
    Reason.REMOVED: "removed on the site; stays away",
}
_SITE_KEPT = "conflict, the site's side kept"
_FILE_TAKEN = "conflict, the file's side taken"
_CONFLICTS = {
    Reason.BOTH: "file and site both changed it",
    Reason.GONE: "gone from the file, edited on the site",
    Reason.ADOPT: "file and site differ, and no import wrote it yet; adopt?",
}


def describe(plan: Plan, learners: Learners = NOBODY) -> list[str]:
    """The heading and one line an operation; nothing when there is nothing to say."""
    rows = [_phrase_operation(plan, operation, learners) for operation in plan.operations]
    if not rows:
        return []
    width = max(len(key) for _, _, key, _, _ in rows)
    detail_width = max((len(detail) for *_, detail, extra in rows if extra), default=0)
    lines = [
        f"  {sign} {thing:<7}  {key:<{width}}  {f'{detail:<{detail_width}}  {extra}' if extra else detail}"
        for sign, thing, key, detail, extra in rows
    ]
    return [f"roadmap {escape_hidden(plan.key)}   {escape_hidden(PurePath(plan.path).name)}".rstrip(), *lines]


def count_changes(plans: Iterable[Plan], *, written: bool) -> str:
    """The closing line: `1 added, 2 changed, 1 conflict. Nothing written.`"""
    plans = list(plans)
    counts = sum((plan.count_acts() for plan in plans), Counter[Act]())
    parts = [f"{counts[act]} {word}" for act, word in _COUNTED.items() if counts[act]]
    if conflicts := counts[Act.CONFLICT]:
        parts.append(count(conflicts, "conflict"))
    if doubts := counts[Act.AMBIGUOUS]:
        parts.append(count(doubts, "open question"))
    outcome = "Written" if written else "Nothing written"
    if not conflicts and not doubts and not any(plan.changes_content for plan in plans):
        parts.insert(0, "0 changes")
        outcome = "What the file says is remembered" if written else outcome
    return f"{', '.join(parts)}. {outcome}."


def _phrase_operation(plan: Plan, operation: Operation, learners: Learners) -> tuple[str, str, str, str, str]:
    """(sign, thing, key, what, where or why and whom it touches)"""
    if operation.act is Act.AMBIGUOUS:
        detail, extra = _phrase_ambiguous(plan, operation, learners)
    else:
        detail, extra = _PHRASES[operation.act](operation)
    people = count_touched(plan, operation, learners) if operation.act in _PEOPLE and touches(operation) else 0
    if people:
        have = "has a mark" if people == 1 else "have marks"
        keep = "keeps the mark" if people == 1 else "keep their marks"
        see = "sees" if people == 1 else "see"
        said = _PEOPLE[operation.act].format(count=count(people, "learner"), have=have, keep=keep, see=see)
        extra = f"{extra}; {said}" if extra else said
    if changed := count_renumbered(plan, operation, learners):
        said = "1 learner's numbers change" if changed == 1 else f"{changed:,} learners' numbers change"
        extra = f"{extra}; {said}" if extra else said
    return SIGNS[operation.act], operation.thing.value, escape_hidden(operation.key), detail, extra


def _phrase_add(operation: Operation) -> tuple[str, str]:
    document = operation.after
    name = document.name if operation.thing is Thing.TOPIC else document.title
    return phrase(name), _phrase_place(operation)


def _phrase_restore(operation: Operation) -> tuple[str, str]:
    if operation.thing is Thing.ROADMAP:
        return f"its file is back: {operation.after} again", ""
    return "restored", _phrase_place(operation)


def _phrase_place(operation: Operation) -> str:
    settled = _phrase_settled(operation)
    if not operation.node:
        return settled
    place = f"after {operation.previous}" if operation.previous else "first"
    return escape_hidden(f"in {operation.node}, {place}") + (f"; {settled}" if settled else "")


def _phrase_change(operation: Operation) -> tuple[str, str]:
    settled = _phrase_settled(operation)
    if operation.field in _LISTS:
        return f"{_name_field(operation)}: {phrase_links(operation.before, operation.after)}", settled
    return f"{_name_field(operation)} {phrase_change(operation.before, operation.after)}", settled


def _phrase_move(operation: Operation) -> tuple[str, str]:
    return (
        escape_hidden(f"moved {operation.before} -> {operation.after}"),
        _phrase_settled(operation),
    )


def _phrase_reorder(operation: Operation) -> tuple[str, str]:
    orders = f"{phrase_keys(operation.before)} -> {phrase_keys(operation.after)}"
    return f"{_name_field(operation)}: {orders}", _phrase_settled(operation)


def _phrase_rename(operation: Operation) -> tuple[str, str]:
    return f"was {escape_hidden(operation.before)}", ""


def _phrase_merge(operation: Operation) -> tuple[str, str]:
    return escape_hidden(f"merged into {operation.after}: retired"), _phrase_settled(operation)


def _phrase_archive(operation: Operation) -> tuple[str, str]:
    return "archived: its file is gone", ""


def _phrase_ambiguous(plan: Plan, operation: Operation, learners: Learners) -> tuple[str, str]:
    names = []
    for key in operation.before:
        people = count_on(plan, operation.thing, key, learners)
        have = "has a mark" if people == 1 else "have marks"
        names.append(f"{key} ({count(people, 'learner')} {have})" if people else key)
    thing = operation.thing.value
    asked = escape_hidden(f"new, or the same {thing} as {' or '.join(names)}?")
    return asked, f"add `id:` or `aliases:`, or pass --as-new {escape_hidden(operation.key)}"


def _phrase_dropped(operation: Operation) -> tuple[str, str]:
    return f"file no longer says `{_name_field(operation)}`; kept", ""


def _phrase_keep(operation: Operation) -> tuple[str, str]:
    subject = _phrase_subject(operation)
    if operation.reason is Reason.HOLDS:
        return f"not retired: topics of the site stay in it: {phrase_keys(operation.after)}", ""
    return f"{subject}{_KEPT.get(operation.reason, _SITE_KEPT)}", ""


def _phrase_retire(operation: Operation) -> tuple[str, str]:
    return "retired", _phrase_settled(operation)


def _phrase_conflict(operation: Operation) -> tuple[str, str]:
    if operation.reason is Reason.CLAIMED:
        rival, row = operation.before
        return escape_hidden(f"claims the same {operation.thing} of the site as {rival}: {row}"), ""
    what = _CONFLICTS[operation.reason]
    if operation.reason is Reason.BOTH and not operation.field:
        what = "removed on the site, changed in the file"
    sides = f" (site: {phrase(operation.before)}, file: {phrase(operation.after)})" if operation.field else ""
    return f"{_phrase_subject(operation)}{what}{sides}", ""


def _phrase_settled(operation: Operation) -> str:
    return _FILE_TAKEN if operation.reason in _CONFLICTS else ""


def _phrase_subject(operation: Operation) -> str:
    parts = [_name_field(operation), phrase_plain(operation.item), operation.part]
    subject = " ".join(part for part in parts if part)
    return f"{subject}: " if subject else ""


def _name_field(operation: Operation) -> str:
    """The field as the file calls it."""
    if operation.act is not Act.DROPPED and operation.field in ("nodes", "topics"):
        return f"order of {operation.field}"
    names = {field.name: field.key for field in _TABLES[operation.thing]}
    return names.get(operation.field, operation.field)


_PEOPLE = {
    Act.RESTORE: "{count} {keep}",
    Act.CHANGE: "{count} {keep}",
    Act.MOVE: "{count} {keep}",
    Act.RENAME: "{count} {keep}",
    Act.MERGE: "{count} {have}, and still {see} it",
    Act.RETIRE: "{count} {have}, and still {see} it",
    Act.ARCHIVE: "{count} {have}, and still {see} it",
    Act.CONFLICT: "{count} {have}",
}
_PHRASES = {
    Act.ADD: _phrase_add,
    Act.RESTORE: _phrase_restore,
    Act.CHANGE: _phrase_change,
    Act.MOVE: _phrase_move,
    Act.REORDER: _phrase_reorder,
    Act.RENAME: _phrase_rename,
    Act.DROPPED: _phrase_dropped,
    Act.KEEP: _phrase_keep,
    Act.MERGE: _phrase_merge,
    Act.RETIRE: _phrase_retire,
    Act.ARCHIVE: _phrase_archive,
    Act.CONFLICT: _phrase_conflict,
}
