"""The parts of a card that are the same for everybody: rendered once for each language, and kept with its facts."""

from __future__ import annotations

from django import template
from django.template.loader import get_template
from django.utils.safestring import SafeString, mark_safe
from django.utils.translation import get_language

from progress.cards import Card

register = template.Library()


@register.simple_tag
def card_part(card: Card, name: str) -> SafeString:
    """`title` or `facts` of a card, from templates/roadmaps/_card_<name>.html."""
    if card.whole != card.facts.whole:
        return render_part(card, name)  # whoever refused a topic sees other hours
    key = (name, get_language() or "")
    if key not in card.facts.html:
        card.facts.html[key] = render_part(card, name)
    return mark_safe(card.facts.html[key])  # noqa: S308  # as a template made it


def render_part(card: Card, name: str) -> SafeString:
    return mark_safe(get_template(f"roadmaps/_card_{name}.html").render({"card": card}))  # noqa: S308  # as above
