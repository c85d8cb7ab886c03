"""What somebody knows already: a whole roadmap sorted on one page."""

from __future__ import annotations

from datetime import UTC, datetime

import pytest
from django.test import Client

from accounts.models import User
from progress.actions import mark_topic
from progress.models import Change, Mark
from progress.visit import MOST_MARKS
from roadmaps.models import Roadmap, Topic
from tests.clients import client_of
from tests.factories import MarkFactory, NodeFactory, RoadmapFactory, TopicFactory
from tests.progress.pages import Answer, Element, read
from tests.progress.presses import list_marks, list_toasts

ADDRESS = "/roadmaps/rope/-/know/"
MAY_3 = datetime(2026, 5, 3, 9, tzinfo=UTC)


def list_rows(page: Element) -> list[tuple[str, str]]:
    """(topic, what is chosen) of each row."""
    rows = page.list_all("div", "data-sort-row")
    chosen = [[radio["value"] for radio in row.list_all("input", "checked")] for row in rows]
    return [(row.find("b").text, (radios or [""])[0]) for row, radios in zip(rows, chosen, strict=True)]


def list_fields(page: Element) -> list[str]:
    return [row.list_all("input")[0]["name"] for row in page.list_all("div", "data-sort-row")]


def send(client: Client, *choices: str, **more: str) -> Answer:
    """Opens the page and sends it with a choice for each row; "" leaves the row as it is."""
    page = read(client.get(ADDRESS))
    shown = [chosen for _, chosen in list_rows(page)]
    filled = zip(list_fields(page), [new or old for new, old in zip(choices, shown, strict=True)], strict=True)
    return client.post(ADDRESS, {name: choice for name, choice in filled if choice} | more)


class TestPage:
    def test_has_a_row_for_each_topic_with_what_it_is(self, learner: User, topics: list[Topic]) -> None:
        mark_topic(user=learner, topic=topics[0], status="done")
        mark_topic(user=learner, topic=topics[1], status="skipped", reason="later")
        page = read(client_of(learner).get(ADDRESS))
        assert page.find("h1").text == "What do you know already?"
        assert page.find("main").list_texts("h2") == ["Start", "Ship"]
        assert list_rows(page) == [("Knots", "know"), ("Splices", "skip"), ("Rigging", "")]
        assert page.find("div", class_="sort-end").find("p").text == "2 of 3 sorted"
        assert list_fields(page) == [
            f"sort-{topics[0].pk}-know", f"sort-{topics[1].pk}-skip", f"sort-{topics[2].pk}"
        ]  # fmt: skip

    @pytest.mark.parametrize(
        ("status", "reason", "chosen"),
        [("todo", "", ""), ("learning", "", "learn"), ("done", "known", "know"), ("skipped", "", "skip")],
    )
    def test_what_is_chosen(self, learner: User, topics: list[Topic], status: str, reason: str, chosen: str) -> None:
        MarkFactory.create(user=learner, topic=topics[0], status=status, reason=reason)
        assert list_rows(read(client_of(learner).get(ADDRESS)))[0] == ("Knots", chosen)

    def test_what_left_the_trail_is_not_asked(self, learner: User, topics: list[Topic]) -> None:
        MarkFactory.create(user=learner, topic=topics[0], status="done")
        Topic.objects.filter(pk=topics[0].pk).update(retired=True)
        assert [name for name, _ in list_rows(read(client_of(learner).get(ADDRESS)))] == ["Splices", "Rigging"]

    def test_optional_topics_and_levels_are_named(self, guest: Client, topics: list[Topic]) -> None:
        Topic.objects.filter(pk=topics[0].pk).update(optional=True, difficulty="advanced")
        row = read(guest.get(ADDRESS)).list_all("div", "data-sort-row")[0]
        assert row.find("p").text == "Knots Advanced optional"

    def test_an_empty_roadmap(self, guest: Client, db: None) -> None:
        NodeFactory.create(roadmap=RoadmapFactory.create(key="rope"))
        page = read(guest.get(ADDRESS)).find("main")
        assert page.find("p", class_="note").text == "This roadmap has no topics yet, so there is nothing to sort."
        assert page.list_all("form") == []

    def test_is_asked_for_where_nothing_is_marked(self, guest: Client, topics: list[Topic]) -> None:
        links = [text for text, href in read(guest.get("/roadmaps/rope/")).list_links() if href == ADDRESS]
        assert links == ["What do you know already?", "What I know already", "Sort what you know already"]

    def test_stays_in_the_menu_later(self, learner: User, topics: list[Topic]) -> None:
        MarkFactory.create(user=learner, topic=topics[0], status="learning")
        page = read(client_of(learner).get("/roadmaps/rope/"))
        assert [text for text, href in page.list_links() if href == ADDRESS] == ["What I know already"]

    def test_an_old_address_leads_on(self, guest: Client, topics: list[Topic]) -> None:
        response = guest.get("/roadmaps/Rope/-/know/")
        assert (response.status_code, response["Location"]) == (301, ADDRESS)

    def test_a_draft_is_not_there(self, learner: User, topics: list[Topic]) -> None:
        Roadmap.objects.update(status="draft")
        read(client_of(learner).get(ADDRESS), status=404)
        read(client_of(learner).post(ADDRESS, {f"sort-{topics[0].pk}": "know"}), status=404)
        assert not Mark.objects.exists()


class TestSave:
    def test_sets_all_in_one_batch(self, learner: User, other_learner: User, topics: list[Topic]) -> None:
        MarkFactory.create(user=other_learner, topic=topics[0], status="learning")
        client = client_of(learner)

        response = send(client, "know", "skip", "learn")

        assert (response.status_code, response["Location"]) == (302, "/roadmaps/rope/")
        assert list_marks() == [
            ("Grace", "knots", "learning", ""), ("Ada", "knots", "done", "known"), ("Ada", "splices", "skipped", ""),
        ]  # fmt: skip
        assert set(Change.objects.values_list("cause", flat=True)) == {"sort"}
        page = read(client.get("/roadmaps/rope/"))
        said, undo = list_toasts(page)[0]
        assert said == "3 topics sorted: 1 known, 1 skipped, 1 to learn."
        client.post(undo)
        assert [status for who, _, status, _ in list_marks() if who == "Ada"] == ["todo", "todo"]

    def test_what_is_not_touched_stays(self, learner: User, topics: list[Topic]) -> None:
        mark_topic(user=learner, topic=topics[0], status="done")
        mark_topic(user=learner, topic=topics[1], status="skipped", reason="later")
        before = list(Mark.objects.order_by("id").values())
        client = client_of(learner)
        send(client, "", "", "")
        assert list(Mark.objects.order_by("id").values()) == before
        toasts = list_toasts(read(client.get("/roadmaps/rope/")))
        assert toasts == [("You changed nothing here, so everything is as it was.", "")]

    def test_only_to_learn_moves_nothing_and_says_so(self, learner: User, topics: list[Topic]) -> None:
        client = client_of(learner)
        send(client, "learn", "", "")
        assert list_marks() == []
        said = "1 topic sorted: 0 known, 0 skipped, 1 to learn."
        assert list_toasts(read(client.get("/roadmaps/rope/"))) == [(said, "")]

    def test_what_was_known_or_skipped_goes_back_to_learn(self, learner: User, topics: list[Topic]) -> None:
        MarkFactory.create(user=learner, topic=topics[0], status="done", finished_at=MAY_3)
        send(client_of(learner), "learn", "", "")
        assert list_marks() == [("Ada", "knots", "todo", "")]

    def test_an_old_page_changes_only_what_was_chosen_on_it(self, learner: User, topics: list[Topic]) -> None:
        mark_topic(user=learner, topic=topics[0], status="learning")
        client = client_of(learner)
        fields = list_fields(read(client.get(ADDRESS)))
        mark_topic(user=learner, topic=topics[0], status="skipped", reason="later")
        mark_topic(user=learner, topic=topics[1], status="skipped")
        mark_topic(user=learner, topic=topics[2], status="skipped")
        client.post(ADDRESS, {fields[0]: "learn", fields[2]: "know"})
        assert list_marks() == [
            ("Ada", "knots", "skipped", "later"),
            ("Ada", "splices", "skipped", ""),
            ("Ada", "rigging", "done", "known"),
        ]  # fmt: skip

    def test_what_became_done_elsewhere_keeps_its_day(self, learner: User, topics: list[Topic]) -> None:
        client = client_of(learner)
        fields = list_fields(read(client.get(ADDRESS)))
        MarkFactory.create(user=learner, topic=topics[0], status="done", finished_at=MAY_3)
        MarkFactory.create(user=learner, topic=topics[1], status="learning", started_at=MAY_3)
        client.post(ADDRESS, {fields[0]: "know", fields[1]: "learn"})
        assert list(Mark.objects.order_by("id").values_list("status", "reason", "started_at", "finished_at")) == [
            ("done", "", None, MAY_3), ("learning", "", MAY_3, None),
        ]  # fmt: skip

    def test_a_topic_that_left_the_trail_meanwhile_stays_alone(self, learner: User, topics: list[Topic]) -> None:
        Topic.objects.filter(pk=topics[0].pk).update(retired=True)
        client = client_of(learner)
        response = client.post(ADDRESS, {f"sort-{topics[0].pk}": "know", f"sort-{topics[1].pk}": "know"})
        assert response.status_code == 302
        assert list_marks() == [("Ada", "splices", "done", "known")]

    def test_a_guest_sorts_in_their_browser(self, guest: Client, topics: list[Topic]) -> None:
        send(guest, "know", "skip", "")
        assert [chosen for _, chosen in list_rows(read(guest.get(ADDRESS)))] == ["know", "skip", ""]
        assert not Mark.objects.exists()

    def test_a_guest_whose_browser_is_full_is_asked_to_sign_up(self, guest: Client, topics: list[Topic]) -> None:
        guest.get(ADDRESS)
        session = guest.session
        session["visit"] = {"marks": {str(10**12 + n): ["done", "", "", ""] for n in range(MOST_MARKS)}, "batches": {}}
        session.save()
        guest.cookies["sessionid"] = session.session_key or ""
        response = send(guest, "know", "", "")
        assert (response.status_code, response["Location"]) == (302, "/accounts/signup/?next=%2Froadmaps%2Frope%2F")


class TestRest:
    """A stage's own buttons settle what nothing is said of, and lead back to the page."""

    @pytest.mark.parametrize(("choice", "state"), [("know", ("done", "known")), ("skip", ("skipped", ""))])
    def test_sets_what_is_left_of_the_stage(
        self, learner: User, topics: list[Topic], choice: str, state: tuple[str, str]
    ) -> None:
        node = topics[0].node
        response = send(client_of(learner), "", "", "", rest=f"{node.pk} {choice}")
        assert (response.status_code, response["Location"]) == (302, f"{ADDRESS}#stage-{node.pk}")
        assert list_marks() == [("Ada", "knots", *state), ("Ada", "splices", *state)]

    def test_leaves_what_is_chosen_and_what_was_said(self, learner: User, topics: list[Topic]) -> None:
        third = TopicFactory.create(node=topics[0].node, key="hitches")
        mark_topic(user=learner, topic=third, status="learning")
        client = client_of(learner)
        client.post(ADDRESS, {f"sort-{topics[0].pk}": "learn", "rest": f"{topics[0].node.pk} know"})
        assert list_marks() == [("Ada", "hitches", "learning", ""), ("Ada", "splices", "done", "known")]
        said = "2 topics sorted: 1 known, 0 skipped, 1 to learn."
        assert list_toasts(read(client.get(ADDRESS)))[0][0] == said


NONSENSE = "This is not what the page to sort topics sends. Open it once more."
TOPIC = "A topic that was sent is none of this roadmap. Open the page to sort topics once more."
STAGE = "A stage that was sent is none of this roadmap. Open the page to sort topics once more."


class TestRefused:
    """Nothing is changed, and the page says so."""

    @pytest.mark.parametrize(
        ("name", "value", "said"),
        [
            ("sort-{other}", "know", TOPIC),
            ("sort-999999999999999999", "know", TOPIC),
            ("sort-{own}", "done", NONSENSE),
            ("sort-{own}", "", NONSENSE),
            ("sort-{own}", "know\0", NONSENSE),
            ("sort-{own}", ["know", "skip"], NONSENSE),
            ("sort-{own}-done", "know", NONSENSE),
            ("sort-0{own}", "know", NONSENSE),
            ("sort-", "know", NONSENSE),
            ("sort-" + "9" * 400, "know", NONSENSE),
            ("sort-{own}\0", "know", NONSENSE),
            ("rest", "{stage} learn", NONSENSE),
            ("rest", "know", NONSENSE),
            ("rest", ["{home} know", "{home} know"], NONSENSE),
            ("rest", "{stage} know", STAGE),
        ],
    )
    def test_what_no_page_sends(
        self, learner: User, topics: list[Topic], name: str, value: str | list[str], said: str
    ) -> None:
        other = TopicFactory.create()
        numbers = {"own": topics[0].pk, "other": other.pk, "stage": other.node.pk, "home": topics[0].node.pk}
        values = [value] if isinstance(value, str) else value
        sent = {name.format(**numbers): [each.format(**numbers) for each in values], f"sort-{topics[1].pk}": ["know"]}
        page = read(client_of(learner).post(ADDRESS, sent), status=400)
        assert page.find("main").find("p", class_="note").text == said
        assert list_marks() == []

    def test_one_topic_said_twice(self, learner: User, topics: list[Topic]) -> None:
        names = [f"sort-{topics[0].pk}", f"sort-{topics[0].pk}-skip"]
        read(client_of(learner).post(ADDRESS, dict.fromkeys(names, "know")), status=400)
        assert list_marks() == []

    def test_a_form_with_more_fields_than_any_page(self, learner: User, topics: list[Topic]) -> None:
        read(client_of(learner).post(ADDRESS, {f"sort-{n}": "know" for n in range(1, 10_050)}), status=400)
        assert list_marks() == []

    def test_other_methods_and_a_missing_token(self, learner: User, topics: list[Topic]) -> None:
        client = Client(enforce_csrf_checks=True)
        client.force_login(learner)
        assert client.post(ADDRESS, {f"sort-{topics[0].pk}": "know"}).status_code == 403
        assert client_of(learner).put(ADDRESS).status_code == 405
        assert list_marks() == []
