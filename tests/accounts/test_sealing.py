"""What is sealed is read with the key of the site, and with former ones that it still names."""

from __future__ import annotations

import pytest
from pytest_django import Settings

from accounts.sealing import UnsealError, reseal, seal, unseal

OLD, NEW = "an-old-key-" * 5, "a-new-key-" * 5


def test_what_is_sealed_is_read_and_never_seen() -> None:
    sealed = seal("JBSWY3DPEHPK3PXP")
    assert unseal(sealed) == "JBSWY3DPEHPK3PXP"
    assert "JBSWY3DPEHPK3PXP" not in sealed
    assert seal("JBSWY3DPEHPK3PXP") != sealed  # each has a random part: equal secrets do not show


def test_a_rotated_key_reads_on_and_writes_with_the_new_one(settings: Settings) -> None:
    settings.SECRET_KEY = OLD
    sealed = seal("secret")
    settings.SECRET_KEY, settings.SECRET_KEY_FALLBACKS = NEW, [OLD]
    assert unseal(sealed) == "secret"
    moved = reseal(sealed)
    settings.SECRET_KEY_FALLBACKS = []
    assert unseal(moved) == "secret"
    with pytest.raises(UnsealError):
        unseal(sealed)


@pytest.mark.parametrize("text", ["", "plain", "gAAAAABm"])
def test_what_was_never_sealed_is_refused(text: str) -> None:
    with pytest.raises(UnsealError):
        unseal(text)
