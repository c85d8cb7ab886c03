"""What holds for every page, and against every attack."""

from __future__ import annotations

import pytest
from django.test import Client

from accounts.models import User
from roadmaps.models import Node, Roadmap, Topic
from tests.clients import client_of
from tests.factories import LinkFactory, RoadmapFactory
from tests.progress.pages import read
from tests.roadmaps.rope import (
    PAGES,
    check_not_found,
    mark,
    read_vary,
    topic_of,
)

HOSTILE_QUERIES = [
    "%00",
    "a" * 10_000,
    "%E2%80%AE",
    "%FF%FE",
    "%ED%A0%80",
    "<script>alert(1)</script>",
    "'%20OR%201=1--",
    "%F0%9F%A7%AD",
]


class TestHostile:
    @pytest.mark.parametrize("value", HOSTILE_QUERIES)
    def test_query_strings(self, learner: User, rope: Roadmap, value: str) -> None:
        names = ("q", "tag", "sort", "mine", "status", "level", "view", "next")
        query = "&".join(f"{name}={value}" for name in names)
        client = client_of(learner)
        for page in PAGES:
            response = client.get(f"{page}?{query}")
            read(response)
            assert b"<script>alert" not in response.content

    @pytest.mark.parametrize(
        "address",
        ["%00", "a" * 10_000, "%E2%80%AE", "%FF", "a.b", "a_b", "..", "%2e%2e%2fetc", "<script>", "a%20b", "%0d%0aa"],
    )
    def test_addresses(self, guest: Client, rope: Roadmap, address: str) -> None:
        for path in (f"/roadmaps/{address}/", f"/roadmaps/rope/{address}/", f"/roadmaps/rope/start/{address}/"):
            check_not_found(guest.get(path))

    def test_words_of_editors_stay_words(self, learner: User, rope: Roadmap) -> None:
        evil = "<script>alert(1)</script><img src=x onerror=alert(1)>"
        text = f"{evil} [x](javascript:alert(1)) ![x](https://evil.example/a.png)"
        Roadmap.objects.update(title=evil, description=text, body=text, tags=[evil])
        Node.objects.update(title=evil, description=text)
        Topic.objects.update(
            name=evil, description=text, duration=evil, takeaways=[evil], prerequisites=[evil], code_snippet=evil,
            questions=[{"ask": evil, "answer": text}],
        )  # fmt: skip
        LinkFactory.create(topic=topic_of("knots"), title=evil)
        client = client_of(learner)
        for page in [*PAGES, "/roadmaps/rope/-/reset/"]:
            response = client.get(page)
            html = response.content.decode()
            assert "<script>alert" not in html
            assert "<img" not in html
            assert read(response).list_all("", "onerror") == []
            assert [href for _, href in read(response).list_links() if href.startswith("javascript:")] == []
        assert "<script>alert(1)</script>" in read(client.get(PAGES[-1])).find("h1").text

    def test_an_address_that_came_past_the_checks_leads_nowhere(self, guest: Client, rope: Roadmap) -> None:
        Topic.objects.update(video_url="javascript:alert(1)")
        Roadmap.objects.update(discuss="javascript:alert(1)")
        Node.objects.update(url="javascript:alert(1)")
        LinkFactory.create(topic=topic_of("knots"), url="javascript:alert(1)")
        for page in PAGES:
            assert [href for _, href in read(guest.get(page)).list_links() if href.startswith("javascript:")] == []


class TestEveryPage:
    @pytest.mark.parametrize("page", PAGES)
    @pytest.mark.parametrize("who", ["guest", "learner", "editor"])
    def test_is_well_made(self, page: str, who: str, learner: User, editor: User, guest: Client, rope: Roadmap) -> None:
        RoadmapFactory.create(featured=True)
        mark(learner, knots="done", sails="learning")
        client = {"guest": guest, "learner": client_of(learner), "editor": client_of(editor)}[who]

        response = client.get(page)
        tree = read(response)

        assert tree.list_repeated_ids() == []
        assert len(tree.list_all("h1")) == 1
        html = tree.find("html")
        assert (html["lang"], html["dir"], html["data-theme"]) == ("en", "ltr", "system")
        assert tree.list_all("", "style") == []
        assert [name for element in tree.list_all() for name in element.attributes if name.startswith("on")] == []
        names = [element["id"] for element in tree.list_all("", "id")]
        targets = [link["href"][1:] for link in tree.list_all("a", "href") if link["href"].startswith("#")]
        assert set(targets) <= set(names)
        assert {button["popovertarget"] for button in tree.list_all("button", "popovertarget")} <= set(names)

    @pytest.mark.parametrize("page", PAGES)
    def test_forms_carry_a_token(self, learner: User, rope: Roadmap, page: str) -> None:
        tree = read(client_of(learner).get(page))
        forms = tree.list_all("form", method="post")
        assert forms
        assert [form for form in forms if not form.find("input", name="csrfmiddlewaretoken")["value"]] == []

    @pytest.mark.parametrize("page", PAGES)
    def test_is_only_looked_at(self, guest: Client, rope: Roadmap, page: str) -> None:
        for send in (guest.post, guest.put, guest.patch, guest.delete):
            response = send(page)
            assert (response.status_code, response["Allow"]) == (405, "GET, HEAD")

    @pytest.mark.parametrize("page", PAGES)
    def test_can_be_asked_for_its_head(self, guest: Client, rope: Roadmap, page: str) -> None:
        response = guest.head(page)
        assert (response.status_code, response.content) == (200, b"")

    @pytest.mark.parametrize("page", PAGES)
    def test_depends_on_who_asks(self, guest: Client, rope: Roadmap, page: str) -> None:
        assert read_vary(guest.get(page)) >= {"Cookie", "Accept-Language"}

    def test_the_roadmap_page_may_be_asked_for_by_htmx(self, guest: Client, rope: Roadmap) -> None:
        assert "HX-Request" in read_vary(guest.get("/roadmaps/rope/"))

    @pytest.mark.parametrize("address", ["/nothing/", "/roadmaps/nothing/", "/roadmaps/rope/start/knots/nothing/"])
    def test_an_unknown_address_has_a_way_on(self, guest: Client, rope: Roadmap, address: str) -> None:
        check_not_found(guest.get(address))

    def test_the_bar_leads_back_after_signing_in(self, guest: Client, rope: Roadmap) -> None:
        bar = read(guest.get("/roadmaps/rope/?status=left")).find("header", class_="bar")
        assert [href for text, href in bar.list_links() if text.startswith("Sign")] == [
            "/accounts/login/?next=/roadmaps/rope/%3Fstatus%3Dleft",
            "/accounts/signup/?next=/roadmaps/rope/%3Fstatus%3Dleft",
        ]
