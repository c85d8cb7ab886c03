"""Secrets that the database keeps but must not tell: sealed with keys that only the settings know."""

from __future__ import annotations

import base64
from functools import lru_cache

from cryptography.fernet import Fernet, InvalidToken, MultiFernet
from cryptography.hazmat.primitives.hashes import SHA256
from cryptography.hazmat.primitives.kdf.hkdf import HKDF
from django.conf import settings

PURPOSE = b"waymark: secrets of second factors"  # another purpose must take another text, and so gets another key


class UnsealError(Exception):
    """The text was sealed with a key that is neither SECRET_KEY nor one of SECRET_KEY_FALLBACKS, or was changed."""


def seal(text: str) -> str:
    """`text` as a Fernet token (AES-128-CBC, HMAC-SHA256) under the key of SECRET_KEY."""
    return _get_box(settings.SECRET_KEY, *settings.SECRET_KEY_FALLBACKS).encrypt(text.encode()).decode()


def unseal(sealed: str) -> str:
    """What was sealed under SECRET_KEY or, after a rotation, under one of SECRET_KEY_FALLBACKS; else `UnsealError`."""
    try:
        return _get_box(settings.SECRET_KEY, *settings.SECRET_KEY_FALLBACKS).decrypt(sealed.encode()).decode()
    except InvalidToken as error:
        raise UnsealError from error


def reseal(sealed: str) -> str:
    """The same secret under the key of SECRET_KEY, so that an older key can go; raises as `unseal` does."""
    return seal(unseal(sealed))


@lru_cache(maxsize=8)
def _get_box(*keys: str) -> MultiFernet:
    return MultiFernet([Fernet(_derive(key)) for key in keys])


def _derive(key: str) -> bytes:
    """RFC 5869; the salt may stay empty, as SECRET_KEY is random."""
    derived = HKDF(algorithm=SHA256(), length=32, salt=None, info=PURPOSE).derive(key.encode())
    return base64.urlsafe_b64encode(derived)
