"""What a person does on the pages, and what they see there."""

from __future__ import annotations

import re
from collections.abc import Callable

import pytest
from playwright.sync_api import Locator, Page, Route, expect

from tests.factories import PASSWORD

TRAIL = "/roadmaps/machine-learning/"
ROADMAP = "machine-learning"
MOST_STEPS = 60
MARKS = "**/mark/"
# What browser and htmx write to the console when the site cannot be reached.
NO_SERVER = ("ERR_CONNECTION_REFUSED", "htmx:afterRequest", "htmx:sendError")


def topic_path(topic: str, node: str = "math-for-ml") -> str:
    return f"{TRAIL}{node}/{topic}/"


def sign_up(page: Page, email: str = "new@example.org") -> None:
    """Fill the sign-up form of the page that is open, and send it."""
    fill_account_form(page, email, "Sign up")


def sign_in(page: Page, email: str) -> None:
    """Fill the sign-in form of the page that is open, and send it."""
    fill_account_form(page, email, "Sign in")


def fill_account_form(page: Page, email: str, button: str) -> None:
    form = page.get_by_role("main")
    expect(form.get_by_role("heading", name=button, level=1)).to_be_visible()
    form.get_by_label("E-mail address").fill(email)
    form.get_by_label("Password", exact=True).fill(PASSWORD)
    form.get_by_role("button", name=button, exact=True).click()


def sign_out(page: Page) -> None:
    page.goto("/settings/")
    page.get_by_role("button", name="Sign out", exact=True).click()
    expect(page.get_by_role("link", name="Sign up").first).to_be_visible()


def refuse_connection(route: Route) -> None:
    route.abort("connectionrefused")


def stop_marks(page: Page, answer: Callable[[Route], None] = refuse_connection) -> None:
    """From here no mark of this page arrives. The page loads anew, since Chromium says of one that stands already
    that its requests are held back a moment before they are."""
    page.route(MARKS, answer)
    page.reload()


def let_marks_through(page: Page) -> None:
    page.unroute(MARKS)


def find_row(page: Page, topic: str) -> Locator:
    return page.locator(f'[data-topic="{topic}"]')


def find_way(page: Page, topic: str) -> Locator:
    """The waypoint of a topic: the switch between to do and done."""
    return find_row(page, topic).locator(".way")


def choose_in_menu(page: Page, topic: str, word: str) -> None:
    """Open the menu at the end of a topic's row and press one of its four states."""
    menu = find_row(page, topic).locator("details.state")
    menu.locator("summary").click()
    menu.get_by_role("button", name=word, exact=True).click()


def press_in_control(page: Page, word: str) -> None:
    """Press one of the four states of the topic that is open, in the panel or on its page."""
    page.locator("[data-topic-control]").get_by_role("button", name=word, exact=True).click()


def open_topic(page: Page, topic: str, name: str, node: str = "math-for-ml") -> None:
    """Open a topic from its row; the address bar shows the topic's address, in the panel too."""
    find_row(page, topic).get_by_role("link", name=name).click()
    expect(page).to_have_url(re.compile(re.escape(topic_path(topic, node)) + "$"))
    expect(page.locator(".sheet-title")).to_have_text(name)


def expect_status(page: Page, topic: str, status: str) -> None:
    expect(find_row(page, topic)).to_have_attribute("data-status", status)


def expect_control(page: Page, status: str, word: str) -> None:
    """The open topic says this status, and no other button of it is pressed."""
    control = page.locator("[data-topic-control]")
    expect(control).to_have_attribute("data-status", status)
    expect(control.locator('.radio [aria-pressed="true"]')).to_have_text([word])


def expect_meter(page: Page, key: str, *, done: int, required: int, percent: int) -> None:
    """The meter of a roadmap or a node shows these numbers; what is left follows from them."""
    meter = page.locator(f'[data-meter="{key}"]')
    expect(meter).to_have_attribute("data-done", str(done))
    expect(meter).to_have_attribute("data-required", str(required))
    expect(meter).to_have_attribute("data-left", str(required - done))
    expect(meter).to_have_attribute("data-percent", str(percent))


def expect_rail(page: Page, node: str, count: str) -> None:
    """The list of stages counts `done/required` of a node."""
    expect(page.locator(f'#nodes a[href="{TRAIL}{node}/"] .num')).to_have_text(count)


def expect_next(page: Page, topic: str) -> None:
    """The button in the header leads to this topic, and its row says so."""
    expect(page.locator("[data-next]")).to_have_attribute("href", re.compile(f"/{topic}/$"))
    expect(page.locator(".here")).to_have_count(1)
    expect(find_row(page, topic).locator(".here")).to_have_text("You are here")


def expect_toast(page: Page, text: str) -> None:
    expect(page.locator("#toasts [data-toast]").filter(has_text=text)).to_have_count(1)


def undo(page: Page) -> None:
    page.locator("#toasts").get_by_role("button", name="Undo").click()


def tab_to(page: Page, target: Locator, key: str = "Tab") -> None:
    """Press Tab, or Shift+Tab, until the target has focus."""
    for _step in range(MOST_STEPS):
        if target.evaluate("element => element === document.activeElement"):
            return
        page.keyboard.press(key)
    pytest.fail(f"{MOST_STEPS} presses of {key} do not reach {target}")
