"""A picture of every page: wide and on a phone, light and dark, into docs/screenshots/.

bin/screenshots [--only NAME ...] [--to FOLDER]

A site in a temporary folder is served as in production. Its learner, its marks and its clock are always the same, so a
picture changes when its page does. To add a page: one line in PAGES below.
"""

from __future__ import annotations

import argparse
import sys
from collections.abc import Callable
from dataclasses import dataclass, replace
from pathlib import Path
from typing import Literal

sys.path.insert(0, str(Path(__file__).resolve().parents[2]))

from playwright.sync_api import Browser, BrowserContext, Page, sync_playwright

from tests.journeys.browsers import ARGUMENTS, find_browser
from tests.scratch.site import PASSWORD, ROOT, Scratch, scratch_site
from tests.scratch.variants import Variant, serving_variant

TRAIL = "/roadmaps/machine-learning-engineer/"
TOPIC = f"{TRAIL}supervised-learning/decision-trees-random-forests/"
DONE_TOPIC = f"{TRAIL}math-for-ml/linear-algebra/"
ROADMAP_TEXT = (ROOT / "fixtures/roadmaps/git-and-command-line.yaml").read_text(encoding="utf-8")
SIZES = {"wide": (1280, 1000), "phone": (390, 844)}
SCHEMES: tuple[Literal["light", "dark"], ...] = ("light", "dark")


def open_panel(page: Page) -> None:
    """Beside the trail on a wide screen; on a phone the link leads to the topic's page."""
    page.locator("[data-topic][data-status=learning] [data-open-topic]").click()
    page.locator(".sheet-title").wait_for()


def open_menu(page: Page) -> None:
    page.locator("[data-topic][data-status=learning] .state > summary").click()


def show_who_it_is(page: Page) -> None:
    """Once a session: the site remembers for five minutes."""
    if page.locator(".manage h1").count():
        return
    page.get_by_label("Password").fill(PASSWORD)
    page.get_by_role("button", name="Continue").click()
    page.locator(".manage h1").wait_for()


def send_while_busy(page: Page) -> None:
    """A note is saved at a moment when the site cannot save it."""
    form = page.locator("form[data-note]")
    form.evaluate("form => { form.action = '/scratch/busy/'; form.submit(); }")
    page.get_by_label("What you wrote").wait_for()


def show_pages(page: Page) -> None:
    """On a phone they stand below what the picture holds."""
    page.get_by_role("navigation", name="Pages").scroll_into_view_if_needed()


def fill_import(page: Page) -> None:
    """A plan: the file says two things that the site does not."""
    text = ROADMAP_TEXT.replace("difficulty: beginner", "difficulty: intermediate", 2)
    page.get_by_label("Text", exact=True).fill(text)
    page.get_by_label("File name").fill("git-and-command-line")
    page.get_by_role("button", name="Show what would change").click()
    page.locator(".import-sums").wait_for()


@dataclass(frozen=True, slots=True)
class Shot:
    """One page: its name in the file names, its address, who looks at it, and what is pressed first.

    `site` is one of the others that are served beside ours; `status` is what the last answer says.
    """

    name: str
    path: str
    who: Literal["guest", "learner", "editor"] = "learner"
    act: Callable[[Page], None] | None = None
    site: Variant | None = None
    status: int = 200


PAGES = (
    Shot("front", "/", "guest"),
    Shot("guest-catalogue", "/roadmaps/", "guest"),
    Shot("guest-roadmap", TRAIL, "guest"),
    Shot("guest-topic", DONE_TOPIC, "guest"),
    Shot("sign-up", "/accounts/signup/", "guest"),
    Shot("sign-in", "/accounts/login/", "guest"),
    Shot("forgotten-password", "/accounts/password/reset/", "guest"),
    Shot("home", "/"),
    Shot("catalogue", "/roadmaps/"),
    Shot("mine", "/roadmaps/?mine=1"),
    Shot("roadmap", TRAIL),
    Shot("roadmap-left", f"{TRAIL}?status=left"),
    Shot("roadmap-menu", TRAIL, act=open_menu),
    Shot("panel", TRAIL, act=open_panel),
    Shot("node", f"{TRAIL}supervised-learning/"),
    Shot("topic", TOPIC),
    Shot("topic-done", DONE_TOPIC),
    Shot("map", f"{TRAIL}?view=map"),
    Shot("search", "/search/?q=matrix"),
    Shot("history", "/history/"),
    Shot("roadmap-history", f"{TRAIL}-/history/"),
    Shot("why", f"{TRAIL}-/why/"),
    Shot("report", f"{DONE_TOPIC}report/"),
    Shot("roadmap-notes", f"{TRAIL}-/notes/"),
    Shot("notes", "/notes/"),
    Shot("sort", f"{TRAIL}-/know/"),
    Shot("reset", f"{TRAIL}-/reset/"),
    Shot("reset-everything", "/reset/"),
    Shot("settings", "/settings/"),
    Shot("delete-account", "/settings/delete/"),
    Shot("password", "/accounts/password/change/"),
    Shot("email", "/accounts/email/"),
    Shot("sessions", "/settings/sessions/"),
    Shot("who-is-it", "/accounts/reauthenticate/"),
    Shot("app", "/accounts/2fa/totp/activate/", act=show_who_it_is),
    Shot("passkeys", "/accounts/2fa/webauthn/"),
    Shot("passkey", "/accounts/2fa/webauthn/add/", act=show_who_it_is),
    Shot("codes", "/accounts/2fa/recovery-codes/", "editor", show_who_it_is),
    Shot("keys", "/keys/"),
    Shot("closed-front", "/", "guest", site="closed"),
    Shot("closed-sign-up", "/accounts/signup/", "guest", site="closed"),
    Shot("members-front", "/", "guest", site="members"),
    Shot("pager", "/roadmaps/?page=2", act=show_pages, site="many"),
    Shot("not-found", "/nowhere/", status=404),
    Shot("busy", "/scratch/busy/", status=503),
    Shot("busy-note", DONE_TOPIC, act=send_while_busy),
    Shot("admin", "/admin/", "editor"),
    Shot("admin-roadmap", "/admin/roadmaps/roadmap/1/change/", "editor"),
    Shot("admin-reports", "/admin/progress/report/", "editor"),
    Shot("admin-import", "/admin/roadmaps/importrun/new/", "editor"),
    Shot("admin-import-plan", "/admin/roadmaps/importrun/new/", "editor", fill_import),
)


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--only", nargs="+", default=[], metavar="NAME")
    parser.add_argument("--to", type=Path, default=ROOT / "docs" / "screenshots")
    options = parser.parse_args()
    options.to.mkdir(parents=True, exist_ok=True)
    shots = [shot for shot in PAGES if not options.only or shot.name in options.only]
    with scratch_site() as site, sync_playwright() as playwright:
        browser = playwright.chromium.launch(executable_path=find_browser(playwright), args=ARGUMENTS)
        take_all(browser, site, [shot for shot in shots if shot.site is None], options.to)
        for variant in sorted({shot.site for shot in shots if shot.site}):
            with serving_variant(variant) as url:
                take_all(browser, replace(site, url=url), [shot for shot in shots if shot.site == variant], options.to)


def take_all(browser: Browser, site: Scratch, shots: list[Shot], folder: Path) -> None:
    for size in SIZES:
        for scheme in SCHEMES:
            for who in ("guest", "learner", "editor"):
                with open_context(browser, site, who, size, scheme) as context:
                    for shot in shots:
                        if shot.who == who:
                            take(context.new_page(), shot, folder / f"{shot.name}-{size}-{scheme}.png")


def take(page: Page, shot: Shot, file: Path) -> None:
    answer = page.goto(shot.path, wait_until="load")
    if answer is None or answer.status != shot.status:
        raise RuntimeError(f"{shot.path} is not the page that was meant: {answer}")
    if shot.act:
        shot.act(page)
    secrets = page.locator(".qr, .secret, .codes code")  # other ones each time
    page.screenshot(path=file, animations="disabled", caret="hide", mask=[secrets], mask_color="#8a8f8c")
    print(f"{file.name}  {file.stat().st_size // 1024} KB", flush=True)
    page.close()


def open_context(
    browser: Browser, site: Scratch, who: str, size: str, scheme: Literal["light", "dark"]
) -> BrowserContext:
    width, height = SIZES[size]
    context = browser.new_context(
        base_url=site.url,
        viewport={"width": width, "height": height},
        color_scheme=scheme,
        reduced_motion="reduce",
        locale="en-GB",
        timezone_id="UTC",
    )
    if who != "guest":
        session = site.learner if who == "learner" else site.editor
        context.add_cookies([{"name": "sessionid", "value": session, "url": site.url}])
    return context


if __name__ == "__main__":
    main()
