"""Our say in allauth: clear words, one dummy hash, no crash when two people reach for one address."""

from __future__ import annotations

from types import SimpleNamespace
from typing import Any, ClassVar
from urllib.parse import urlsplit

from allauth.account.adapter import DefaultAccountAdapter
from allauth.account.models import EmailAddress
from allauth.core.exceptions import ImmediateHttpResponse
from allauth.mfa.adapter import DefaultMFAAdapter
from allauth.mfa.models import Authenticator
from django.conf import settings
from django.contrib import messages
from django.contrib.auth.hashers import make_password
from django.db import IntegrityError, transaction
from django.forms import BaseForm
from django.http import HttpRequest, HttpResponseBase, HttpResponseRedirect
from django.utils.translation import get_language, gettext, override
from django.utils.translation import gettext_lazy as _

from accounts.http import is_path_here
from accounts.languages import is_spoken, read_language_cookie
from accounts.models import User
from accounts.sealing import UnsealError, seal, unseal
from accounts.shortcuts import has_shortcuts_by_cookie
from accounts.sites import guess_site_address
from accounts.themes import read_theme_cookie


class AccountAdapter(DefaultAccountAdapter):  # type: ignore[misc]  # allauth ships no types
    """What allauth asks us about accounts."""

    error_messages: ClassVar[dict[str, Any]] = {
        **DefaultAccountAdapter.error_messages,
        "email_taken": _("Someone has an account with this address. If it is you, sign in instead."),
        "email_password_mismatch": _("This address and this password do not belong together."),
        "too_many_login_attempts": _("Too many wrong tries. Wait five minutes, then try again."),
        "enter_current_password": _("This is not your current password."),
        "incorrect_password": _("This is not your password."),
        "duplicate_email": _("This is your address already."),
    }

    def is_open_for_signup(self, request: HttpRequest) -> bool:
        return bool(settings.SIGN_UP_OPEN)

    def is_safe_url(self, url: str | None) -> bool:
        """Whether a person may be led there: to a path of ours. allauth's own also takes this host without HTTPS."""
        return bool(url) and is_path_here(str(url))

    def save_user(self, request: HttpRequest, user: User, form: BaseForm, commit: bool = True) -> User:
        """A new person, who keeps what they chose as a guest. The later of two with one address is told so."""
        bring_choices(request, user)
        try:
            with transaction.atomic():
                saved: User = super().save_user(request, user, form, commit)
        except IntegrityError as error:
            messages.error(request, str(self.error_messages["email_taken"]))
            raise ImmediateHttpResponse(HttpResponseRedirect(request.get_full_path())) from error
        return saved

    def confirm_email(self, request: HttpRequest, email_address: EmailAddress) -> bool:
        """Whether the address is now this person's; False when someone else signs in with it."""
        try:
            with transaction.atomic():
                return bool(super().confirm_email(request, email_address))
        except IntegrityError:
            messages.error(request, str(self.error_messages["email_taken"]))
            return False

    def send_mail(self, template_prefix: str, email: str, context: dict[str, Any]) -> None:
        """In the language of whoever gets it, which a stranger's browser at the form for forgotten passwords is not."""
        person = context.get("user")
        language = person.language if isinstance(person, User) and is_spoken(person.language) else get_language()
        named = SimpleNamespace(name=settings.SITE_NAME, domain=urlsplit(guess_site_address()).hostname)
        with override(language):
            super().send_mail(template_prefix, email, {"current_site": named} | context)

    def respond_email_verification_sent(self, request: HttpRequest, user: User | None) -> HttpResponseBase:
        """The answer to a sign-up. A known address makes no person and so no hash: spend one, or its speed tells."""
        if user is None:
            make_password("the time that a new password takes")
        answer: HttpResponseBase = super().respond_email_verification_sent(request, user)
        return answer


def bring_choices(request: HttpRequest, user: User) -> None:
    """Gives a person who is about to be saved what this browser chose as a guest."""
    user.theme = read_theme_cookie(request)
    user.language = read_language_cookie(request)
    user.shortcuts = has_shortcuts_by_cookie(request)


class FactorAdapter(DefaultMFAAdapter):  # type: ignore[misc]  # allauth ships no types
    """What allauth asks us about second factors."""

    error_messages: ClassVar[dict[str, Any]] = {
        **DefaultMFAAdapter.error_messages,
        "incorrect_code": _("This code is not right. A code is good for 30 seconds and works once."),
        "unreadable_secret": _("This site can no longer read your second factor. Ask whoever keeps it to remove it."),
    }

    def _get_site_name(self) -> str:
        """What apps and passkeys call this site; allauth's own asks the request, which a command has none of."""
        return str(settings.SITE_NAME)

    def encrypt(self, text: str) -> str:
        return seal(text)

    def decrypt(self, encrypted_text: str) -> str:
        """A secret sealed under a forgotten key refuses the form it is needed for, with words; it is no failure."""
        try:
            return unseal(encrypted_text)
        except UnsealError as error:
            raise self.validation_error("unreadable_secret") from error

    def generate_authenticator_name(self, user: User, type: Authenticator.Type) -> str:  # noqa: A002  # allauth's name
        number = Authenticator.objects.filter(user=user, type=type).count() + 1
        return gettext("Passkey") if number == 1 else gettext("Passkey %(number)d") % {"number": number}
