"""The way back that a form or an address carries leads nowhere but to this site."""

from __future__ import annotations

from urllib.parse import parse_qs, quote, urljoin, urlsplit

import pytest
from django.core.cache import cache

from tests.factories import PASSWORD
from tests.probes.production import HOST, Browser
from tests.probes.world import World

pytestmark = pytest.mark.django_db

HOME = f"https://{HOST}"
ELSEWHERE = [
    " //evil.example", "https://evil.example/", "http://evil.example", "//evil.example", "///evil.example",
    "/\\evil.example", "\\\\evil.example", "/\t/evil.example", "/\n/evil.example", "\t//evil.example",
    "////evil.example/%2f..",
    "https:evil.example", "https:/evil.example", "https:///evil.example", "javascript:alert(1)", "JaVaScRiPt:alert(1)",
    "java\nscript:alert(1)", "data:text/html,x", "vbscript:x", "blob:x", f"https://{HOST}@evil.example/",
    f"https://{HOST}.evil.example/", f"//{HOST}@evil.example", f"http://{HOST}/", "%2F%2Fevil.example",
    "//evil%E3%80%82example", "/roadmaps/\r\nSet-Cookie: stolen=1", "/roadmaps/\r\n\r\n<script>", "evil.example",
    "/%0d%0aSet-Cookie:stolen=1", "/\x00//evil.example", "/\u2028//evil.example", "mailto:a@evil.example",
    ".//evil.example", "/.//evil.example", "/..//evil.example",
]  # fmt: skip
HTMX = {"hx-request": "true"}
SHEET = "/roadmaps/rope/start/knots/"
FORMS = [
    (f"{SHEET}mark/", {"status": "learning"}),
    (f"{SHEET}revise/", {"on": "1"}),
    (f"{SHEET}part/", {"on": "1"}),
    (f"{SHEET}bookmark/", {"on": "1"}),
    ("/roadmaps/rope/-/bookmark/", {"on": "1"}),
    ("/roadmaps/rope/start/-/done-all/", {}),
    ("/undo/00000000-0000-0000-0000-000000000007/", {}),
    ("/settings/theme/", {"theme": "dark"}),
    ("/settings/language/", {"language": "de"}),
    ("/settings/shortcuts/", {"shortcuts": "on"}),
    ("/accounts/logout/", {}),
    ("/admin/logout/", {}),
]


def leads_home(location: str) -> bool:
    """Whether a browser that gets this header stays. It reads a backslash as a slash, and drops tabs and line ends."""
    seen = location.replace("\\", "/").strip(" \t\r\n\0")
    for space in "\t\r\n":
        seen = seen.replace(space, "")
    there = urlsplit(urljoin(f"{HOME}/roadmaps/", seen))
    return (there.scheme, there.hostname) == ("https", HOST)


@pytest.mark.parametrize("address", ["//evil.example", "/\\evil.example", "javascript:x", "http:evil.example"])
def test_the_judge_knows_a_bad_one(address: str) -> None:
    assert not leads_home(address)
    assert leads_home("/roadmaps/")


@pytest.mark.parametrize(("path", "fields"), FORMS)
def test_a_form_leads_back_here_alone(world: World, path: str, fields: dict[str, str]) -> None:
    for address in ELSEWHERE:
        answer = Browser(world.eve).post(path, {**fields, "next": address})
        assert answer.status_code in (200, 302), address
        assert leads_home(answer.get("Location", "/")), (address, answer["Location"])
        assert "stolen" not in answer.cookies


def test_htmx_is_led_nowhere_else_either(world: World) -> None:
    for address in ELSEWHERE:
        answer = Browser(world.eve).post("/undo/00000000-0000-0000-0000-000000000007/", {"next": address}, headers=HTMX)
        assert leads_home(answer["HX-Redirect"]), address


@pytest.mark.parametrize(
    "page", ["/accounts/login/", "/accounts/signup/", "/admin/login/", "/accounts/reauthenticate/"]
)
def test_signing_in_leads_back_here_alone(world: World, page: str) -> None:
    for address in ELSEWHERE:
        cache.clear()
        browser = Browser(world.eve if "reauth" in page or "admin" in page else None)
        fields = {"login": "nobody@example.org", "password": PASSWORD, "next": address}
        shown = browser.get(f"{page}?next={quote(address)}")
        sent = browser.post(f"{page}?next={quote(address)}", fields)
        for answer in (shown, sent):
            assert answer.status_code < 500, address
            assert leads_home(answer.get("Location", "/")), address


def test_a_person_who_signs_in_goes_where_they_wanted_and_nowhere_else(world: World) -> None:
    fields = {"login": "eve@example.org", "password": PASSWORD}
    there = Browser().post("/accounts/login/", {**fields, "next": "/notes/"})
    assert there["Location"] == "/notes/"

    for address in ELSEWHERE:
        cache.clear()
        answer = Browser().post("/accounts/login/", {**fields, "next": address})
        assert leads_home(answer["Location"]), address


def test_a_guest_who_is_led_to_sign_in_takes_no_bad_address_along(world: World) -> None:
    for address in ELSEWHERE:
        answer = Browser().post(f"{SHEET}mark/", {"status": "done", "mine": "1", "next": address})
        (back,) = parse_qs(urlsplit(answer["Location"]).query)["next"]
        assert leads_home(back), address


@pytest.mark.parametrize(
    "path", ["//evil.example/", "//evil.example/..", "/\\evil.example", "/%5Cevil.example", "//evil.example/roadmaps"]
)
def test_an_address_without_its_slash_is_mended_here_alone(world: World, path: str) -> None:
    for asked in (path, path.rstrip("/"), f"/roadmaps{path}"):
        answer = Browser(world.eve).generic("GET", asked)
        assert leads_home(answer.get("Location", "/")), asked
