"""allauth's forms of second factors, in our words and with what it leaves open closed."""

from __future__ import annotations

from typing import TYPE_CHECKING

from allauth.core import context
from allauth.mfa.adapter import get_adapter
from allauth.mfa.base.forms import AuthenticateForm, ReauthenticateForm
from allauth.mfa.models import Authenticator
from allauth.mfa.totp.forms import ActivateTOTPForm
from allauth.mfa.totp.internal.auth import TOTP, generate_totp_secret
from allauth.mfa.webauthn.forms import AddWebAuthnForm, EditWebAuthnForm
from django import forms
from django.core.exceptions import ValidationError
from django.utils.translation import gettext_lazy as _

from accounts.factors import is_right
from accounts.models import User
from accounts.sealing import UnsealError, seal, unseal

if TYPE_CHECKING:
    CodeForm = forms.Form
else:
    CodeForm = object  # mixed into forms of allauth's, which ships no types

SESSION_KEY = "app-being-set-up"


class SetUpAppForm(ActivateTOTPForm):  # type: ignore[misc]  # allauth ships no types
    """Proves by a code that an app knows the secret; until then the session keeps the secret, sealed.

    allauth's own writes it there as it is, and lets the code that proved it sign in once more.
    """

    def __init__(self, *args: object, **kwargs: object) -> None:
        self.user = kwargs.pop("user")
        forms.Form.__init__(self, *args, **kwargs)  # type: ignore[arg-type]  # passed on as they came
        self.secret = (self.is_bound and read_secret()) or make_secret()

    def clean_code(self) -> str:
        code: str = super().clean_code()
        app = Authenticator(user=self.user, type=Authenticator.Type.TOTP, data={"secret": seal(self.secret)})
        if not TOTP(app).validate_code(code):
            raise get_adapter().validation_error("incorrect_code")
        context.request.session.pop(SESSION_KEY, None)
        return code


def make_secret() -> str:
    """A new one, kept in the session for the next form."""
    secret: str = generate_totp_secret()
    context.request.session[SESSION_KEY] = seal(secret)
    return secret


def read_secret() -> str:
    """The one of the page before, or nothing: the session is another, or SECRET_KEY was changed meanwhile."""
    try:
        return unseal(context.request.session.get(SESSION_KEY, ""))
    except UnsealError:
        return ""


class TriesEach(CodeForm):
    """A factor that can no longer be read does not stand in the way of one that can."""

    user: User  # of the form that this is mixed into

    def clean_code(self) -> str:
        try:
            return str(super().clean_code())  # type: ignore[misc]  # of the form that this is mixed into
        except ValidationError as refused:
            if refused.code != "unreadable_secret":
                raise
            for factor in Authenticator.objects.filter(user=self.user).exclude(type=Authenticator.Type.WEBAUTHN):
                if is_right(factor, self.cleaned_data["code"]):
                    self.authenticator = factor
                    return str(self.cleaned_data["code"])
            raise


class SecondStepForm(TriesEach, AuthenticateForm):  # type: ignore[misc]  # allauth ships no types
    pass


class IsItYouForm(TriesEach, ReauthenticateForm):  # type: ignore[misc]  # allauth ships no types
    pass


class AddPasskeyForm(AddWebAuthnForm):  # type: ignore[misc]  # allauth ships no types
    """allauth's, in our words. A passkey that signs in by itself is what people expect, so that comes ticked."""

    name = forms.CharField(
        label=_("Name"), max_length=60, required=False, help_text=_("So that you can tell it apart.")
    )
    passwordless = forms.BooleanField(
        label=_("Sign in with it alone, without a password"),
        required=False,
        initial=True,
        help_text=_("It asks for your finger, your face or its PIN. Untick this for a key that has none of them."),
    )


class RenamePasskeyForm(EditWebAuthnForm):  # type: ignore[misc]  # allauth ships no types
    name = forms.CharField(label=_("Name"), max_length=60)
