"""What templates of account pages ask for."""

from __future__ import annotations

from django import template
from django.conf import settings
from django.forms import BoundField
from django.utils.safestring import SafeString

from accounts.providers.ways import Way, list_ways

register = template.Library()


@register.simple_tag
def site_sends_mail() -> bool:
    """Whether a mail server is configured. Without one, nobody is told to wait for a mail."""
    return bool(settings.MAIL_IS_CONFIGURED)


@register.simple_tag
def sign_in_providers() -> list[Way]:
    """Other sites that sign people in here."""
    return list_ways()


@register.simple_tag
def control(field: BoundField) -> SafeString:
    """The bare input of a field. Its label stands above it, so a placeholder that says the same is dropped."""
    field.field.widget.attrs.pop("placeholder", None)
    return field.as_widget()
