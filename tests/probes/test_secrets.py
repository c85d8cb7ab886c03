"""What goes wrong tells nobody a secret: not the page, not the mail to the people who run the site, not the log."""

from __future__ import annotations

import pytest
from django.conf import settings as ours
from django.core import mail
from pytest_django import Settings

from tests.probes.broken_urls import INSIDE
from tests.probes.production import ENVIRONMENT, Browser
from tests.probes.test_csrf import read_token
from tests.probes.world import World

pytestmark = pytest.mark.django_db

FORM = {"password": "form-password-7", "text": "private words of ada 7", "code": "739914", "token": "form-token-7"}
HEADERS = {"authorization": "Bearer header-secret-7", "x-api-key": "header-key-7", "x-csrftoken": "header-token-7"}
PLACES = ["/boom/", "/boom/denied/", "/boom/bad/", "/boom/gone/"]
STATUSES = dict(zip(PLACES, [500, 403, 400, 404], strict=True))


@pytest.fixture(autouse=True)
def _a_site_with_faults(settings: Settings) -> None:
    settings.ROOT_URLCONF = "tests.probes.broken_urls"


def list_secrets(browser: Browser) -> list[str]:
    cookies = [browser.cookies[name].value for name in (ours.SESSION_COOKIE_NAME, ours.CSRF_COOKIE_NAME)]
    hidden = [
        ENVIRONMENT["SECRET_KEY"],
        ENVIRONMENT["METRICS_TOKEN"],
        "probe-mail-password",
        INSIDE,
        *FORM.values(),
        *cookies,
    ]
    return [*hidden, *(value.split()[-1] for value in HEADERS.values())]


@pytest.mark.parametrize("place", PLACES)
def test_an_error_tells_no_secret(world: World, place: str, caplog: pytest.LogCaptureFixture) -> None:
    browser = Browser(world.ada)
    read_token(browser)

    answers = [browser.post(place, FORM, headers=HEADERS), browser.get(place, headers=HEADERS)]
    answers.append(Browser(world.ada, HTTP_COOKIE="a=b").post(place, "{", content_type="application/json"))

    assert [answer.status_code for answer in answers] == [STATUSES[place]] * 3
    told = {
        "page": "".join(answer.content.decode() for answer in answers[:2]),
        "mail": "".join(f"{letter.subject}{letter.body}" for letter in mail.outbox),
        "log": caplog.text,
    }
    for secret in list_secrets(browser):
        for where, text in told.items():
            assert secret not in text, f"{secret} in the {where}"


def test_the_people_who_run_the_site_hear_of_an_error(world: World) -> None:
    Browser(world.ada).post("/boom/", FORM)

    (letter,) = mail.outbox
    assert letter.to == ["root@example.org"]
    assert "RuntimeError" in str(letter.body)
    assert "/boom/" in str(letter.body)


@pytest.mark.parametrize("place", ["/no/such/page/", "/roadmaps/none/", "/undo/7/", "/admin/none/"])
def test_a_page_that_is_not_there_tells_nothing_of_the_site(world: World, place: str) -> None:
    page = Browser(world.chief).get(place)

    assert page.status_code == 404
    for word in ("Traceback", "urlconf", "urlpatterns", "DEBUG", "site-packages", "django.", "SELECT "):
        assert word not in page.content.decode()
