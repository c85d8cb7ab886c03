"""The site knows its own name, whatever a request calls it."""

from __future__ import annotations

import re

import pytest
from django.core import mail

from tests.probes.production import HOST, Browser
from tests.probes.world import World

pytestmark = pytest.mark.django_db

WRONG = [
    "evil.example",
    f"{HOST}.evil.example",
    f"evil.example:{HOST}",
    f"{HOST}@evil.example",
    "",
    f"{HOST} evil",
    "[::1",
    "localhost",
]
PAGES = ["/", "/roadmaps/", "/accounts/login/", "/admin/login/", "/robots.txt", "/no-such-page/"]


@pytest.mark.parametrize("host", WRONG)
def test_another_host_is_refused_and_not_repeated(world: World, host: str) -> None:
    for page in PAGES:
        answer = Browser(HTTP_HOST=host).get(page)
        assert answer.status_code == 400, page
        assert "evil" not in answer.content.decode()


@pytest.mark.parametrize(
    "headers",
    [
        {"x-forwarded-host": "evil.example"},
        {"x-host": "evil.example"},
        {"forwarded": "host=evil.example"},
        {"x-original-url": "/admin/"},
        {"x-rewrite-url": "/admin/"},
        {"x-forwarded-server": "evil.example", "x-forwarded-port": "1"},
    ],
)
def test_a_forwarded_host_is_not_believed(world: World, headers: dict[str, str]) -> None:
    for page in PAGES:
        answer = Browser().get(page, headers=headers)
        assert "evil" not in answer.content.decode() + str(answer.headers)
        assert answer.status_code == Browser().get(page).status_code

    Browser().post("/accounts/password/reset/", {"email": "ada@example.org"}, headers=headers)
    (letter,) = mail.outbox
    assert "evil" not in str(letter.message())
    assert set(re.findall(r"https?://([^/\s]+)", str(letter.body))) == {HOST}


def test_mail_for_a_forgotten_password_leads_here(world: World) -> None:
    Browser().post("/accounts/password/reset/", {"email": "ada@example.org"})

    (letter,) = mail.outbox
    assert letter.to == ["ada@example.org"]
    (address,) = re.findall(rf"https://{HOST}(/accounts/password/reset/key/\S+)", str(letter.body))
    assert Browser().get(address, follow=True).status_code == 200


def test_plain_http_is_led_to_https(world: World) -> None:
    answer = super(Browser, Browser()).generic("GET", "/roadmaps/", secure=False)

    assert (answer.status_code, answer["Location"]) == (301, f"https://{HOST}/roadmaps/")


def test_a_claimed_https_is_not_believed_without_a_proxy(world: World) -> None:
    browser = Browser(HTTP_X_FORWARDED_PROTO="https")

    answer = super(Browser, browser).generic("GET", "/roadmaps/", secure=False)

    assert answer.status_code == 301
