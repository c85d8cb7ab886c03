"""The list of keyboard shortcuts as a page."""

from __future__ import annotations

import re

from django.test import Client

KEYS = ["j", "k", "o", "n", "p", "d", "l", "s", "t", "u", "/", "?", "Esc"]


def test_lists_every_key_once(guest: Client) -> None:
    response = guest.get("/keys/")
    assert response.status_code == 200
    page = response.content.decode()
    assert re.findall(r"<kbd>(.+?)</kbd>", page) == KEYS  # the dialog of other pages would be a second list
    assert '<button class="btn" name="shortcuts" value="off">Switch them off</button>' in page


def test_says_that_they_are_off_and_offers_to_switch_them_on(guest: Client) -> None:
    guest.cookies["shortcuts"] = "off"
    page = guest.get("/keys/").content.decode()
    assert "They are switched off: single keys do nothing." in page
    assert '<button class="btn" name="shortcuts" value="on">Switch them on</button>' in page


def test_every_other_page_has_the_list_in_a_dialog(guest: Client) -> None:
    page = guest.get("/roadmaps/", headers={"accept-language": "en"}).content.decode()
    assert re.findall(r"<kbd>(.+?)</kbd>", page.partition("<dialog")[2]) == KEYS


def test_a_post_is_refused(guest: Client) -> None:
    response = guest.post("/keys/")
    assert (response.status_code, response.headers["Allow"]) == (405, "GET")
