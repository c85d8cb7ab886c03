"""Words of a line of history."""

from __future__ import annotations

from django import template
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from progress.models import Change
from progress.models.marks import Cause
from roadmaps.models import Roadmap, Topic

register = template.Library()

STATES = {
    ("todo", ""): gettext_lazy("to do"),
    ("learning", ""): gettext_lazy("learning"),
    ("done", ""): gettext_lazy("done"),
    ("done", "known"): gettext_lazy("done, known before"),
    ("skipped", ""): gettext_lazy("skipped, not for me"),
    ("skipped", "later"): gettext_lazy("put off for later"),
}


@register.filter
def became(line: Change) -> str:
    """What a topic became: "done", "put off for later", "flagged to revise"."""
    if line.revise_before != line.revise_after and line.before == line.after:
        return _("flagged to revise") if line.revise_after else _("no longer to revise")
    return str(STATES[(line.after, line.after_reason)])


@register.filter
def cause_word(cause: str) -> str:
    return str(Cause(cause).label)


@register.filter
def can_open(topic: Topic) -> bool:
    """Whether the topic has a page to lead to."""
    return not (topic.retired or topic.node.retired or topic.roadmap.status == Roadmap.Status.DRAFT)
