"""Which other sites a person may sign in through, and who they are there."""

from __future__ import annotations

from dataclasses import dataclass

from allauth.socialaccount.models import SocialAccount
from django.conf import settings

from accounts.models import User

NAMES = {"github": "GitHub", "google": "Google"}


@dataclass(frozen=True, slots=True)
class Way:
    """A provider whose keys are set; `account` is the person's own there, None while it is not connected."""

    provider: str
    name: str
    account: SocialAccount | None = None

    @property
    def account_name(self) -> str:
        """What the person is called there."""
        kept = self.account.extra_data if self.account else {}
        return str(kept.get("login") or kept.get("email") or "")


def is_on(provider: str) -> bool:
    return provider in settings.SIGN_IN_KEYS


def list_ways() -> list[Way]:
    """The providers whose keys are set."""
    return [Way(provider, NAMES[provider]) for provider in settings.SIGN_IN_KEYS]


def list_ways_of(person: User) -> list[Way]:
    """A row for each account that `person` connected, and one for each provider without; no query where all are off."""
    if not settings.SIGN_IN_KEYS:
        return []
    accounts = list(SocialAccount.objects.filter(user=person).order_by("pk"))
    return [
        Way(way.provider, way.name, account)
        for way in list_ways()
        for account in [found for found in accounts if found.provider == way.provider] or [None]
    ]


def has_other_way(account: SocialAccount) -> bool:
    """Whether its person can still sign in without `account`: by a password, or through another one that is on."""
    others = SocialAccount.objects.filter(user=account.user, provider__in=settings.SIGN_IN_KEYS).exclude(pk=account.pk)
    return bool(account.user.has_usable_password() or others.exists())
