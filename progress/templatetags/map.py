"""A stage of the map in words: whole sentences for those who do not see the picture."""

from __future__ import annotations

from django import template
from django.utils.text import get_text_list
from django.utils.translation import gettext as _

from progress.map import Stage
from progress.templatetags.trail import hours, node_state

register = template.Library()


@register.filter
def map_facts(stage: Stage) -> str:
    """What a box says below its title: "3 of 3 · complete", "1 of 3 · 20-26 h left", or a dash."""
    meter = stage.node.meter
    if not meter.required:
        return "\u2013"
    words = {"done": meter.done, "required": meter.required}
    if meter.is_settled:
        return _("%(done)s of %(required)s · %(state)s") % {**words, "state": node_state(stage.node)}
    if stage.left.is_known:
        return _("%(done)s of %(required)s · %(time)s left") % {**words, "time": hours(stage.left)}
    return _("%(done)s of %(required)s") % words


@register.filter
def map_sentence(stage: Stage) -> str:
    """The whole of a box: its name, how far it is, what is left, what it builds on, and whether one stands there."""
    said = [_say_progress(stage)]
    if stage.left.is_known:
        said.append(_("%(time)s left.") % {"time": hours(stage.left)})
    if stage.builds_on:
        said.append(builds_on_sentence(stage))
    if stage.node.is_here:
        said.append(_("You are here."))
    return " ".join(said)


@register.filter
def builds_on_sentence(stage: Stage) -> str:
    titles = [other.node.title for other in stage.builds_on]
    return _("Builds on %(stages)s.") % {"stages": get_text_list(titles, _("and"))}


def _say_progress(stage: Stage) -> str:
    meter, title = stage.node.meter, stage.node.node.title
    if not meter.required:
        return _("%(stage)s: nothing required here.") % {"stage": title}
    words = {"stage": title, "done": meter.done, "required": meter.required, "state": node_state(stage.node)}
    return _("%(stage)s: %(done)s of %(required)s done, %(state)s.") % words
