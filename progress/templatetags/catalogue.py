"""Words of the catalogue's options."""

from collections.abc import Collection

from django import template
from django.utils.translation import gettext_lazy

register = template.Library()

SHELVES = {"all": gettext_lazy("All"), "mine": gettext_lazy("Mine"), "featured": gettext_lazy("Featured")}
ORDERS = {
    "title": gettext_lazy("title"),
    "shortest": gettext_lazy("shortest first"),
    "newest": gettext_lazy("newest first"),
    "progress": gettext_lazy("my progress"),
    "walked": gettext_lazy("last walked"),
}


@register.filter
def shelf_word(value: str) -> str:
    return str(SHELVES[value])


@register.filter
def order_word(value: str) -> str:
    return str(ORDERS[value])


@register.filter
def is_in(value: int, kept: Collection[int]) -> bool:
    """Whether a roadmap is among those kept at hand; where nothing is known of them, it is not."""
    return bool(kept) and value in kept
