"""Ticks on takeaways and links, through the web and by what they remember."""

from __future__ import annotations

import hashlib

import pytest
from django.test import Client

from accounts.models import User
from progress.models import Change, Mark, Tick
from progress.ticks import digest_of, normalise_target
from roadmaps.models import Topic
from tests.clients import client_of
from tests.factories import LinkFactory, MarkFactory
from tests.progress.pages import Element, read
from tests.progress.presses import HTMX, list_toasts

ADDRESS = "/roadmaps/rope/start/knots/"


@pytest.fixture
def knots(topics: list[Topic]) -> Topic:
    """A topic with two takeaways, a link, a reference and a video."""
    topic = topics[0]
    topic.takeaways, topic.video_url = ["Tie  a bowline", "Untie it"], "https://video.example.org/knots"
    topic.save()
    LinkFactory.create(topic=topic, title="Knots by name", url="https://example.org/knots")
    LinkFactory.create(topic=topic, title="Ashley", url="https://example.org/ashley", kind="reference")
    return topic


def tick(client: Client, target: str, *, kind: str = "takeaway", on: str = "1", **headers: str) -> Element:
    data = {"kind": kind, "target": target, "on": on}
    return read(client.post(f"{ADDRESS}tick/", data, headers=headers))


def list_ticks() -> list[tuple[str, str, str]]:
    return list(Tick.objects.order_by("id").values_list("user__display_name", "kind", "target"))


def list_boxes(page: Element) -> list[tuple[str, str, str]]:
    """(text, whether ticked, what a press sends) of each takeaway."""
    return [(box.text, box["aria-checked"], box["value"]) for box in page.list_all("button", role="checkbox")]


class TestTick:
    def test_a_takeaway_at_once(self, learner: User, knots: Topic) -> None:
        client = client_of(learner)
        part = tick(client, "Tie  a bowline", **HTMX)
        assert list_boxes(part) == [("Tie a bowline", "true", "0"), ("Untie it", "false", "1")]
        assert list_ticks() == [("Ada", "takeaway", "Tie a bowline")]
        assert Tick.objects.get().digest == hashlib.sha256(b"Tie a bowline").hexdigest()
        assert list_boxes(read(client.get(ADDRESS))) == list_boxes(part)

    def test_without_script(self, learner: User, knots: Topic) -> None:
        client = client_of(learner)
        form = next(form for form in read(client.get(ADDRESS)).list_all("form", action=f"{ADDRESS}tick/"))
        data = {field["name"]: field["value"] for field in form.list_all("input", "value")}
        response = client.post(form["action"], data | {"on": form.find("button")["value"]})
        assert (response.status_code, response["Location"]) == (302, f"{ADDRESS}#sheet-able")
        assert list_ticks() == [("Ada", "takeaway", "Tie a bowline")]
        assert list_toasts(read(client.get(ADDRESS))) == [("Ticked: Tie a bowline", "")]

    def test_off_again_and_twice_is_as_once(self, learner: User, knots: Topic) -> None:
        client = client_of(learner)
        tick(client, "Untie it", **HTMX)
        tick(client, "Untie it", **HTMX)
        assert list_ticks() == [("Ada", "takeaway", "Untie it")]
        tick(client, "Untie it", on="0", **HTMX)
        assert list_boxes(tick(client, "Untie it", on="0", **HTMX))[1] == ("Untie it", "false", "1")
        assert list_ticks() == []
        client.post(f"{ADDRESS}tick/", {"kind": "takeaway", "target": "Untie it", "on": "0"})
        assert list_toasts(read(client.get(ADDRESS))) == [("No longer ticked: Untie it", "")]

    @pytest.mark.parametrize(
        "url", ["https://example.org/knots", "https://example.org/ashley", "https://video.example.org/knots"]
    )
    def test_a_link_is_seen(self, learner: User, knots: Topic, url: str) -> None:
        client = client_of(learner)
        button = tick(client, url, kind="link", **HTMX).find("button")
        assert (button["aria-pressed"], button["value"], button.text) == ("true", "0", "seen")
        assert list_ticks() == [("Ada", "link", url)]
        forms = read(client.get(ADDRESS)).list_all("form", class_="seen")
        assert {form.find("input", name="target")["value"]: form.find("button")["aria-pressed"] for form in forms} == {
            "https://video.example.org/knots": "false",
            "https://example.org/knots": "false",
            "https://example.org/ashley": "false",
        } | {url: "true"}
        assert tick(client, url, kind="link", on="0", **HTMX).find("button")["aria-pressed"] == "false"

    def test_a_link_without_script(self, learner: User, knots: Topic) -> None:
        client, data = client_of(learner), {"kind": "link", "target": "https://example.org/knots"}
        response = client.post(f"{ADDRESS}tick/", data | {"on": "1"})
        assert (response.status_code, response["Location"]) == (302, f"{ADDRESS}#sheet-resources")
        assert list_toasts(read(client.get(ADDRESS))) == [("Seen: https://example.org/knots", "")]
        client.post(f"{ADDRESS}tick/", data | {"on": "0"})
        assert list_toasts(read(client.get(ADDRESS))) == [("No longer seen: https://example.org/knots", "")]

    def test_once_all_are_ticked_done_is_offered_and_nothing_moves(self, learner: User, knots: Topic) -> None:
        client = client_of(learner)
        assert tick(client, "Untie it", **HTMX).list_all("form", class_="offer") == []
        offer = tick(client, "Tie a bowline", **HTMX).find("form", class_="offer")
        assert (offer["action"], offer.find("button", name="status")["value"]) == (f"{ADDRESS}mark/", "done")
        assert not Mark.objects.exists()
        assert not Change.objects.exists()

    def test_what_lost_its_target_is_kept_unseen_and_comes_back(self, learner: User, knots: Topic) -> None:
        client = client_of(learner)
        tick(client, "Untie it", **HTMX)
        tick(client, "https://example.org/knots", kind="link", **HTMX)
        Topic.objects.filter(pk=knots.pk).update(takeaways=["Tie a bowline"])
        link = knots.links.get(url="https://example.org/knots")
        link.delete()
        page = read(client.get(ADDRESS))
        assert list_boxes(page) == [("Tie a bowline", "false", "1")]
        assert page.list_all("button", aria_pressed="true", name="on") == []
        Topic.objects.filter(pk=knots.pk).update(takeaways=["Untie\tit"])
        LinkFactory.create(topic=knots, url="https://example.org/knots", kind="reference")
        page = read(client.get(ADDRESS))
        assert list_boxes(page) == [("Untie it", "true", "0")]
        assert len(page.list_all("button", aria_pressed="true", name="on")) == 1

    def test_nobody_sees_anothers(self, learner: User, other_learner: User, knots: Topic) -> None:
        tick(client_of(other_learner), "Untie it", **HTMX)
        assert [checked for _text, checked, _value in list_boxes(read(client_of(learner).get(ADDRESS)))] == [
            "false"
        ] * 2
        tick(client_of(learner), "Untie it", on="0", **HTMX)
        assert list_ticks() == [("Grace", "takeaway", "Untie it")]


class TestRefused:
    @pytest.mark.parametrize(
        ("kind", "target", "on"),
        [
            ("takeaway", "Fly", "1"),
            ("takeaway", "https://example.org/knots", "1"),
            ("link", "Untie it", "1"),
            ("link", "https://example.org/elsewhere", "1"),
            ("link", "", "1"),
            ("takeaway", "", "1"),
            ("takeaway", "Untie it\0", "1"),
            ("takeaway", "Untie it" * 100_000, "1"),
            ("takeaway", "Untie it", ""),
            ("takeaway", "Untie it", "yes"),
            ("", "Untie it", "1"),
            ("mark", "Untie it", "1"),
            ("takeaway\0", "Untie it", "1"),
        ],
    )
    def test_what_the_topic_does_not_have(self, learner: User, knots: Topic, kind: str, target: str, on: str) -> None:
        data = {"kind": kind, "target": target, "on": on}
        page = read(client_of(learner).post(f"{ADDRESS}tick/", data), status=400)
        assert page.find("p", class_="note").text == (
            "This topic has nothing like that to tick. Perhaps it changed: open it again and look."
        )
        assert list_ticks() == []

    def test_a_guest_is_led_to_sign_in(self, guest: Client, knots: Topic) -> None:
        data = {"kind": "takeaway", "target": "Untie it", "on": "1"}
        way = "/accounts/login/?next=%2Froadmaps%2Frope%2Fstart%2Fknots%2F"
        assert guest.post(f"{ADDRESS}tick/", data)["Location"] == way
        assert guest.post(f"{ADDRESS}tick/", data, headers=HTMX)["HX-Redirect"] == way
        assert list_ticks() == []
        assert list_toasts(read(guest.get(way)))[0] == (
            "Sign in to keep notes, ticks and links of your own. Nothing was saved.",
            "",
        )

    def test_a_draft_is_not_there(self, learner: User, knots: Topic) -> None:
        type(knots.roadmap).objects.update(status="draft")
        data = {"kind": "takeaway", "target": "Untie it", "on": "1"}
        assert read(client_of(learner).post(f"{ADDRESS}tick/", data), status=404).find("h1").text == "Not found"
        assert list_ticks() == []

    def test_what_left_the_trail_takes_ticks_from_whoever_has_a_mark(
        self, learner: User, other_learner: User, knots: Topic
    ) -> None:
        Topic.objects.filter(pk=knots.pk).update(retired=True)
        MarkFactory.create(user=learner, topic=knots)
        tick(client_of(learner), "Untie it", **HTMX)
        data = {"kind": "takeaway", "target": "Untie it", "on": "1"}
        read(client_of(other_learner).post(f"{ADDRESS}tick/", data), status=404)
        assert list_ticks() == [("Ada", "takeaway", "Untie it")]

    def test_looking_at_the_address_leads_to_the_topic(self, learner: User, knots: Topic) -> None:
        response = client_of(learner).get(f"{ADDRESS}tick/")
        assert (response.status_code, response["Location"]) == (302, ADDRESS)
        assert client_of(learner).put(f"{ADDRESS}tick/").status_code == 405


def test_targets_are_compared_by_what_they_say() -> None:
    assert normalise_target(" Caf\u0065\u0301\n\tau  lait ") == "Caf\u00e9 au lait"
    assert digest_of("é") == hashlib.sha256("é".encode()).hexdigest()


def test_a_guest_reads_all_of_it_and_is_invited(guest: Client, knots: Topic) -> None:
    page = read(guest.get(ADDRESS)).find("article")
    assert page.list_texts("li")[:2] == ["Tie a bowline", "Untie it"]
    assert [link for link in page.list_links() if link[0] == "Sign up"] == [
        ("Sign up", "/accounts/signup/?next=/roadmaps/rope/start/knots/")
    ]
    assert page.list_all("textarea") == page.list_all("button", role="checkbox") == page.list_all(class_="seen") == []
