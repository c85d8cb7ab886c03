"""What is said of a move, in sentences."""

from __future__ import annotations

from django.utils.text import get_text_list
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from progress.moments import Moment
from progress.trail import Trail
from roadmaps.models import Topic


def say_marked(topic: Topic, status: str, reason: str) -> str:
    """The sentence that announces a mark."""
    words = {
        ("todo", ""): _("%(topic)s: to do"),
        ("learning", ""): _("%(topic)s: learning"),
        ("done", ""): _("%(topic)s: done"),
        ("done", "known"): _("%(topic)s: done, known before"),
        ("skipped", ""): _("%(topic)s: skipped, not for me"),
        ("skipped", "later"): _("%(topic)s: put off for later"),
    }
    return words[(status, reason)] % {"topic": topic.name}


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
