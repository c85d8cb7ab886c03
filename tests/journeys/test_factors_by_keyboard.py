"""The pages of second factors by keyboard alone, and what they are without JavaScript."""

from __future__ import annotations

import re

import pytest
from playwright.sync_api import Locator, Page, expect

from accounts.models import User
from tests.accounts.codes import show_code
from tests.factories import PASSWORD
from tests.journeys.conftest import Visit
from tests.journeys.hands import tab_to
from tests.journeys.test_factors import plug_in_authenticator

pytestmark = [pytest.mark.journey, pytest.mark.django_db(transaction=True)]


def press(page: Page, target: Locator) -> None:
    tab_to(page, target)
    page.keyboard.press("Enter")


def type_into(page: Page, label: str, text: str) -> None:
    """Types where the label leads, and sends the form."""
    tab_to(page, page.get_by_label(label, exact=True))
    page.keyboard.press("ControlOrMeta+a")
    page.keyboard.type(text)
    page.keyboard.press("Enter")


def expect_page(page: Page, title: str) -> None:
    expect(page.get_by_role("heading", level=1, name=title, exact=True)).to_be_visible()


def find_line(page: Page, words: str) -> Locator:
    """A row of the settings, by what stands in bold there."""
    return page.locator(".lines > li").filter(has=page.locator("b", has_text=re.compile(f"^{words}$")))


@pytest.mark.parametrize("script", [True, False], ids=["script", "no-script"])
def test_an_app_is_set_up_its_codes_are_made_anew_and_it_is_turned_off(
    visit: Visit, learner: User, script: bool
) -> None:
    page = visit(signed_in=learner, java_script_enabled=script)
    page.goto("/settings/")
    press(page, find_line(page, "Codes of an app").get_by_role("link", name="Set up"))
    expect_page(page, "Is it you?")
    type_into(page, "Password", PASSWORD)
    expect_page(page, "Set up an app")
    type_into(page, "The code that the app shows now", show_code(page.locator("code.secret").inner_text()))
    expect_page(page, "Recovery codes")
    first = page.locator(".codes code").all_inner_texts()

    press(page, page.get_by_role("link", name="Make new ones…"))
    expect_page(page, "New recovery codes")
    press(page, page.get_by_role("button", name="Make new ones"))
    expect_page(page, "Recovery codes")
    assert not set(first) & set(page.locator(".codes code").all_inner_texts())

    press(page, page.get_by_role("link", name="Done"))
    press(page, find_line(page, "Codes of an app").get_by_role("link", name="Turn off…"))
    expect_page(page, "Turn the app off")
    press(page, page.get_by_role("button", name="Turn it off"))
    expect(find_line(page, "Codes of an app")).to_contain_text("Off. With one, a stolen password is not enough.")


def test_a_passkey_is_made_used_and_removed(visit: Visit, learner: User) -> None:
    page = visit(signed_in=learner)
    plug_in_authenticator(page)
    page.goto("/accounts/2fa/webauthn/")
    press(page, page.get_by_role("link", name="Add a passkey"))
    expect_page(page, "Is it you?")
    type_into(page, "Password", PASSWORD)
    expect_page(page, "Add a passkey")
    type_into(page, "Name (optional)", "My laptop")
    expect_page(page, "Recovery codes")

    page.context.clear_cookies()
    page.goto("/accounts/login/?next=/accounts/2fa/webauthn/")
    press(page, page.get_by_role("button", name="Sign in with a passkey"))
    expect_page(page, "Passkeys")
    press(page, page.get_by_role("link", name="Remove My laptop"))
    expect_page(page, "Is it you?")
    press(page, page.get_by_role("link", name="Use a passkey"))
    press(page, page.get_by_role("button", name="Use a passkey"))
    expect_page(page, "Remove a passkey")
    press(page, page.get_by_role("button", name="Remove it"))
    expect(page.get_by_text("None yet. A passkey signs you in by finger, face or PIN.")).to_be_visible()


def test_without_javascript_a_page_of_passkeys_says_so_and_leads_back(visit: Visit, learner: User) -> None:
    page = visit(signed_in=learner, java_script_enabled=False)
    page.goto("/accounts/2fa/webauthn/add/")
    type_into(page, "Password", PASSWORD)
    expect_page(page, "Add a passkey")
    expect(page.locator("noscript .note")).to_have_text("Passkeys need JavaScript.")
    expect(page.locator("noscript .note")).to_be_visible()
    expect(page.get_by_role("main").get_by_role("button")).to_have_count(0)
    press(page, page.get_by_role("main").get_by_role("link", name="Settings"))
    expect_page(page, "Settings")
    page.context.clear_cookies()
    page.goto("/accounts/login/")
    expect_page(page, "Sign in")
    expect(page.get_by_role("button", name="Sign in with a passkey")).to_have_count(0)
