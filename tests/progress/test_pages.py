"""The reader of pages is strict itself."""

from __future__ import annotations

import pytest

from tests.progress.pages import parse


def test_parse_fails_on_tags_that_do_not_match() -> None:
    for text in ("<p><b></p></b>", "<ul><li></ul>", "<div>"):
        with pytest.raises(AssertionError):
            parse(text)
