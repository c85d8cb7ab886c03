"""Keys in addresses."""

from __future__ import annotations

import pytest
from django.urls import NoReverseMatch, Resolver404, resolve, reverse

from roadmaps.converters import KeyConverter


@pytest.mark.parametrize("key", ["a", "linear-algebra", "k-2", "日本語", "größe", "été-1", "MiXed"])
def test_a_key_is_an_address_and_back(key: str) -> None:
    assert resolve(f"/roadmaps/{key}/").kwargs == {"roadmap_key": key}
    assert KeyConverter().to_python(key) == KeyConverter().to_url(key) == key


def test_letters_of_any_script_are_encoded() -> None:
    assert reverse("roadmap", args=["größe"]) == "/roadmaps/gr%C3%B6%C3%9Fe/"


@pytest.mark.parametrize("key", ["-", "a-", "-a", "a--b", "a_b", "a b", "a.b", "a\0", "<a>", "\u202ea", "%"])
def test_what_is_no_key_is_no_address(key: str) -> None:
    with pytest.raises(Resolver404):
        resolve(f"/roadmaps/{key}/nowhere/")
    with pytest.raises(NoReverseMatch):
        reverse("roadmap", args=[key])


def test_a_lone_hyphen_stands_for_the_thing_itself() -> None:
    assert resolve("/roadmaps/rope/-/reset/").url_name == "reset"
