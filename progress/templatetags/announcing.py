"""What a screen reader is told of a mark: the sentence of its toast, the numbers of the trail, the way back."""

from __future__ import annotations

from django import template
from django.template import Context
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from progress.trail import Trail

register = template.Library()


@register.simple_tag(takes_context=True)
def announcement(context: Context) -> str:
    """ "Calculus: done. 3 of 12 done, 9 left. Undo with u." Needs `said`; `trail`, `undo`, `shortcuts` add to it."""
    sentences = [end_sentence(str(context["said"]))]
    trail = context.get("trail")
    if isinstance(trail, Trail) and trail.meter.required:
        sentences.append(say_numbers(trail))
    if context.get("undo") and context.get("shortcuts"):
        sentences.append(_("Undo with u."))
    return " ".join(sentences)


def say_numbers(trail: Trail) -> str:
    left = len(trail.meter.left)
    said = ngettext(
        "%(done)d of %(required)d done, %(left)d left.", "%(done)d of %(required)d done, %(left)d left.", left
    )
    return said % {"done": trail.meter.done, "required": trail.meter.required, "left": left}


def end_sentence(said: str) -> str:
    return said if said.endswith((".", "!", "?", "…")) else f"{said}."
