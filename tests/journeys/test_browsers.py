"""The watch over the pages sees what it is there for."""

from __future__ import annotations

from collections.abc import Callable

import pytest
from playwright.sync_api import Page

from tests.journeys.browsers import Watch

pytestmark = pytest.mark.journey

SLIPS = """async () => {
  console.info("a word");
  setTimeout(() => { throw new Error("a slip"); });
  await fetch("http://elsewhere.example/").catch(() => null);
}"""


def test_the_watch_sees_messages_errors_and_requests_to_other_hosts(visit: Callable[..., Page], watch: Watch) -> None:
    page = visit(bypass_csp=True)
    page.goto("/")
    assert watch.list_faults() == []

    page.evaluate(SLIPS)
    watch.expect(
        "console info: a word",
        "error: a slip",
        "request to another host: http://elsewhere.example/",
        "ERR_NAME_NOT_RESOLVED",
    )


def test_the_watch_misses_what_was_expected(watch: Watch) -> None:
    watch.expect("a word")
    assert watch.list_faults() == ["never happened: a word"]
    watch.expect()
