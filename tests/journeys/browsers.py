"""A Chromium of this machine, and a watch over what its pages do behind the learner's back."""

from __future__ import annotations

import os
import shutil
from typing import Any
from urllib.parse import urlsplit

from playwright.sync_api import BrowserContext, ConsoleMessage, Page, Playwright, Request, WebError

NAMES = (
    "chromium-headless-shell", "chromium", "chromium-browser", "google-chrome", "google-chrome-stable", "chrome",
)  # fmt: skip
ARGUMENTS = (
    "--no-sandbox",
    "--disable-gpu",
    "--disable-quic",
    "--no-first-run",
    "--disable-background-networking",
    "--disable-component-update",
    "--disable-sync",
    "--host-resolver-rules=MAP * ~NOTFOUND, EXCLUDE localhost, EXCLUDE 127.0.0.1",
)


def find_browser(playwright: Playwright) -> str:
    """The path of a Chromium, looked for as bin/test does: BROWSER_PATH, the PATH, playwright's own."""
    found = os.environ.get("BROWSER_PATH") or next((path for path in map(shutil.which, NAMES) if path), None)
    return found or playwright.chromium.executable_path


def weigh(page: Page) -> dict[str, int]:
    """Fills with the bytes over the wire, headers too, of each file that the page fetches, by path."""
    session = page.context.new_cdp_session(page)
    paths: dict[str, str] = {}
    sizes: dict[str, int] = {}

    def on_response(event: dict[str, Any]) -> None:
        paths[event["requestId"]] = "/" + event["response"]["url"].split("/", 3)[3]

    def on_finished(event: dict[str, Any]) -> None:
        sizes[paths[event["requestId"]]] = int(event["encodedDataLength"])

    session.on("Network.responseReceived", on_response)
    session.on("Network.loadingFinished", on_finished)
    session.send("Network.enable")
    session.send("Network.setCacheDisabled", {"cacheDisabled": True})
    return sizes


class Watch:
    """Keeps every console message, every error and every request to another host that a context makes."""

    def __init__(self, home: str) -> None:
        self._home = urlsplit(home).netloc
        self._expected: tuple[str, ...] = ()
        self._faults: list[str] = []

    def follow(self, context: BrowserContext) -> None:
        context.on("console", self._on_console)
        context.on("weberror", self._on_error)
        context.on("request", self._on_request)

    def expect(self, *texts: str) -> None:
        """A fault that holds one of these texts is what the test is about."""
        self._expected = texts

    def list_faults(self) -> list[str]:
        """What happened and was not expected, and what was expected and did not happen."""
        missing = [text for text in self._expected if not any(text in fault for fault in self._faults)]
        surprising = [fault for fault in self._faults if not any(text in fault for text in self._expected)]
        return [f"never happened: {text}" for text in missing] + surprising

    def _on_console(self, message: ConsoleMessage) -> None:
        self._faults.append(f"console {message.type}: {message.text} ({message.location['url']})")

    def _on_error(self, error: WebError) -> None:
        self._faults.append(f"error: {error.error.message}")

    def _on_request(self, request: Request) -> None:
        address = urlsplit(request.url)
        if address.scheme in {"http", "https", "ws", "wss"} and address.netloc != self._home:
            self._faults.append(f"request to another host: {request.url}")
