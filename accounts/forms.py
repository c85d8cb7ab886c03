"""Forms of account pages, and allauth's where it needs our rules."""

from __future__ import annotations

from typing import TYPE_CHECKING

from allauth.account.adapter import get_adapter
from allauth.account.forms import AddEmailForm, SignupForm
from allauth.account.models import EmailAddress
from allauth.core import ratelimit
from django import forms
from django.conf import settings
from django.http import HttpRequest
from django.utils.translation import gettext_lazy as _

from accounts.emails import is_domain_welcome, is_email_taken, set_email
from accounts.http import AuthenticatedHttpRequest
from accounts.languages import list_languages
from accounts.models import User
from accounts.zones import list_zone_choices

if TYPE_CHECKING:
    UserModelForm = forms.ModelForm[User]
else:
    UserModelForm = forms.ModelForm  # takes no parameters at run time


class SettingsForm(UserModelForm):
    """What a learner says about themselves."""

    time_zone = forms.ChoiceField(
        label=_("Time zone"), help_text=_("Your days begin and end by it. Times on the site are shown in it.")
    )
    language = forms.ChoiceField(label=_("Language"), required=False)

    class Meta:
        model = User
        fields = ("display_name", "language", "theme", "time_zone", "hours_per_week", "shortcuts")
        labels = {
            "display_name": _("Display name"),
            "theme": _("Theme"),
            "hours_per_week": _("Hours a week"),
            "shortcuts": _("Keyboard shortcuts"),
        }
        help_texts = {
            "display_name": _("How the site addresses you. Nobody else sees it."),
            "hours_per_week": _("What you have for learning, from 1 to 100. Leave it empty and no pace is shown."),
            "shortcuts": _("Single keys walk the trail and mark its topics. Press ? on any page for the list."),
        }
        widgets = {
            "theme": forms.RadioSelect,
            "display_name": forms.TextInput(attrs={"autocomplete": "nickname"}),
            "hours_per_week": forms.NumberInput(attrs={"min": 1, "max": 100, "inputmode": "numeric"}),
        }

    def __init__(self, *args: object, **kwargs: object) -> None:
        super().__init__(*args, **kwargs)  # type: ignore[arg-type]  # passed on as they came
        zone = self.fields["time_zone"]
        assert isinstance(zone, forms.ChoiceField)  # noqa: S101  # tells mypy what the class body says
        zone.choices = list_zone_choices(self.instance.time_zone)
        language = self.fields["language"]
        assert isinstance(language, forms.ChoiceField)  # noqa: S101  # tells mypy what the class body says
        language.choices = [("", _("Like my browser")), *list_languages()]


class DeleteAccountForm(forms.Form):
    """Asks for the password of the person of `request`; too many wrong ones and it asks them to wait.

    Who signs in through another site alone has none, and writes their address instead.
    """

    password = forms.CharField(
        label=_("Your password"), strip=False, widget=forms.PasswordInput(attrs={"autocomplete": "current-password"})
    )
    email = forms.EmailField(label=_("Your e-mail address"), widget=forms.EmailInput(attrs={"autocomplete": "off"}))

    def __init__(self, request: AuthenticatedHttpRequest) -> None:
        super().__init__(request.POST if request.method == "POST" else None)
        self.request = request
        del self.fields["email" if request.user.has_usable_password() else "password"]

    def clean_email(self) -> str:
        email: str = self.cleaned_data["email"]
        if email.lower() != self.request.user.email:
            raise forms.ValidationError(_("This is not your address. Nothing was deleted."))
        return email

    def clean_password(self) -> str:
        password: str = self.cleaned_data["password"]
        if not ratelimit.consume(self.request, action="reauthenticate", user=self.request.user):
            raise forms.ValidationError(_("Too many tries. Wait a minute, then try again."))
        if not self.request.user.check_password(password):
            raise forms.ValidationError(_("This is not your password. Nothing was deleted."))
        return password


class SignUpForm(SignupForm):  # type: ignore[misc]  # allauth ships no types
    """A new account, with an address at a domain that the site welcomes."""

    def clean_email(self) -> str:
        email: str = super().clean_email()
        return check_domain(email)


def check_domain(email: str) -> str:
    """`email`, or a validation error that names the domains which the site welcomes."""
    if not is_domain_welcome(email):
        domains = ", ".join(settings.SIGN_UP_DOMAINS)
        raise forms.ValidationError(_("Accounts here have an address at: %(domains)s."), params={"domains": domains})
    return email


class ChangeEmailForm(AddEmailForm):  # type: ignore[misc]  # allauth ships no types
    """A new address. With mail it waits for a click in an e-mail; without mail it holds at once.

    allauth's own drops an address that was never verified before the new one is, which would leave the person without
    any until then: on a site that began without a mail server that is everyone.
    """

    user: User

    def clean_email(self) -> str:
        email: str = check_domain(super().clean_email())
        if not settings.MAIL_IS_CONFIGURED and is_email_taken(email, by_other_than=self.user):
            raise get_adapter().validation_error("email_taken")
        return email

    def save(self, request: HttpRequest) -> EmailAddress:
        email = self.cleaned_data["email"]
        if not settings.MAIL_IS_CONFIGURED:
            return set_email(user=self.user, email=email, verified=False)
        EmailAddress.objects.filter(user=self.user, verified=False).exclude(email=self.user.email).delete()
        return EmailAddress.objects.add_email(request, self.user, email, confirm=True)
