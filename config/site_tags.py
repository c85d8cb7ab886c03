"""What templates ask of the site itself. Tags, not a context: error pages are made without a request."""

from __future__ import annotations

from django import template
from django.conf import settings
from django.contrib.auth.base_user import AbstractBaseUser
from django.contrib.auth.models import AnonymousUser
from django.utils.translation import gettext as _

from config.pages import list_logos

register = template.Library()


@register.simple_tag
def site_name() -> str:
    return str(settings.SITE_NAME)


@register.simple_tag
def site_logos() -> list[tuple[str, str]]:
    """(`light` or `dark`, address) of the operator's own logo; none where ours stands."""
    return list_logos()


@register.simple_tag
def site_version() -> str:
    return str(settings.VERSION)


@register.simple_tag
def site_is_hidden() -> bool:
    """Whether search engines are asked to stay away."""
    return bool(settings.NOINDEX)


@register.simple_tag
def takes_new_people() -> bool:
    return bool(settings.SIGN_UP_OPEN)


@register.simple_tag
def is_for_members_only() -> bool:
    return bool(settings.MEMBERS_ONLY)


@register.simple_tag
def may_read(user: AbstractBaseUser | AnonymousUser) -> bool:
    """Whether this person may read roadmaps: on a site for members a guest may not."""
    return not settings.MEMBERS_ONLY or user.is_authenticated


@register.simple_tag
def sign_up_domains() -> str:
    """`example.org, example.com`: whose addresses may sign up; "" for any."""
    return ", ".join(settings.SIGN_UP_DOMAINS)


@register.simple_tag
def imprint_address() -> str:
    """Where it stands who runs the site; "" where nobody said."""
    return str(settings.IMPRINT_URL)


@register.simple_tag
def foot_links() -> list[tuple[str, str]]:
    """(address, words) of what the operator's foot of each page leads to."""
    links = [(settings.IMPRINT_URL, _("Imprint")), (settings.PRIVACY_URL, _("Privacy"))]
    return [(address, words) for address, words in links if address]
