"""Words of the catalogue's options."""

from django import template
from django.utils.translation import gettext_lazy

register = template.Library()

SHELVES = {"all": gettext_lazy("All"), "mine": gettext_lazy("Mine"), "featured": gettext_lazy("Featured")}
ORDERS = {
    "title": gettext_lazy("title"),
    "shortest": gettext_lazy("shortest first"),
    "progress": gettext_lazy("my progress"),
}


@register.filter
def shelf_word(value: str) -> str:
    return str(SHELVES[value])


@register.filter
def order_word(value: str) -> str:
    return str(ORDERS[value])
