"""The address a person signs in with: one on the account, and its row at allauth."""

from __future__ import annotations

from allauth.account.models import EmailAddress
from django.conf import settings
from django.db import transaction
from django.db.models import Q

from accounts.models import User


def set_email(*, user: User, email: str, verified: bool) -> EmailAddress:
    """Makes `email` the only address of `user`, on the account and at allauth, and returns allauth's row.

    `verified` says that someone vouches for it. Raises `IntegrityError` when another person has it.
    """
    email = email.lower()
    with transaction.atomic():
        user.email = email
        user.save(update_fields=["email"])
        EmailAddress.objects.filter(user=user).exclude(email=email).delete()
        address, _ = EmailAddress.objects.update_or_create(
            user=user, email=email, defaults={"primary": True, "verified": verified}
        )
    return address


def is_email_taken(email: str, *, by_other_than: User) -> bool:
    """Whether someone else signs in with `email`, or has proved that it is theirs."""
    proved = Q(emailaddress__email__iexact=email, emailaddress__verified=True)
    return User.objects.exclude(pk=by_other_than.pk).filter(Q(email__iexact=email) | proved).exists()


def is_domain_welcome(email: str) -> bool:
    """Whether the site takes accounts with an address at this domain; a domain's subdomains are others."""
    domain = email.rpartition("@")[2].lower()
    return not settings.SIGN_UP_DOMAINS or domain in settings.SIGN_UP_DOMAINS
