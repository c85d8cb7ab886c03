"""Numbers and states of a trail in words."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any

from django import template
from django.template import Context
from django.utils.formats import number_format
from django.utils.functional import Promise
from django.utils.safestring import SafeString, mark_safe
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy, pgettext_lazy

from progress.cards import Levels
from progress.estimate import Estimate
from progress.meter import Meter
from progress.models import Status
from progress.outline import GAP, fill, join, stand_on
from progress.parts import make_part
from progress.trail import NodeRow, TopicRow
from roadmaps.models import Topic

register = template.Library()

STATES = {
    "todo": gettext_lazy("To do"),
    "learning": gettext_lazy("Learning"),
    "done": gettext_lazy("Done"),
    "done known": gettext_lazy("Known"),
    "skipped": gettext_lazy("Skipped"),
    "skipped later": gettext_lazy("Later"),
}
# What the menu of a row offers: (what its button sends, the shape beside it, its words).
CHOICES = [
    ("todo", "todo", gettext_lazy("To do")),
    ("learning", "learning", gettext_lazy("Learning")),
    ("done", "done", gettext_lazy("Done")),
    ("done known", "done", gettext_lazy("I knew it")),
    ("skipped later", "skipped", gettext_lazy("Later")),
    ("skipped", "skipped", gettext_lazy("Not for me")),
]
STATUS_CHOICES = {
    "": gettext_lazy("All"),
    "left": gettext_lazy("Left"),
    "changed": gettext_lazy("Changed since"),
    "added": gettext_lazy("Added since"),
    "revise": gettext_lazy("To revise"),
    "later": gettext_lazy("Later"),
    **{status.value: status.label for status in Status},
}
LEVEL_CHOICES = {
    "": gettext_lazy("Any level"),
    "optional": gettext_lazy("Optional"),
    "required": gettext_lazy("Required"),
    "unestimated": gettext_lazy("Without an estimate"),
    **{level.value: level.label for level in Topic.Difficulty},
}
# Whole phrases: in a sentence a level takes another form than on a label.
LEVEL_PHRASES: Mapping[str | tuple[str, str], Promise] = {
    "beginner": gettext_lazy("mostly beginner"),
    "intermediate": gettext_lazy("mostly intermediate"),
    "advanced": gettext_lazy("mostly advanced"),
    ("beginner", "intermediate"): gettext_lazy("beginner to intermediate"),
    ("beginner", "advanced"): gettext_lazy("beginner to advanced"),
    ("intermediate", "advanced"): gettext_lazy("intermediate to advanced"),
}
NODE_STATES = {
    "complete": pgettext_lazy("stage", "complete"),
    "active": pgettext_lazy("stage", "under way"),
    "ahead": pgettext_lazy("stage", "not begun"),
}


@dataclass(frozen=True, slots=True)
class Bar:
    """Widths of the two parts of a meter's bar, in percent of its length as text for SVG."""

    done: str
    learning: str


@register.filter
def bar(meter: Meter) -> Bar:
    """The bar shows required topics only."""
    whole = meter.required or 1
    return Bar(f"{100 * meter.done / whole:.1f}", f"{100 * meter.learning / whole:.1f}")


@register.filter
def percent(meter: Meter) -> str:
    """ "33 %", or a dash where nothing is required."""
    return "\u2013" if meter.percent is None else _("%(number)d %%") % {"number": meter.percent}


@register.filter
def hours(estimate: Estimate) -> str:
    """ "45 min", "6 h" or "61-77 h"."""
    if estimate.high < 60:
        return _("%(time)s min") % {"time": _join(estimate.low, estimate.high)}
    return _("%(time)s h") % {"time": _join(to_hours(estimate.low), to_hours(estimate.high))}


def to_hours(minutes: int) -> float:
    """Whole hours, and halves where a half is a good part of it."""
    return max(0.5, round(minutes / 30) / 2) if minutes < 600 else round(minutes / 60)


def _join(low: float, high: float) -> str:
    least, most = (number_format(f"{end:g}") for end in (low, high))
    return least if least == most else _("%(least)s-%(most)s") % {"least": least, "most": most}


@register.simple_tag(takes_context=True)
def part(context: Context, template: str, **given: Any) -> SafeString:
    """A part of a page as its template draws it, kept; within a part that is drawn to be kept a gap for it.

    `given` are further names for the template, as those of `{% include %}`.
    """
    if context.get("leaves_gaps"):
        return mark_safe(GAP)  # noqa: S308  # no text at all
    with context.push(**given):
        made = make_part(template, context)
    user = context["user"]
    pieces = join(made, stand_on(context["roadmap"], is_learner=user.is_authenticated))
    filled = fill(pieces, token=str(context["csrf_token"]), learner=user.pk, came_from=context["next"])
    return mark_safe(filled.decode())  # noqa: S308  # drawn by a template


@register.simple_tag
def status_list() -> list[tuple[str, str]]:
    """Every status with its word, in the order of the control."""
    return [(status.value, str(status.label)) for status in Status]


@register.simple_tag
def choice_list() -> list[tuple[str, str, str]]:
    """What the menu of a row offers, as CHOICES in words."""
    return [(value, shape, str(word)) for value, shape, word in CHOICES]


@register.filter
def state_word(value: str) -> str:
    """A status with its reason in one word."""
    return str(STATES[value])


@register.simple_tag
def level_list() -> list[str]:
    return list(Topic.Difficulty.values)


@register.filter
def status_choice(value: str) -> str:
    return str(STATUS_CHOICES[value])


@register.filter
def level_choice(value: str) -> str:
    return str(LEVEL_CHOICES[value])


@register.filter
def status_word(value: str) -> str:
    return str(Status(value).label)


@register.filter
def level_word(value: str) -> str:
    return str(Topic.Difficulty(value).label)


@register.filter
def node_state(row: NodeRow) -> str:
    return str(NODE_STATES[row.state])


@register.filter
def way_label(row: TopicRow) -> str:
    """What the waypoint says to those who do not see it."""
    words = {
        "todo": _("%(topic)s: to do. Select to mark it done"),
        "learning": _("%(topic)s: learning. Select to mark it done"),
        "done": _("%(topic)s: done. Select to mark it to do"),
        "skipped": _("%(topic)s: skipped. Select to mark it done"),
    }
    return words[row.status] % {"topic": row.topic.name}


@register.filter
def state_label(row: TopicRow) -> str:
    """What the menu at the end of a row says."""
    return _("%(status)s: %(topic)s. Choose a status") % {"topic": row.topic.name, "status": state_word(row.state)}


@register.filter
def levels_phrase(levels: Levels) -> str:
    """ "mostly intermediate" or "beginner to advanced"."""
    key = levels.mostly or (levels.lowest, levels.highest)
    return str(LEVEL_PHRASES.get(key, ""))
