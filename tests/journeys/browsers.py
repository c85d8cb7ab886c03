"""A Chromium of this machine, and a watch over what its pages do behind the learner's back."""

from __future__ import annotations

import os
import shutil
from urllib.parse import urlsplit

from playwright.sync_api import BrowserContext, ConsoleMessage, Playwright, Request, WebError

NAMES = ("chromium", "chromium-browser", "google-chrome", "google-chrome-stable", "chrome")
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
    """The path of a Chromium, looked for as bin/browser does: BROWSER_PATH, the PATH, playwright's own."""
    found = os.environ.get("BROWSER_PATH") or next((path for path in map(shutil.which, NAMES) if path), None)
    return found or playwright.chromium.executable_path


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
