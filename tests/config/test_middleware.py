"""Every answer carries the headers of safety; cookies with a prefix lose nothing of what was under the former ones."""

from __future__ import annotations

import re
from collections.abc import Iterator
from importlib import import_module
from pathlib import Path
from typing import Any

import pytest
from django.conf import settings as ours
from django.core.management import call_command
from django.http import HttpRequest, HttpResponse
from django.test import Client, override_settings
from django.urls import include, path
from pytest_django import Settings

from accounts.models import User
from config.integrity import TAG
from config.safety import HEADERS, build_policy
from tests.clients import client_of
from tests.config.test_assets import JOINING
from tests.factories import TopicFactory

pytestmark = pytest.mark.django_db
HOST = "__Host-sessionid"


def fail(request: HttpRequest) -> HttpResponse:
    raise ValueError("on purpose")


def refuse_in_haste(request: HttpRequest) -> HttpResponse:
    return HttpResponse("Too many", status=429)


urlpatterns = [path("fail/", fail), path("haste/", refuse_in_haste), path("", include("config.urls"))]
handler400 = "config.errors.show_bad_request"


def policy_of(response: Any) -> dict[str, str]:
    """The content security policy of an answer, by directive."""
    parts = (part.strip().partition(" ") for part in response["Content-Security-Policy"].split(";"))
    return {name: value for name, _, value in parts if name}


STRICT = {
    "default-src": "'none'",
    "script-src": "'self'",
    "style-src": "'self'",
    "img-src": "'self' data:",
    "connect-src": "'self'",
    "manifest-src": "'self'",
    "form-action": "'self'",
    "base-uri": "'none'",
    "frame-ancestors": "'none'",
}


@pytest.mark.parametrize(
    ("address", "status"),
    [
        ("/", 200),
        ("/accounts/login/", 200),
        ("/robots.txt", 200),
        ("/static/vendor/htmx-2.0.11.min.js", 200),
        ("/static/no-such-file.js", 404),
        ("/roadmaps", 301),
        ("/settings/", 302),
        ("/admin/", 302),
        ("/settings/theme/", 405),
        ("/no/such/page/at/all/", 404),
        ("/haste/", 429),
        ("/fail/", 500),
    ],
)
@override_settings(ROOT_URLCONF=__name__, WHITENOISE_USE_FINDERS=True)
def test_every_answer_has_them(address: str, status: int) -> None:
    answer = Client(raise_request_exception=False).get(address)
    assert answer.status_code == status
    assert {name: answer[name] for name in HEADERS} == HEADERS
    assert policy_of(answer) == STRICT
    answer.close()  # a file is read no further


def test_a_host_that_is_not_ours_and_a_form_without_its_token_too(settings: Settings) -> None:
    settings.SECURE_SSL_REDIRECT = True
    strange = Client().get("/", headers={"host": "evil.example"})
    forged = Client(enforce_csrf_checks=True).post("/settings/theme/", {"theme": "dark"}, secure=True)
    assert (strange.status_code, forged.status_code) == (400, 403)
    for answer in (strange, forged):
        assert {name: answer[name] for name in HEADERS} == HEADERS
        assert policy_of(answer) == STRICT


def test_the_way_to_https_too(settings: Settings) -> None:
    settings.SECURE_SSL_REDIRECT = True
    settings.SECURE_HSTS_SECONDS = 31_536_000
    led, there = Client().get("/keys/"), Client().get("/keys/", secure=True)
    assert (led.status_code, led["Location"]) == (301, "https://testserver/keys/")
    assert {name: led[name] for name in HEADERS} == HEADERS
    assert policy_of(led) == STRICT
    assert there["Strict-Transport-Security"] == "max-age=31536000"


def test_what_is_asked_for_in_clear_is_fetched_by_https_where_there_is_https(settings: Settings) -> None:
    settings.CONTENT_SECURITY_POLICY = build_policy(https=True)
    assert policy_of(Client().get("/keys/")) == STRICT | {"upgrade-insecure-requests": ""}


def test_nothing_we_do_not_use_is_permitted() -> None:
    permitted = dict(part.split("=") for part in HEADERS["Permissions-Policy"].split(", "))
    assert {name for name, who in permitted.items() if who != "()"} == {
        "clipboard-write", "publickey-credentials-create", "publickey-credentials-get",
    }  # fmt: skip
    assert {permitted[name] for name in ("camera", "geolocation", "microphone", "payment", "usb")} == {"()"}


class TestIntegrity:
    @pytest.fixture
    def collected(self, tmp_path: Path) -> Iterator[Path]:
        with override_settings(DEBUG=False, STORAGES=JOINING, STATIC_ROOT=tmp_path):
            call_command("collectstatic", interactive=False, verbosity=0)
            yield tmp_path

    def test_each_file_of_the_admin_has_its_hash(self, collected: Path, editor: User) -> None:
        client = client_of(editor)
        for address in (
            "/admin/",
            "/admin/roadmaps/topic/",
            f"/admin/roadmaps/topic/{TopicFactory.create().pk}/change/",
        ):
            page = client.get(address).content.decode()
            hashed = re.findall(r'<(?:script|link)[^>]*"/static/[^"]+\.(?:js|css)" integrity="sha384-[^"]{64}"', page)
            assert len(hashed) > 4
            assert [url for url in TAG.findall(page) if url.startswith("/static/")] == []

    def test_in_development_they_have_none(self, editor: User) -> None:
        assert "integrity=" not in client_of(editor).get("/admin/").content.decode()


class TestFormerSession:
    @pytest.fixture
    def prefixed(self, settings: Settings) -> Client:
        """A browser that was here before the cookie had its prefix."""
        settings.SESSION_COOKIE_NAME = HOST
        settings.SESSION_COOKIE_SECURE = True
        return Client()

    def keep(self, **held: object) -> str:
        session = import_module(ours.SESSION_ENGINE).SessionStore()
        session.update(held)
        session.create()
        return str(session.session_key)

    def test_what_a_guest_marked_goes_along(self, prefixed: Client) -> None:
        former = self.keep(visit={"3": "done"})
        prefixed.cookies.load({"sessionid": former})
        answer = prefixed.get("/keys/", secure=True)
        assert prefixed.session["visit"] == {"3": "done"}
        assert (answer.cookies["sessionid"]["max-age"], answer.cookies[HOST]["secure"]) == (0, True)
        assert answer.cookies[HOST].value != former

    def test_nobody_is_signed_in_by_it(self, prefixed: Client, learner: User) -> None:
        prefixed.cookies.load({"sessionid": self.keep(_auth_user_id=str(learner.pk), visit={"3": "done"})})
        answer = prefixed.get("/keys/", secure=True)
        assert (answer.wsgi_request.user.is_authenticated, HOST in answer.cookies) == (False, False)

    def test_it_has_no_say_beside_the_new_one(self, prefixed: Client) -> None:
        prefixed.cookies.load({HOST: self.keep(visit={"5": "done"})})
        prefixed.cookies.load({"sessionid": self.keep(visit={"3": "done"})})
        prefixed.get("/keys/", secure=True)
        assert prefixed.session["visit"] == {"5": "done"}
