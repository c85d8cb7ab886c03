"""Old addresses, and who may see what."""

from __future__ import annotations

import pytest
from django.test import Client

from accounts.models import User
from roadmaps.models import Roadmap
from tests.clients import client_of
from tests.factories import MarkFactory, RoadmapFactory, TopicFactory
from tests.progress.pages import read
from tests.roadmaps.rope import (
    HTMX,
    PAGES,
    check_not_found,
    mark,
)


class TestOldAddresses:
    @pytest.mark.parametrize(
        ("old", "new"),
        [
            ("/roadmaps/ROPE/", "/roadmaps/rope/"),
            ("/roadmaps/Rope/Start/", "/roadmaps/rope/start/"),
            ("/roadmaps/rope/START/", "/roadmaps/rope/start/"),
            ("/roadmaps/rope/ship/knots/", "/roadmaps/rope/start/knots/"),
            ("/roadmaps/rope/moved-away/knots/", "/roadmaps/rope/start/knots/"),
            ("/roadmaps/rope/start/KNOTS/", "/roadmaps/rope/start/knots/"),
            ("/roadmaps/rope/ship/knots/?status=left&q=%C3%B6", "/roadmaps/rope/start/knots/?status=left&q=%C3%B6"),
        ],
    )
    @pytest.mark.parametrize("headers", [{}, HTMX])
    def test_lead_to_the_right_one_for_an_hour(
        self, guest: Client, rope: Roadmap, old: str, new: str, headers: dict[str, str]
    ) -> None:
        response = guest.get(old, headers=headers)
        assert (response.status_code, response["Location"], response["Cache-Control"]) == (301, new, "max-age=3600")

    def test_without_a_slash(self, guest: Client, rope: Roadmap) -> None:
        assert guest.get("/roadmaps/rope")["Location"] == "/roadmaps/rope/"

    @pytest.mark.parametrize("key", ["日本語", "grösse", "été-1"])
    def test_letters_of_any_script_lead_straight_there(self, guest: Client, key: str) -> None:
        topic = TopicFactory.create(key=key, node__key=key, node__roadmap__key=key)
        for thing in (topic.roadmap, topic.node, topic):
            assert guest.get(thing.get_absolute_url()).status_code == 200
        assert guest.get(f"/roadmaps/{key}/elsewhere/{key}/")["Location"] == topic.get_absolute_url()

    @pytest.mark.parametrize("other", ["größe", "GRÖSSE", "Grösse"])
    def test_a_key_in_other_letters_leads_to_its_own(self, guest: Client, other: str) -> None:
        roadmap = RoadmapFactory.create(key="grösse")
        response = guest.get(f"/roadmaps/{other}/")
        assert (response.status_code, response["Location"]) == (301, roadmap.get_absolute_url())

    def test_a_draft_gives_nothing_away(self, guest: Client, rope: Roadmap) -> None:
        Roadmap.objects.update(status="draft")
        for address in ("/roadmaps/ROPE/", "/roadmaps/rope/ship/knots/", "/roadmaps/rope/START/"):
            check_not_found(guest.get(address))


class TestWhoMaySee:
    ADDRESSES = PAGES[2:]

    @pytest.mark.parametrize("address", ADDRESSES)
    def test_a_draft_is_for_editors_under_a_banner(
        self, learner: User, editor: User, guest: Client, rope: Roadmap, address: str
    ) -> None:
        mark(learner, knots="done")
        Roadmap.objects.update(status="draft")
        for client in (guest, client_of(learner)):
            check_not_found(client.get(address))
        page = read(client_of(editor).get(address))
        assert page.find("p", class_="banner").text == "This is a draft. Only editors can see it."

    @pytest.mark.parametrize("address", ADDRESSES)
    def test_an_archived_one_is_for_whoever_has_a_mark_there(
        self, learner: User, other_learner: User, editor: User, guest: Client, rope: Roadmap, address: str
    ) -> None:
        mark(learner, sails="learning")
        MarkFactory.create(user=other_learner, topic=TopicFactory.create())
        Roadmap.objects.update(status="archived")
        for client in (guest, client_of(other_learner)):
            check_not_found(client.get(address))
        for client in (client_of(learner), client_of(editor)):
            banner = read(client.get(address)).find("p", class_="banner").text
            assert banner.startswith("This roadmap is archived: it is no longer kept up to date.")

    @pytest.mark.parametrize("address", ADDRESSES)
    def test_a_published_one_is_for_all_without_a_banner(self, guest: Client, rope: Roadmap, address: str) -> None:
        assert read(guest.get(address)).list_all("p", class_="banner") == []

    def test_an_editor_who_left_sees_no_draft(self, editor: User, rope: Roadmap) -> None:
        Roadmap.objects.update(status="draft")
        client = client_of(editor)
        assert client.get("/roadmaps/rope/").status_code == 200
        editor.groups.clear()
        check_not_found(client.get("/roadmaps/rope/"))

    def test_a_colleague_without_the_right_sees_no_draft(self, learner: User, rope: Roadmap) -> None:
        Roadmap.objects.update(status="draft")
        User.objects.update(is_staff=True)
        check_not_found(client_of(learner).get("/roadmaps/rope/"))
