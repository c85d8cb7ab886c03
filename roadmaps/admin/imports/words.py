"""Plans in the words of the admin: fields, values, counts, and whom a change touches."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from django.contrib.admin.utils import label_for_field
from django.utils.functional import Promise
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy, ngettext, ngettext_lazy

from roadmaps.documents.document import LinkDoc, Question
from roadmaps.models import Link, Node, Roadmap, Topic
from roadmaps.sync.operations import Act
from roadmaps.sync.values import Thing

THINGS: Mapping[Thing, Promise] = {
    Thing.ROADMAP: gettext_lazy("roadmap"),
    Thing.NODE: gettext_lazy("node"),
    Thing.TOPIC: gettext_lazy("topic"),
}
_MODELS = {Thing.ROADMAP: Roadmap, Thing.NODE: Node, Thing.TOPIC: Topic}
_NO_COLUMN: Mapping[str, Promise] = {
    "links": gettext_lazy("links"),
    "references": gettext_lazy("references"),
    "nodes": gettext_lazy("order of the nodes"),
    "topics": gettext_lazy("order of the topics"),
    "order": gettext_lazy("order"),
}
_SUMS: Mapping[Act, Any] = {
    Act.ADD: ngettext_lazy("%(number)s added", "%(number)s added", "number"),
    Act.RESTORE: ngettext_lazy("%(number)s restored", "%(number)s restored", "number"),
    Act.CHANGE: ngettext_lazy("%(number)s changed", "%(number)s changed", "number"),
    Act.MOVE: ngettext_lazy("%(number)s moved", "%(number)s moved", "number"),
    Act.REORDER: ngettext_lazy("%(number)s reordered", "%(number)s reordered", "number"),
    Act.RENAME: ngettext_lazy("%(number)s renamed", "%(number)s renamed", "number"),
    Act.MERGE: ngettext_lazy("%(number)s merged", "%(number)s merged", "number"),
    Act.RETIRE: ngettext_lazy("%(number)s retired", "%(number)s retired", "number"),
    Act.ARCHIVE: ngettext_lazy("%(number)s archived", "%(number)s archived", "number"),
    Act.KEEP: ngettext_lazy("%(number)s kept", "%(number)s kept", "number"),
    Act.DROPPED: ngettext_lazy("%(number)s no longer said", "%(number)s no longer said", "number"),
    Act.CONFLICT: ngettext_lazy("%(number)s conflict", "%(number)s conflicts", "number"),
    Act.AMBIGUOUS: ngettext_lazy("%(number)s open question", "%(number)s open questions", "number"),
}
_STAYING = frozenset({Act.CHANGE, Act.MOVE, Act.RENAME})
_LEAVING = frozenset({Act.RETIRE, Act.MERGE, Act.ARCHIVE})


def name_field(thing: Thing, field: str) -> str:
    """What the forms of the admin call a field of the file."""
    return str(_NO_COLUMN[field] if field in _NO_COLUMN else label_for_field(field, _MODELS[thing]))


def name_part(part: str) -> str:
    """What the forms of the admin call a part of a link, or of a list of links."""
    return str(_NO_COLUMN[part] if part in _NO_COLUMN else label_for_field(part, Link))


def write_value(value: Any) -> str:
    """A value of a document as text, one line an entry; "" for nothing."""
    if isinstance(value, bool):
        return _("yes") if value else _("no")
    if isinstance(value, tuple):
        return "\n".join(map(write_value, value))
    if isinstance(value, Question):
        return f"{value.ask}\n→ {value.answer}"
    return write_link(value) if isinstance(value, LinkDoc) else str(value or "")


def write_link(link: LinkDoc) -> str:
    """`Title, https://example.org/ (video, paid)`"""
    facts = [fact for fact in (link.medium, _("paid") if link.paid else "") if fact]
    return f"{link.title}, {link.url}" + (f" ({', '.join(facts)})" if facts else "")


def write_sums(counts: Mapping[Act, int]) -> str:
    """`2 added, 1 changed, 1 conflict`; "" when there is nothing to count."""
    return ", ".join(text % {"number": counts[act]} for act, text in _SUMS.items() if counts.get(act))


def say_people(act: Act, number: int) -> str:
    """What becomes of the marks of so many learners; "" when nobody has any."""
    if not number:
        return ""
    if act in _STAYING:
        text = ngettext("%(number)s learner keeps the mark", "%(number)s learners keep their marks", number)
    elif act is Act.RESTORE:
        text = ngettext("%(number)s learner finds the mark again", "%(number)s learners find their marks again", number)
    elif act in _LEAVING:
        text = ngettext(
            "%(number)s learner has a mark, and still sees it",
            "%(number)s learners have marks; they still see it",
            number,
        )
    else:
        text = ngettext("%(number)s learner has a mark here", "%(number)s learners have marks here", number)
    return text % {"number": number}


def say_renumbered(number: int) -> str:
    """Whose numbers change, where topics are the same as others than before; "" when nobody's do."""
    if not number:
        return ""
    text = ngettext("the numbers of %(number)s learner change", "the numbers of %(number)s learners change", number)
    return text % {"number": number}
