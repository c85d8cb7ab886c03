"""An app for one-time codes, as tests have it."""

from __future__ import annotations

import json
import time
from pathlib import Path

from allauth.mfa.models import Authenticator
from allauth.mfa.recovery_codes.internal.auth import RecoveryCodes
from allauth.mfa.totp.internal.auth import TOTP, format_hotp_value, hotp_value
from django.core.cache import cache
from django.test import Client
from django.urls import reverse

from accounts.models import User
from tests.clients import client_of
from tests.factories import PASSWORD

SECRET = "JBSWY3DPEHPK3PXPJBSWY3DPEHPK3PXP"


def show_code(secret: str = SECRET) -> str:
    """What the app shows now."""
    return str(format_hotp_value(hotp_value(secret, int(time.time()) // 30)))


def give_app(person: User) -> Authenticator:
    """An app that shows codes of SECRET, and recovery codes."""
    cache.clear()
    RecoveryCodes.activate(person)
    app: Authenticator = TOTP.activate(person, SECRET).instance
    return app


def list_recovery_codes(person: User) -> list[str]:
    codes: list[str] = Authenticator.objects.get(user=person, type="recovery_codes").wrap().get_unused_codes()
    return codes


def fresh_client_of(person: User) -> Client:
    """A browser in which this person has just shown that it is them."""
    client = client_of(person)
    client.post(reverse("account_reauthenticate"), {"password": PASSWORD})
    return client


def read_passkey() -> dict[str, object]:
    """What the database keeps of a passkey that Chromium's virtual authenticator made."""
    found: dict[str, object] = json.loads((Path(__file__).parent / "passkey.json").read_text())
    return found
