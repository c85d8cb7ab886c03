from datetime import UTC, datetime

import pytest
from django.test import Client
from django.urls import reverse

from accounts.models import User
from progress.models import Report
from roadmaps.models import Link, Topic
from tests.factories import LinkFactory, MarkFactory, NodeFactory, TopicFactory
from tests.progress.pages import parse
from tests.queries import count_queries
from tests.roadmaps.admin.pages import change_page, list_page, read_cells, save_form

pytestmark = pytest.mark.django_db

LONG_AGO = datetime(2020, 1, 1, tzinfo=UTC)


@pytest.fixture
def topic(db: None) -> Topic:
    topic = TopicFactory.create(changed_at=LONG_AGO, code_snippet="a = 1", takeaways=["Add"])
    LinkFactory.create(topic=topic, url="https://example.org/")
    return topic


def test_the_list_shows_what_editors_need(desk: Client) -> None:
    topic = TopicFactory.create(difficulty="advanced", optional=True)
    MarkFactory.create_batch(2, topic=topic)

    assert read_cells(desk.get(list_page(Topic))) == [
        [topic.name, "↑↓", topic.roadmap.title, topic.node.title, "advanced", "True", "2", "False"]
    ]


@pytest.mark.parametrize("number", [1, 3])
def test_the_list_asks_the_same_of_the_database_whatever_its_length(desk: Client, number: int) -> None:
    for _ in range(number):
        MarkFactory.create()
    desk.get(list_page(Topic))

    with count_queries(
        8
    ):  # session, person, their and their groups' permissions, two counts, the topics, roadmaps to filter by
        desk.get(list_page(Topic))


def test_topics_are_filtered_by_the_nodes_of_one_roadmap(desk: Client) -> None:
    topic = TopicFactory.create(node__title="Basics")
    TopicFactory.create(node=NodeFactory.create(roadmap=topic.roadmap, title="Joins"))
    TopicFactory.create()

    response = desk.get(list_page(Topic), {"roadmap__id__exact": topic.roadmap_id, "node": topic.node_id})

    assert [row[0] for row in read_cells(response)] == [topic.name]
    changelist = response.context["cl"]
    nodes = changelist.filter_specs[-1]
    assert nodes.title == "node"
    assert [choice["display"] for choice in nodes.choices(changelist)] == ["All", "Basics", "Joins"]


def test_without_a_roadmap_no_nodes_are_offered(desk: Client) -> None:
    TopicFactory.create()

    specs = desk.get(list_page(Topic)).context["cl"].filter_specs

    assert [spec.title for spec in specs] == ["retired", "difficulty", "optional"]


def test_a_node_that_is_none_filters_nothing(desk: Client) -> None:
    topic = TopicFactory.create()

    response = desk.get(list_page(Topic), {"roadmap__id__exact": str(topic.roadmap_id), "node": "x"})

    assert [row[0] for row in read_cells(response)] == [topic.name]


def test_search_looks_in_names_and_keys(desk: Client) -> None:
    TopicFactory.create(name="Linear algebra", key="matrices")
    TopicFactory.create(name="Calculus")

    assert [row[0] for row in read_cells(desk.get(list_page(Topic), {"q": "matric"}))] == ["Linear algebra"]


def test_the_page_leads_to_the_site(desk: Client, topic: Topic) -> None:
    link = desk.get(change_page(topic)).context["absolute_url"]

    where = reverse("topic", args=[topic.roadmap.key, topic.node.key, topic.key])
    assert desk.get(link)["Location"].endswith(where)


@pytest.mark.parametrize(
    "changes",
    [
        {"takeaways": "Add\nSubtract"},
        {"questions": "Q: Why?\nA: Because."},
        {"code_snippet": "a = 2"},
        {"links-0-url": "https://example.org/new"},
        {"links-0-kind": "reference"},
        {"links-0-DELETE": "on"},
        {"links-1-title": "More", "links-1-url": "https://example.org/more"},
    ],
)
def test_what_there_is_to_study_moves_the_date_of_change(desk: Client, topic: Topic, changes: dict[str, str]) -> None:
    save_form(desk, change_page(topic), **changes)

    topic.refresh_from_db()
    assert topic.changed_at > LONG_AGO
    assert topic.roadmap.revision == 1


@pytest.mark.parametrize(
    "changes",
    [
        {"name": "Renamed"},
        {"description": "Anew."},
        {"difficulty": "advanced"},
        {"optional": "on"},
        {"duration": "1 day"},
        {"prerequisites": "Counting"},
        {"code_language": "python"},
        {"video_url": "https://example.org/video"},
        {"reviewed": "2026-05-01"},
        {"same_as": "other/topic"},
        {"position": "7777"},
        {"retired": "on"},
        {"links-0-title": "Renamed"},
        {"links-0-medium": "book"},
        {"links-0-paid": "on"},
        {"links-0-position": "7777"},
    ],
)
def test_nothing_else_moves_the_date_of_change(desk: Client, topic: Topic, changes: dict[str, str]) -> None:
    save_form(desk, change_page(topic), **changes)

    topic.refresh_from_db()
    assert topic.changed_at == LONG_AGO
    assert topic.roadmap.revision == 1


def test_a_move_does_not_move_the_date_of_change(desk: Client, topic: Topic) -> None:
    save_form(desk, change_page(topic), node=NodeFactory.create(roadmap=topic.roadmap).pk)

    topic.refresh_from_db()
    assert topic.changed_at == LONG_AGO


def test_an_editor_takes_a_link_away(desk: Client, topic: Topic) -> None:
    save_form(desk, change_page(topic), **{"links-0-DELETE": "on"})

    assert not Link.objects.exists()


def test_the_page_says_what_learners_reported_and_leads_there(desk: Client, topic: Topic, learner: User) -> None:
    for state, place in [("open", topic), ("open", topic), ("settled", topic), ("open", TopicFactory.create())]:
        Report.objects.create(user=learner, topic=place, kind="problem", text="A typo", state=state)

    page = parse(desk.get(change_page(topic)).content.decode())

    link = page.find("a", class_="open-reports")
    assert link.text == "2 open reports"
    assert desk.get(link["href"]).context["cl"].result_count == 2


def test_without_a_report_the_page_says_nothing_of_them(desk: Client, topic: Topic) -> None:
    assert "open-reports" not in desk.get(change_page(topic)).content.decode()
