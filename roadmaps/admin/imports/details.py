"""What an operation does to a thing, in words, and as the text before and after."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import dataclass

from django.utils.functional import Promise
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from roadmaps.admin.imports.diff import Kind, Piece, compare_texts, cut_sames
from roadmaps.admin.imports.edits import say_edit
from roadmaps.admin.imports.known import Known
from roadmaps.admin.imports.words import THINGS, name_field, name_part, write_link, write_value
from roadmaps.documents.document import LinkDoc
from roadmaps.sync.merge import Reason
from roadmaps.sync.operations import Act, Operation, Plan
from roadmaps.sync.values import LINK_LISTS, LINK_SCALARS, Thing

_LISTS = frozenset(field.name for field in LINK_LISTS)
LONG = 120
"""Characters of a change that still goes on one line."""

_SETTLED = frozenset({Reason.BOTH, Reason.GONE, Reason.ADOPT})
_KEPT: Mapping[Reason, Promise] = {
    Reason.EDITED: gettext_lazy("edited here, unchanged in the file: the edit stays"),
    Reason.RETIRED: gettext_lazy("retired here, still in the file: it stays retired"),
    Reason.REMOVED: gettext_lazy("removed here, unchanged in the file: it stays away"),
}


@dataclass(frozen=True, slots=True)
class Detail:
    """label: the field, or ""; text: what happens, in words; pieces: the old and the new text of a change."""

    label: str = ""
    text: str = ""
    pieces: tuple[Piece, ...] = ()

    @property
    def is_long(self) -> bool:
        """Whether the change wants lines of its own."""
        text = "".join(piece.text for piece in self.pieces)
        return len(text) > LONG or "\n" in text.strip("\n")

    @property
    def is_pair(self) -> bool:
        """Whether the whole old value stands before the whole new one, so that a space has to part them."""
        return not any(piece.kind is Kind.SAME for piece in self.pieces)


def list_details(plan: Plan, operation: Operation, known: Known) -> list[Detail]:
    """What to say of an operation that is not open; of a list of links one detail a link."""
    details = list(_DETAILS[operation.act](operation, known))
    if operation.reason in _SETTLED:
        details.append(Detail(text=_("edited since") if known.undoing else _("as you chose")))
    if edited := say_edit(known.edits, plan, operation):
        details.append(Detail(text=edited))
    return details


def name_spot_of(operation: Operation) -> str:
    """The field that an operation is about, with the link and its part: `links, https://example.org/, title`."""
    if not operation.field:
        return ""
    parts = [name_field(operation.thing, operation.field), operation.item]
    return ", ".join([part for part in parts if part] + ([name_part(operation.part)] if operation.part else []))


def compare_sides(operation: Operation, before: object, after: object, known: Known) -> tuple[Piece, ...]:
    """What changes from one value of a field to another, what stays cut short; lists are compared entry by entry."""
    one, other = (_write_side(operation, value, known) for value in (before, after))
    if isinstance(before, tuple):
        one, other = (f"{text}\n" if text else "" for text in (one, other))
    return cut_sames(compare_texts(one, other, by_line=isinstance(before, tuple)))


def compare_whole(operation: Operation, known: Known) -> tuple[Piece, ...]:
    """Both values of a conflict, uncut; none where nothing but presence is in question."""
    return compare_texts(*(_write_side(operation, value, known) for value in (operation.before, operation.after)))


def _write_side(operation: Operation, value: object, known: Known) -> str:
    if operation.field == "node":
        return known.name(Thing.NODE, str(value))
    if operation.field in ("nodes", "topics") and isinstance(value, tuple):
        inner = Thing.NODE if operation.field == "nodes" else Thing.TOPIC
        return "\n".join(known.name(inner, key) for key in value)
    return write_value(value)


def _say_added(operation: Operation, known: Known) -> Iterator[Detail]:
    if operation.thing is Thing.TOPIC:
        yield Detail(text=_say_place(operation, known))
    else:
        yield Detail(text=_("new %(thing)s") % {"thing": THINGS[operation.thing]})


def _say_restored(operation: Operation, known: Known) -> Iterator[Detail]:
    if operation.thing is Thing.ROADMAP:
        yield Detail(text=_("its file is back: %(status)s again") % {"status": operation.after})
    elif operation.thing is Thing.NODE:
        yield Detail(text=_("on the trail again"))
    else:
        yield Detail(text=_say_place(operation, known))


def _say_place(operation: Operation, known: Known) -> str:
    node = known.name(Thing.NODE, operation.node)
    if not operation.previous:
        return _("in %(node)s, first") % {"node": node}
    previous = known.name(Thing.TOPIC, operation.previous)
    return _("in %(node)s, after %(topic)s") % {"node": node, "topic": previous}


def _say_changed(operation: Operation, known: Known) -> Iterator[Detail]:
    label = name_field(operation.thing, operation.field)
    if operation.field in _LISTS:
        yield from _say_links(label, operation.before, operation.after)
    else:
        yield Detail(label, pieces=compare_sides(operation, operation.before, operation.after, known))


def _say_links(label: str, before: Sequence[LinkDoc], after: Sequence[LinkDoc]) -> Iterator[Detail]:
    old, new = {link.url: link for link in before}, {link.url: link for link in after}
    for url in [*old, *(url for url in new if url not in old)]:
        was, now = old.get(url), new.get(url)
        if was is None or now is None:
            yield Detail(label, pieces=compare_texts(write_link(was) if was else "", write_link(now) if now else ""))
        elif parts := [field.name for field in LINK_SCALARS if getattr(was, field.name) != getattr(now, field.name)]:
            for part in parts:
                pieces = compare_texts(write_value(getattr(was, part)), write_value(getattr(now, part)))
                yield Detail(f"{label}, {now.title}, {name_part(part)}", pieces=pieces)
    if [url for url in old if url in new] != [url for url in new if url in old]:
        yield Detail(label, text=_("in another order"))


def _say_moved(operation: Operation, known: Known) -> Iterator[Detail]:
    before, after = (_write_side(operation, key, known) for key in (operation.before, operation.after))
    yield Detail(text=_("from %(before)s to %(after)s") % {"before": before, "after": after})


def _say_reordered(operation: Operation, known: Known) -> Iterator[Detail]:
    pieces = compare_sides(operation, operation.before, operation.after, known)
    yield Detail(name_field(operation.thing, operation.field), pieces=pieces)


def _say_renamed(operation: Operation, known: Known) -> Iterator[Detail]:
    text = _("its key is %(key)s now, was %(former)s; old addresses lead there")
    yield Detail(text=text % {"key": operation.key, "former": operation.before})


def _say_merged(operation: Operation, known: Known) -> Iterator[Detail]:
    heir = known.name(operation.thing, operation.after)
    yield Detail(text=_("retired: %(heir)s names it as what it was before") % {"heir": heir})


def _say_retired(operation: Operation, known: Known) -> Iterator[Detail]:
    yield Detail(text=_("hidden from newcomers"))


def _say_archived(operation: Operation, known: Known) -> Iterator[Detail]:
    yield Detail(text=_("its file is gone; it leaves the catalogue"))


def _say_kept(operation: Operation, known: Known) -> Iterator[Detail]:
    label = name_spot_of(operation)
    if operation.reason is Reason.HOLDS:
        topics = ", ".join(known.name(Thing.TOPIC, key) for key in operation.after)
        yield Detail(text=_("not retired: topics made here stand in it: %(topics)s") % {"topics": topics})
    else:
        yield Detail(label, text=str(_KEPT.get(operation.reason, _("the site's side stays"))))


def _say_dropped(operation: Operation, known: Known) -> Iterator[Detail]:
    label = _("topics") if operation.field == "topics" else name_field(operation.thing, operation.field)
    yield Detail(label, text=_("the file says nothing of it any more"))


_DETAILS: Mapping[Act, Callable[[Operation, Known], Iterator[Detail]]] = {
    Act.ADD: _say_added,
    Act.RESTORE: _say_restored,
    Act.CHANGE: _say_changed,
    Act.MOVE: _say_moved,
    Act.REORDER: _say_reordered,
    Act.RENAME: _say_renamed,
    Act.MERGE: _say_merged,
    Act.RETIRE: _say_retired,
    Act.ARCHIVE: _say_archived,
    Act.KEEP: _say_kept,
    Act.DROPPED: _say_dropped,
}
