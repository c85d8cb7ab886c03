"""Our say in sign-in through other sites.

Somebody new needs an address that the provider has checked; one that belongs to an account here opens nothing, since
whoever has the one need not have the other: its person signs in as usual and connects the two on the settings page.
"""

from __future__ import annotations

import logging
from typing import Any, ClassVar, NoReturn

from allauth.account.models import EmailAddress
from allauth.core.exceptions import ImmediateHttpResponse
from allauth.socialaccount.adapter import DefaultSocialAccountAdapter
from allauth.socialaccount.models import SocialAccount, SocialApp, SocialLogin
from allauth.socialaccount.providers.base import AuthError, AuthProcess
from django.conf import settings
from django.db import IntegrityError, transaction
from django.forms import BaseForm
from django.http import HttpRequest
from django.shortcuts import render
from django.urls import reverse
from django.utils.translation import gettext_lazy as _

from accounts.adapter import bring_choices
from accounts.emails import is_domain_welcome, is_email_taken
from accounts.models import User
from accounts.providers.ways import NAMES, has_other_way

logger = logging.getLogger(__name__)

STATUSES = {"cancelled": 200, "stale": 400, "failed": 403, "taken": 403, "unproved": 403, "elsewhere": 403}
"""Why nobody is signed in, and the status of the page that says so. No 5xx: proxies put a page of theirs instead."""


class ProviderAdapter(DefaultSocialAccountAdapter):  # type: ignore[misc]  # allauth ships no types
    """What allauth asks us about accounts at other sites."""

    error_messages: ClassVar[dict[str, Any]] = {
        **DefaultSocialAccountAdapter.error_messages,
        "no_password": _("It is your only way in. Set a password first."),
        "no_verified_email": _("Confirm your e-mail address first: without that your password does not let you in."),
    }

    def list_apps(self, request: HttpRequest, provider: str | None = None, client_id: str | None = None) -> list[Any]:
        """From the settings alone: no row of the database opens a way in.

        A provider that is off has no keys, but a name: rows of accounts there may outlive its keys.
        """
        keys = {name: settings.SIGN_IN_KEYS.get(name, ("", "")) for name in NAMES if provider in (None, name)}
        apps = [SocialApp(provider=name, client_id=key, secret=secret) for name, (key, secret) in keys.items()]
        return [app for app in apps if client_id in (None, app.client_id)]

    def pre_social_login(self, request: HttpRequest, sociallogin: SocialLogin) -> None:
        """Settles the address of somebody new, or refuses them."""
        if sociallogin.is_existing or sociallogin.state.get("process") == AuthProcess.CONNECT:
            return
        proved = [found.email.lower() for found in sociallogin.email_addresses if found.verified]
        if any(is_email_taken(email, by_other_than=sociallogin.user) for email in proved):
            refuse(request, sociallogin.account.provider, "taken")
        if not self.is_open_for_signup(request, sociallogin):
            return  # allauth shows the page that says so
        welcome = [email for email in proved if is_domain_welcome(email)]
        if not welcome:
            refuse(request, sociallogin.account.provider, "elsewhere" if proved else "unproved")
        sociallogin.user.email = welcome[0]
        sociallogin.email_addresses = []  # or allauth would settle by a form what is settled

    def populate_user(self, request: HttpRequest, sociallogin: SocialLogin, data: dict[str, Any]) -> User:
        """Addressed as there, until they choose otherwise."""
        user: User = super().populate_user(request, sociallogin, data)
        parts = (data.get("first_name"), data.get("last_name"))
        user.display_name = (data.get("name") or " ".join(part for part in parts if part))[:80]
        return user

    def save_user(self, request: HttpRequest, sociallogin: SocialLogin, form: BaseForm | None = None) -> User:
        """A new person, who keeps what they chose as a guest. The later of two with one address is told so."""
        bring_choices(request, sociallogin.user)
        sociallogin.email_addresses = [EmailAddress(email=sociallogin.user.email, verified=True, primary=True)]
        try:
            with transaction.atomic():
                saved: User = super().save_user(request, sociallogin, form)
        except IntegrityError:
            refuse(request, sociallogin.account.provider, "taken")
        return saved

    def on_authentication_error(
        self, request: HttpRequest, provider: Any, error: str = "", exception: Any = None, extra_context: Any = None
    ) -> NoReturn:
        """No answer, or one that makes no sense. The log has its kind; its words may hold what is personal."""
        if error == AuthError.CANCELLED:
            refuse(request, provider.id, "cancelled")
        if exception is None and "state" not in (extra_context or {}):
            refuse(request, provider.id, "stale")
        what = type(exception).__name__ if exception else "refused there"
        logger.warning("Sign-in through %s failed: %s", provider.id, what)
        refuse(request, provider.id, "failed")

    def get_connect_redirect_url(self, request: HttpRequest, socialaccount: SocialAccount) -> str:
        return reverse("settings")

    def validate_disconnect(self, account: SocialAccount, accounts: Any) -> None:
        """Raises a validation error for the last way in."""
        if not has_other_way(account):
            raise self.validation_error("no_password")


def refuse(request: HttpRequest, provider: str, reason: str) -> NoReturn:
    """Ends the request with a page that says why nobody is signed in now, and what to do."""
    context = {"provider": NAMES[provider], "reason": reason}
    raise ImmediateHttpResponse(render(request, "accounts/provider_refused.html", context, status=STATUSES[reason]))
