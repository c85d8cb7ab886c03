"""One-time links to set a password, for sites that send no mail."""

from __future__ import annotations

from allauth.account.forms import default_token_generator
from allauth.account.utils import user_pk_to_url_str
from django.urls import reverse

from accounts.log import log_change
from accounts.models import User


def make_password_link(*, person: User, actor: User | None, site: str) -> str:
    """An absolute address at which `person` sets a new password, once, within `PASSWORD_RESET_TIMEOUT` seconds.

    `site` is scheme and host, `https://learn.example.org`. The admin's log keeps that `actor` made it, or a command
    where there is none; it does not keep the link.
    """
    key = default_token_generator.make_token(person)
    path = reverse("account_reset_password_from_key", kwargs={"uidb36": user_pk_to_url_str(person), "key": key})
    log_change(person=person, actor=actor, message="One-time password link made.")
    return site.rstrip("/") + path
