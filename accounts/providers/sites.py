"""GitHub and Google as allauth knows them, keeping no more of a person than we show."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

from allauth.account.models import EmailAddress
from allauth.socialaccount.models import SocialLogin
from allauth.socialaccount.providers.base import ProviderException
from allauth.socialaccount.providers.github.provider import GitHubProvider
from allauth.socialaccount.providers.google.provider import GoogleProvider
from django.http import HttpRequest

NO_REPLY = "@users.noreply.github.com"


class GitHub(GitHubProvider):  # type: ignore[misc]  # allauth ships no types
    def sociallogin_from_response(self, request: HttpRequest, response: Any) -> SocialLogin:
        return read_answer(super().sociallogin_from_response, request, response)

    def extract_extra_data(self, data: dict[str, Any]) -> dict[str, Any]:
        """What the settings page calls the account there. Without the rest of the profile."""
        return {"login": data["login"]}

    def extract_email_addresses(self, data: dict[str, Any]) -> list[EmailAddress]:
        """Without the address that GitHub makes up to hide the others: it takes no mail."""
        return [found for found in super().extract_email_addresses(data) if not found.email.endswith(NO_REPLY)]


class Google(GoogleProvider):  # type: ignore[misc]  # allauth ships no types
    def sociallogin_from_response(self, request: HttpRequest, response: Any) -> SocialLogin:
        return read_answer(super().sociallogin_from_response, request, response)

    def extract_extra_data(self, data: dict[str, Any]) -> dict[str, Any]:
        """Likewise."""
        return {"email": data.get("email", "")}


def read_answer(read: Callable[[HttpRequest, Any], SocialLogin], request: HttpRequest, response: Any) -> SocialLogin:
    """What allauth reads in an answer. One that lacks a field is a failure of the other site, not of ours."""
    try:
        return read(request, response)
    except (AttributeError, KeyError, TypeError) as error:
        raise ProviderException from error
