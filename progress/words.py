"""What is said of a move, in sentences."""

from __future__ import annotations

from django.utils.text import get_text_list
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy, ngettext

from progress.moments import Moment
from progress.trail import Trail
from roadmaps.models import Topic

MARKED = {
    ("todo", ""): gettext_lazy("%(topic)s: to do"),
    ("learning", ""): gettext_lazy("%(topic)s: learning"),
    ("done", ""): gettext_lazy("%(topic)s: done"),
    ("done", "known"): gettext_lazy("%(topic)s: done, known before"),
    ("skipped", ""): gettext_lazy("%(topic)s: skipped, not for me"),
    ("skipped", "later"): gettext_lazy("%(topic)s: put off for later"),
}


def say_marked(topic: Topic, status: str, reason: str) -> str:
    """The sentence that announces a mark."""
    return str(MARKED[status, reason]) % {"topic": topic.name}


def say_moment(moment: Moment, trail: Trail) -> str:
    """An end that was reached, what opens, and where to go on."""
    sentences = [say_end(node.node.title) for node in moment.nodes]
    if moment.is_end:
        sentences.append(say_end(trail.roadmap.title))
    opened = [*(node.node.title for node in moment.stages), *(row.topic.name for row in moment.opens)]
    if opened:
        names = get_text_list(opened, _("and"))
        sentences.append(ngettext("This opens %(names)s.", "This opens %(names)s.", len(opened)) % {"names": names})
    if trail.here:
        sentences.append(_("Next: %(topic)s.") % {"topic": trail.here.topic.name})
    return " ".join(sentences)


def say_end(name: str) -> str:
    return _("%(name)s: nothing required is left.") % {"name": name}
