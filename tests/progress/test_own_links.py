"""Links that a learner keeps on a topic, and the evidence of a done one."""

from __future__ import annotations

import pytest
from django.test import Client

from accounts.models import User
from progress.actions.evidence import NotDoneError, keep_evidence
from progress.actions.own_links import add_own_link
from progress.models import Mark, OwnLink
from roadmaps.models import Topic
from tests.clients import client_of
from tests.factories import MarkFactory, NodeFactory, TopicFactory
from tests.progress.pages import Answer, Element, read
from tests.progress.presses import HTMX, list_toasts, swap

ADDRESS = "/roadmaps/rope/start/knots/"
LINKS = f"{ADDRESS}own-links/"


def add(client: Client, url: str, title: str = "", **headers: str) -> Answer:
    return client.post(LINKS, {"url": url, "title": title}, headers=headers)


def list_kept() -> list[tuple[str, str, str]]:
    return list(OwnLink.objects.order_by("id").values_list("user__display_name", "title", "url"))


def list_errors(page: Element) -> list[str]:
    return [item.text for box in page.list_all(class_="error") for item in box.list_all("li")]


class TestOwnLinks:
    def test_one_is_added_and_listed(self, learner: User, topics: list[Topic]) -> None:
        client = client_of(learner)
        response = add(client, " HTTPS://GitHub.com/ada/knots ", " My   knots ")
        assert (response.status_code, response["Location"]) == (302, f"{ADDRESS}#sheet-links")
        assert list_kept() == [("Ada", "My knots", "https://github.com/ada/knots")]
        page = read(client.get(ADDRESS))
        assert page.find(id="own-links").list_links() == [("My knotsgithub.com", "https://github.com/ada/knots")]
        assert list_toasts(page) == [("The link is kept with this topic.", "")]

    def test_without_a_title_its_host_is_one(self, learner: User, topics: list[Topic]) -> None:
        part = read(add(client_of(learner), "https://www.example.org/a", **HTMX))
        assert list_kept() == [("Ada", "example.org", "https://www.example.org/a")]
        assert part.list_links() == [("example.orgexample.org", "https://www.example.org/a")]
        assert [field.attributes.get("value", "") for field in part.list_all("input", name="url")] == [""]

    def test_one_is_removed(self, learner: User, topics: list[Topic]) -> None:
        link = add_own_link(user=learner, topic=topics[0], url="https://example.org/", title="Knots")
        client = client_of(learner)
        response = client.post(LINKS, {"remove": str(link.pk)})
        assert (response.status_code, response["Location"]) == (302, f"{ADDRESS}#sheet-links")
        assert list_kept() == []
        assert list_toasts(read(client.get(ADDRESS))) == [("“Knots” is removed.", "")]

    def test_one_is_removed_at_once(self, learner: User, topics: list[Topic]) -> None:
        link = add_own_link(user=learner, topic=topics[0], url="https://example.org/")
        part = read(client_of(learner).post(LINKS, {"remove": str(link.pk)}, headers=HTMX))
        assert part.list_links() == []
        assert part.list_all("details", "open") == []

    @pytest.mark.parametrize("number", ["", "x", "0", "-1", "²", "9" * 30, "\0"])
    def test_removing_what_is_not_there(self, learner: User, topics: list[Topic], number: str) -> None:
        add_own_link(user=learner, topic=topics[0], url="https://example.org/")
        client = client_of(learner)
        assert client.post(LINKS, {"remove": number}).status_code == 302
        assert list_toasts(read(client.get(ADDRESS))) == [("That link was gone already.", "")]
        assert len(list_kept()) == 1

    def test_nobody_sees_or_removes_anothers(self, learner: User, other_learner: User, topics: list[Topic]) -> None:
        link = add_own_link(user=other_learner, topic=topics[0], url="https://example.org/")
        client = client_of(learner)
        client.post(LINKS, {"remove": str(link.pk)})
        assert list_kept() == [("Grace", "example.org", "https://example.org/")]
        assert read(client.get(ADDRESS)).find(id="own-links").list_links() == []

    @pytest.mark.parametrize(
        ("url", "said"),
        [
            ("", "This field is required."),
            ("example.org", "A link starts with https://, http://, mailto: or /. Hint: write https://example.org?"),
            ("javascript:alert(1)", "A link with javascript: is not allowed. Hint: use https://, http:// or mailto:."),
            ("/blog/", "A link starts with https://, http:// or mailto:."),
            ("#top", "A link starts with https://, http:// or mailto:."),
            ("https://e.org/a b", "A link has a space in it. Hint: write %20."),
            ("https://e.org/\0", "Null characters are not allowed."),
            ("https://e.org/" + "a" * 2000, "A link is longer than 2,000 characters."),
        ],
    )
    def test_a_bad_address(self, learner: User, topics: list[Topic], url: str, said: str) -> None:
        client = client_of(learner)
        part = read(add(client, url, "Mine", **HTMX), status=422)
        assert list_errors(part) == [said]
        page = read(add(client, url, "Mine"), status=422)
        assert list_errors(page) == [said]
        assert page.find("input", name="title")["value"] == "Mine"
        assert list_kept() == []

    def test_a_long_title(self, learner: User, topics: list[Topic]) -> None:
        part = read(add(client_of(learner), "https://e.org/", "a" * 501, **HTMX), status=422)
        assert list_errors(part) == ["Ensure this value has at most 500 characters (it has 501)."]

    def test_the_same_twice(self, learner: User, topics: list[Topic]) -> None:
        client = client_of(learner)
        add(client, "https://example.org/")
        part = read(add(client, "https://EXAMPLE.org/", **HTMX), status=422)
        assert list_errors(part) == ["You keep this address here already."]
        assert part.find("input", name="url")["value"] == "https://EXAMPLE.org/"

    def test_too_many(self, learner: User, topics: list[Topic]) -> None:
        rows = [OwnLink(user=learner, topic=topics[0], title="a", url=f"https://e.org/{n}") for n in range(50)]
        OwnLink.objects.bulk_create(rows)
        part = read(add(client_of(learner), "https://example.org/", **HTMX), status=422)
        assert list_errors(part) == ["You keep 50 links here, as many as there may be. Remove one first."]
        assert OwnLink.objects.count() == 50

    def test_a_guest_is_led_to_sign_in(self, guest: Client, topics: list[Topic]) -> None:
        assert add(guest, "https://example.org/")["Location"].startswith("/accounts/login/?next=")
        assert list_kept() == []


class TestEvidence:
    @pytest.fixture
    def mark(self, learner: User, topics: list[Topic]) -> Mark:
        return MarkFactory.create(user=learner, topic=topics[0], status="done")

    def test_it_is_kept_and_shown(self, learner: User, mark: Mark) -> None:
        client = client_of(learner)
        response = client.post(f"{ADDRESS}evidence/", {"url": "https://GITHUB.com/ada/knots"})
        part = f"evidence-{mark.topic_id}"
        assert (response.status_code, response["Location"]) == (302, f"{ADDRESS}#{part}")
        assert Mark.objects.get().evidence == "https://github.com/ada/knots"
        page = read(client.get(ADDRESS))
        assert page.find(id=part).list_links()[0][1] == "https://github.com/ada/knots"
        assert list_toasts(page) == [("It is kept with this topic.", "")]

    def test_it_is_kept_through_every_status_and_shown_when_done(self, learner: User, mark: Mark) -> None:
        client = client_of(learner)
        part = read(client.post(f"{ADDRESS}evidence/", {"url": "https://e.org/"}, headers=HTMX))
        assert part.list_links() == [("e.orghttps://e.org/", "https://e.org/")]
        fragment = swap(client, mark.topic, "learning")
        assert fragment.find(id=f"evidence-{mark.topic_id}")["hidden"] == ""
        assert fragment.find(id=f"evidence-{mark.topic_id}").list_links() == []
        fragment = swap(client, mark.topic, "done")
        assert fragment.find(id=f"evidence-{mark.topic_id}").list_links()[0][1] == "https://e.org/"

    @pytest.mark.parametrize("data", [{"url": ""}, {"url": "https://e.org/x", "clear": "1"}])
    def test_it_is_cleared(self, learner: User, mark: Mark, data: dict[str, str]) -> None:
        keep_evidence(user=learner, mark=mark, url="https://e.org/")
        client = client_of(learner)
        client.post(f"{ADDRESS}evidence/", data)
        assert Mark.objects.get().evidence == ""
        assert list_toasts(read(client.get(ADDRESS))) == [("It is removed from this topic.", "")]

    def test_a_bad_address_stays_in_its_field(self, learner: User, mark: Mark) -> None:
        keep_evidence(user=learner, mark=mark, url="https://e.org/")
        for headers in ({}, HTMX):
            page = read(client_of(learner).post(f"{ADDRESS}evidence/", {"url": "e.org"}, headers=headers), status=422)
            assert list_errors(page) == [
                "A link starts with https://, http://, mailto: or /. Hint: write https://e.org?"
            ]
            assert page.find("input", name="url")["value"] == "e.org"
        assert Mark.objects.get().evidence == "https://e.org/"

    @pytest.mark.parametrize("status", [None, "learning", "skipped"])
    def test_only_a_done_topic_takes_it(self, learner: User, topics: list[Topic], status: str | None) -> None:
        if status:
            MarkFactory.create(user=learner, topic=topics[0], status=status)
        page = read(client_of(learner).post(f"{ADDRESS}evidence/", {"url": "https://e.org/"}), status=400)
        assert page.find("p", class_="note").text == "Only a done topic takes evidence. Mark it done first."
        assert list(Mark.objects.values_list("evidence", flat=True)) == ([""] if status else [])

    def test_nobody_writes_anothers(self, other_learner: User, mark: Mark) -> None:
        with pytest.raises(NotDoneError):
            keep_evidence(user=other_learner, mark=mark, url="https://e.org/")
        read(client_of(other_learner).post(f"{ADDRESS}evidence/", {"url": "https://e.org/"}), status=400)
        assert Mark.objects.get().evidence == ""

    def test_it_stands_with_the_mark_of_the_same_topic_elsewhere(self, learner: User, topics: list[Topic]) -> None:
        other = TopicFactory.create(node=NodeFactory.create(), same_as="rope/knots")
        mark = MarkFactory.create(user=learner, topic=other, status="done")
        client = client_of(learner)
        client.post(f"{ADDRESS}evidence/", {"url": "https://e.org/"})
        mark.refresh_from_db()
        assert mark.evidence == "https://e.org/"
        assert read(client.get(ADDRESS)).find(id=f"evidence-{topics[0].pk}").list_links()[0][1] == "https://e.org/"
