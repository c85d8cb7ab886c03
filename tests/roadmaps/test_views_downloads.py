"""Downloads: the same roadmap as its page, for the same people, as YAML, JSON and Markdown."""

from __future__ import annotations

import json
from urllib.parse import quote

import pytest
from django.test import Client

from accounts.models import User
from progress.checklist import read_checklist
from roadmaps.documents.plain import from_data, to_data
from roadmaps.documents.read import read_text
from roadmaps.documents.schema import make_schema
from roadmaps.documents.write import write_text
from roadmaps.models import Roadmap
from roadmaps.revisions import raise_revision
from roadmaps.sync.export import make_export, state_all
from tests.clients import client_of
from tests.factories import MarkFactory, NodeFactory, RoadmapFactory, TopicFactory
from tests.progress.pages import read
from tests.queries import count_queries
from tests.roadmaps.documents.schemas import find_faults
from tests.roadmaps.rope import check_not_found, mark, read_vary
from tests.roadmaps.sync.samples import bring, look
from tests.roadmaps.sync.samples import node as node_doc
from tests.roadmaps.sync.samples import roadmap as roadmap_doc
from tests.roadmaps.sync.samples import topic as topic_doc

ADDRESSES = ["/roadmaps/rope.yaml", "/roadmaps/rope.json", "/roadmaps/rope.md"]
each_address = pytest.mark.parametrize("address", ADDRESSES)


class TestFiles:
    def test_yaml_is_what_an_export_writes(self, guest: Client, rope: Roadmap) -> None:
        response = guest.get("/roadmaps/rope.yaml")
        assert (response.status_code, response["Content-Type"]) == (200, "application/yaml; charset=utf-8")
        assert response["Content-Disposition"] == 'attachment; filename="rope.yaml"'
        assert response.content.decode() == write_text(make_export(look("rope")))
        assert read_text(response.content, path="rope.yaml").document == make_export(look("rope"))

    def test_json_states_every_field(self, guest: Client, rope: Roadmap) -> None:
        response = guest.get("/roadmaps/rope.json")
        assert (response.status_code, response["Content-Type"]) == (200, "application/json")
        assert response["Content-Disposition"] == 'attachment; filename="rope.json"'
        data = json.loads(response.content)
        assert data == to_data(state_all(look("rope")))
        assert from_data(data) == state_all(look("rope"))
        assert find_faults(data, make_schema()) == []
        assert (data["nodes"][0]["topics"][0]["optional"], data["nodes"][0]["topics"][0]["sameAs"]) == (False, "")

    def test_markdown_has_the_ticks_of_whoever_asks(self, guest: Client, learner: User, rope: Roadmap) -> None:
        mark(learner, knots="done")
        response = client_of(learner).get("/roadmaps/rope.md")
        assert (response.status_code, response["Content-Type"]) == (200, "text/markdown; charset=utf-8")
        assert response["Content-Disposition"] == 'attachment; filename="rope.md"'
        assert response.content.decode() == read_checklist(learner, rope)
        assert "- [x] Knots (2 hours)\n" in response.content.decode()
        assert "- [ ] Knots (2 hours)\n" in guest.get("/roadmaps/rope.md").content.decode()

    @each_address
    def test_caches_ask_again_and_keep_people_apart(self, guest: Client, rope: Roadmap, address: str) -> None:
        response = guest.get(address)
        assert "Cookie" in read_vary(response)
        assert set(response["Cache-Control"].split(", ")) == {"private", "no-cache"}
        again = guest.get(address, headers={"if-none-match": response["ETag"]})
        assert (again.status_code, again.content) == (304, b"")
        raise_revision(rope.pk)
        Roadmap.objects.update(title="Ropes")
        assert guest.get(address, headers={"if-none-match": response["ETag"]}).status_code == 200

    @pytest.mark.parametrize("form", ["yaml", "json", "md"])
    def test_keys_of_any_script(self, guest: Client, form: str) -> None:
        RoadmapFactory.create(key="été-日本")
        response = guest.get(f"/roadmaps/{quote('été-日本')}.{form}")
        assert response.status_code == 200
        assert response["Content-Disposition"] == f"attachment; filename*=utf-8''{quote('été-日本')}.{form}"

    @each_address
    def test_only_for_reading(self, guest: Client, rope: Roadmap, address: str) -> None:
        assert (guest.head(address).status_code, guest.head(address).content) == (200, b"")
        assert guest.post(address).status_code == 405


class TestAddresses:
    @pytest.mark.parametrize("form", ["yaml", "json", "md"])
    def test_a_key_in_capitals_leads_to_its_own(self, guest: Client, rope: Roadmap, form: str) -> None:
        response = guest.get(f"/roadmaps/ROPE.{form}")
        assert (response.status_code, response["Location"], response["Cache-Control"]) == (
            301,
            f"/roadmaps/rope.{form}",
            "max-age=3600",
        )

    @pytest.mark.parametrize("form", ["yaml", "json", "md"])
    def test_a_former_key_leads_to_its_roadmap(self, guest: Client, db: None, form: str) -> None:
        bring(roadmap_doc(node_doc("start", topic_doc("knots")), id="rope"))
        bring(roadmap_doc(node_doc("start", topic_doc("knots")), id="ropes", aliases=("rope",)))
        response = guest.get(f"/roadmaps/rope.{form}")
        assert (response.status_code, response["Location"]) == (301, f"/roadmaps/ropes.{form}")

    @pytest.mark.parametrize("address", ["/roadmaps/none.yaml", "/roadmaps/none.json", "/roadmaps/none.md"])
    def test_an_unknown_one(self, guest: Client, rope: Roadmap, address: str) -> None:
        check_not_found(guest.get(address))

    @pytest.mark.parametrize("address", ["/roadmaps/rope.txt", "/roadmaps/rope.yaml/", "/roadmaps/-.yaml"])
    def test_no_such_form(self, guest: Client, rope: Roadmap, address: str) -> None:
        check_not_found(guest.get(address))


class TestWhoMaySee:
    @each_address
    def test_a_draft_is_for_editors(
        self, learner: User, editor: User, guest: Client, rope: Roadmap, address: str
    ) -> None:
        mark(learner, knots="done")
        Roadmap.objects.update(status="draft")
        for client in (guest, client_of(learner)):
            check_not_found(client.get(address))
            check_not_found(client.get(address.replace("rope", "ROPE")))
        assert client_of(editor).get(address).status_code == 200

    @each_address
    def test_an_archived_one_is_for_whoever_has_a_mark_there(
        self, learner: User, other_learner: User, guest: Client, rope: Roadmap, address: str
    ) -> None:
        mark(learner, sails="learning")
        MarkFactory.create(user=other_learner, topic=TopicFactory.create())
        Roadmap.objects.update(status="archived")
        for client in (guest, client_of(other_learner)):
            check_not_found(client.get(address))
        assert client_of(learner).get(address).status_code == 200


@pytest.mark.parametrize("number", [1, 3])
class TestBudgets:
    """The number is the same with one and with three of everything."""

    def make_site(self, number: int, learner: User) -> None:
        rope = RoadmapFactory.create(key="rope")
        for _ in range(number):
            node = NodeFactory.create(roadmap=rope)
            for _ in range(number):
                MarkFactory.create(user=learner, topic=TopicFactory.create(node=node), status="done")

    @pytest.mark.parametrize("address", ADDRESSES[:2])
    def test_data(self, guest: Client, learner: User, number: int, address: str) -> None:
        self.make_site(number, learner)
        # 1 roadmap  2 roadmap with what was imported  3 nodes  4 topics  5 links  6 former keys
        with count_queries(6):
            assert guest.get(address).status_code == 200

    def test_checklist(self, learner: User, number: int) -> None:
        self.make_site(number, learner)
        client = client_of(learner)
        # 1 session  2 person  3 roadmap  4 trail; and once for a revision of the content: 5 roadmap  6 nodes  7 topics
        # 8 links
        with count_queries(8):
            assert client.get("/roadmaps/rope.md").status_code == 200

    def test_checklist_of_a_guest(self, guest: Client, learner: User, number: int) -> None:
        self.make_site(number, learner)
        # 1 roadmap  2 trail; and once for a revision of the content: 3 roadmap  4 nodes  5 topics
        # 6 links
        with count_queries(6):
            assert guest.get("/roadmaps/rope.md").status_code == 200


class TestMenu:
    def test_the_roadmap_page_offers_all_three(self, guest: Client, rope: Roadmap) -> None:
        menu = read(guest.get("/roadmaps/rope/")).find("div", class_="views").find("details", "data-menu")
        assert menu.list_links() == [
            ("What I know already", "/roadmaps/rope/-/know/"),
            ("Reset my progress", "/roadmaps/rope/-/reset/"),
            ("Save as checklist", "/roadmaps/rope.md"),
            ("Save as YAML", "/roadmaps/rope.yaml"),
            ("Save as JSON", "/roadmaps/rope.json"),
            ("All roadmaps", "/roadmaps/"),
        ]
        for _, address in menu.list_links():
            assert guest.get(address).status_code == 200


class TestSchema:
    def test_it_is_public_and_may_be_kept(self, guest: Client) -> None:
        with count_queries(0):
            response = guest.get("/schema/roadmap.json")
        assert (response.status_code, response["Content-Type"]) == (200, "application/schema+json")
        assert set(response["Cache-Control"].split(", ")) == {"public", "max-age=86400"}
        assert json.loads(response.content) == make_schema()
        assert guest.get("/schema/roadmap.json", headers={"if-none-match": response["ETag"]}).status_code == 304
