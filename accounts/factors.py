"""Second factors of a person: an app that shows codes, passkeys, and codes on paper for the day both are lost."""

from __future__ import annotations

from dataclasses import dataclass

from allauth.mfa import app_settings
from allauth.mfa.models import Authenticator
from allauth.mfa.recovery_codes.internal.auth import RecoveryCodes
from allauth.mfa.totp.internal.auth import TOTP
from django.core.exceptions import ValidationError
from django.db import transaction

from accounts.log import log_change
from accounts.models import User


@dataclass(frozen=True, slots=True)
class Factors:
    """What is on. `codes_left` of `codes_total` recovery codes were never used."""

    app: bool
    passkeys: int
    codes_left: int
    codes_total: int

    @property
    def any(self) -> bool:
        return self.app or self.passkeys > 0


def list_factors(person: User) -> Factors:
    """Read in one query, and without opening a secret."""
    rows = Authenticator.objects.filter(user=person).values_list("type", "data")
    types = [kind for kind, _ in rows]
    total = app_settings.RECOVERY_CODE_COUNT
    used = [data["used_mask"].bit_count() for kind, data in rows if kind == Authenticator.Type.RECOVERY_CODES]
    return Factors(
        app=Authenticator.Type.TOTP in types,
        passkeys=types.count(Authenticator.Type.WEBAUTHN),
        codes_left=total - used[0] if used else 0,
        codes_total=total,
    )


def has_factor(person: User) -> bool:
    """Whether signing in takes more than the password. Recovery codes alone are none: they stand in for a factor."""
    codes = Authenticator.Type.RECOVERY_CODES
    return bool(Authenticator.objects.filter(user=person).exclude(type=codes).exists())


def is_right(factor: Authenticator, code: str) -> bool:
    """Whether `code` is one of this app or list of codes, which then takes it no more; a list nobody can read has none.

    Not for passkeys, which have no codes.
    """
    try:
        return bool(factor.wrap().validate_code(code))
    except ValidationError:
        return False


def turn_on_app(person: User, secret: str) -> list[str]:
    """From now on signing in asks for a code made from `secret`, base 32. Gives new recovery codes of the person."""
    with transaction.atomic():
        Authenticator.objects.filter(user=person, type=Authenticator.Type.RECOVERY_CODES).delete()
        TOTP.activate(person, secret)
        return list(RecoveryCodes.activate(person).get_unused_codes())


def remove_factors(*, person: User) -> int:
    """Takes apps, passkeys and recovery codes from whoever is locked out by them: from now on the password is enough.

    Gives how many there were. For a command: the admin's log keeps that one did it.
    """
    with transaction.atomic():
        removed: int = Authenticator.objects.filter(user=person).delete()[0]
        log_change(person=person, actor=None, message="Second factors removed.")
    return removed
