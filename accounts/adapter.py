"""Our say in allauth: clear words, one dummy hash, no crash when two people reach for one address."""

from __future__ import annotations

from typing import Any, ClassVar

from allauth.account.adapter import DefaultAccountAdapter
from allauth.account.models import EmailAddress
from allauth.core.exceptions import ImmediateHttpResponse
from django.contrib import messages
from django.contrib.auth.hashers import make_password
from django.db import IntegrityError, transaction
from django.forms import BaseForm
from django.http import HttpRequest, HttpResponseBase, HttpResponseRedirect
from django.utils.translation import get_language, override
from django.utils.translation import gettext_lazy as _

from accounts.languages import is_spoken, read_language_cookie
from accounts.models import User
from accounts.shortcuts import has_shortcuts_by_cookie
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

    def save_user(self, request: HttpRequest, user: User, form: BaseForm, commit: bool = True) -> User:
        """A new person, who keeps what they chose as a guest. The later of two with one address is told so."""
        user.theme = read_theme_cookie(request)
        user.language = read_language_cookie(request)
        user.shortcuts = has_shortcuts_by_cookie(request)
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
        with override(language):
            super().send_mail(template_prefix, email, context)

    def respond_email_verification_sent(self, request: HttpRequest, user: User | None) -> HttpResponseBase:
        """The answer to a sign-up. A known address makes no person and so no hash: spend one, or its speed tells."""
        if user is None:
            make_password("the time that a new password takes")
        answer: HttpResponseBase = super().respond_email_verification_sent(request, user)
        return answer
