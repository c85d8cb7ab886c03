"""What the forms take and refuse. The rules themselves are tested where they are: tests/roadmaps/documents/."""

import pytest
from django.test import Client
from pytest_django import Settings

from roadmaps.models import Link, Node, Roadmap, Topic
from tests.factories import LinkFactory, NodeFactory, RoadmapFactory, TopicFactory
from tests.roadmaps.admin.pages import add_page, change_page, list_errors, read_form, save_form, send_form

pytestmark = pytest.mark.django_db


def test_a_new_roadmap_gets_its_key_from_its_title_and_is_a_draft(desk: Client) -> None:
    save_form(desk, add_page(Roadmap), title="C++ für Anfänger", description="Von vorn.", tags="code\nc++")

    roadmap = Roadmap.objects.get()
    assert (roadmap.key, roadmap.status, roadmap.tags) == ("c-plus-plus-für-anfänger", "draft", ["code", "c++"])


def test_a_new_node_stands_last_in_its_roadmap(desk: Client) -> None:
    first = NodeFactory.create(position=7)

    save_form(desk, add_page(Node), roadmap=first.roadmap_id, title="Deployment")

    node = Node.objects.exclude(pk=first.pk).get()
    assert (node.key, node.roadmap_id, node.position) == ("deployment", first.roadmap_id, 8)


def test_a_new_topic_stands_in_the_roadmap_of_its_node(desk: Client) -> None:
    node = NodeFactory.create()

    save_form(desk, add_page(Topic), node=node.pk, name="Linear Algebra")

    topic = Topic.objects.get()
    assert (topic.key, topic.node_id, topic.roadmap_id, topic.position) == (
        "linear-algebra",
        node.pk,
        node.roadmap_id,
        0,
    )


def test_a_key_may_be_chosen_for_what_is_new(desk: Client) -> None:
    node = NodeFactory.create()

    save_form(desk, add_page(Topic), node=node.pk, name="Linear Algebra", key="Matrices")

    assert Topic.objects.get().key == "matrices"


def test_a_key_is_never_changed(desk: Client) -> None:
    topic = TopicFactory.create(key="calculus")
    assert "key" not in read_form(desk, change_page(topic))

    save_form(desk, change_page(topic), key="analysis", name="Analysis")

    topic.refresh_from_db()
    assert (topic.key, topic.name) == ("calculus", "Analysis")


def test_a_taken_key_is_refused_by_the_name_of_its_owner(desk: Client) -> None:
    topic = TopicFactory.create(key="calculus", name="Calculus I", retired=True)

    response = send_form(desk, add_page(Topic), {"node": topic.node_id, "name": "Calculus"})

    assert list_errors(response) == {
        "key": ["The key “calculus” belongs to “Calculus I” already. Give this one another key."]
    }
    assert Topic.objects.get() == topic


def test_a_key_is_free_in_another_roadmap(desk: Client) -> None:
    TopicFactory.create(key="calculus")
    node = NodeFactory.create()

    save_form(desk, add_page(Topic), node=node.pk, name="Calculus")

    assert list(Topic.objects.filter(key="calculus").values_list("roadmap_id", flat=True).order_by("id"))[1:] == [
        node.roadmap_id
    ]


def test_a_taken_key_of_a_roadmap_is_refused(desk: Client) -> None:
    RoadmapFactory.create(key="sql", title="SQL and more")

    response = send_form(desk, add_page(Roadmap), {"title": "SQL", "description": "Tables."})

    assert list_errors(response) == {
        "key": ["The key “sql” belongs to “SQL and more” already. Give this one another key."]
    }


def test_a_title_that_makes_no_key_asks_for_one(desk: Client) -> None:
    response = send_form(desk, add_page(Roadmap), {"title": "???", "description": "Questions."})

    assert list_errors(response) == {
        "key": ["No key can be made from this: it has no letter or digit. Give it a key of its own."]
    }


def test_a_key_is_held_to_the_rules_of_the_file(desk: Client) -> None:
    response = send_form(desk, add_page(Roadmap), {"title": "SQL", "key": "s q l", "description": "Tables."})

    assert list_errors(response) == {"key": ["`id`: 's q l' is not a key (write 's-q-l')"]}


def test_a_missing_title_is_told_at_the_title_alone(desk: Client) -> None:
    response = send_form(desk, add_page(Topic), {"node": NodeFactory.create().pk, "name": ""})

    assert list_errors(response) == {"name": ["This field is required."]}


@pytest.mark.parametrize("model", [Node, Topic])
def test_what_is_new_needs_a_place(desk: Client, model: type[Node | Topic]) -> None:
    place, title = ("roadmap", "title") if model is Node else ("node", "name")

    response = send_form(desk, add_page(model), {title: "Calculus"})

    assert list_errors(response) == {place: ["This field is required."]}


def test_a_full_roadmap_takes_no_more_nodes(desk: Client) -> None:
    roadmap = RoadmapFactory.create()
    Node.objects.bulk_create([Node(roadmap=roadmap, key=f"stage-{number}", title="Stage") for number in range(200)])

    response = send_form(desk, add_page(Node), {"roadmap": roadmap.pk, "title": "One more"})

    assert list_errors(response) == {"key": ["A roadmap holds at most 200 of these. Make two of it."]}


def test_a_topic_moves_to_another_node_of_its_roadmap(desk: Client) -> None:
    topic = TopicFactory.create()
    other = NodeFactory.create(roadmap=topic.roadmap)

    save_form(desk, change_page(topic), node=other.pk)

    topic.refresh_from_db()
    assert topic.node_id == other.pk


def test_a_topic_never_moves_to_another_roadmap(desk: Client) -> None:
    topic = TopicFactory.create()
    stranger = NodeFactory.create()

    response = send_form(desk, change_page(topic), {"node": stranger.pk})

    assert list_errors(response) == {"node": ["Choose a node of this roadmap: a topic never leaves its own."]}
    topic.refresh_from_db()
    assert topic.roadmap_id == topic.node.roadmap_id != stranger.roadmap_id


def test_the_choice_of_nodes_says_which_are_retired(desk: Client) -> None:
    topic = TopicFactory.create(node__title="Basics", node__retired=True, node__roadmap__title="SQL")
    NodeFactory.create()

    field = desk.get(change_page(topic)).context["adminform"].form.fields["node"]

    assert [label for _value, label in field.choices] == ["---------", "SQL: Basics (retired)"]


def test_a_node_never_moves_to_another_roadmap(desk: Client) -> None:
    node = NodeFactory.create()
    assert "roadmap" not in read_form(desk, change_page(node))
    roadmap_id, other = node.roadmap_id, RoadmapFactory.create()

    save_form(desk, change_page(node), roadmap=other.pk, title="Elsewhere")

    node.refresh_from_db()
    assert (node.roadmap_id, node.title) == (roadmap_id, "Elsewhere")


def test_lists_and_questions_are_saved_as_lists(desk: Client) -> None:
    topic = TopicFactory.create()
    lists = {"takeaways": "Read a matrix\nInvert one", "prerequisites": "Calculus", "questions": "Q: Why?\nA: Because."}

    send_form(desk, change_page(topic), lists)

    topic.refresh_from_db()
    assert topic.takeaways == ["Read a matrix", "Invert one"]
    assert topic.prerequisites == ["Calculus"]
    assert topic.questions == [{"ask": "Why?", "answer": "Because."}]
    assert {name: read_form(desk, change_page(topic))[name] for name in lists} == lists


def test_a_duration_nobody_understands_is_saved_with_a_warning(desk: Client) -> None:
    topic = TopicFactory.create(name="Calculus")

    messages = save_form(desk, change_page(topic), duration="a while")

    topic.refresh_from_db()
    assert topic.duration == "a while"
    assert messages[0] == (
        "The duration 'a while' is not understood; it is shown as written and counts as unknown "
        '(write it like "45 minutes", "2-3 hours" or "2 weeks")'
    )


@pytest.mark.parametrize(
    ("name", "value", "message"),
    [
        ("description", "safe \u202e text", "`description` has U+202E right-to-left override in it (remove it)"),
        ("description", "a" * 20_001, "`description` is 20,001 characters long, the limit is 20,000"),
        ("takeaways", "one\ntw\to", "Entry 2: `takeaways` is one line, without line breaks or tabs"),
        ("takeaways", "one\n" * 101, "`takeaways` has 101 entries, the limit is 100"),
        ("questions", "Q: \nA: Because.", "Entry 1: `ask` is empty"),
        ("video_url", "//evil.example/", "`videoUrl`: a link starts with // (write https:// before it)"),
        ("same_as", "somewhere", "`sameAs`: 'somewhere' names no topic (write other-roadmap/topic-id)"),
    ],
)  # fmt: skip
def test_a_topic_is_held_to_the_rules_of_the_file(desk: Client, name: str, value: str, message: str) -> None:
    topic = TopicFactory.create()

    response = send_form(desk, change_page(topic), {name: value})

    assert list_errors(response) == {name: [message]}


def test_a_topic_is_not_the_same_as_itself(desk: Client) -> None:
    topic = TopicFactory.create(key="calculus", node__roadmap__key="maths")

    response = send_form(desk, change_page(topic), {"same_as": "maths/calculus"})

    assert list_errors(response) == {"same_as": ["This names the topic itself. Name the one in another roadmap."]}


def test_a_link_is_changed_on_a_page_of_its_own(desk: Client) -> None:
    link = LinkFactory.create()

    save_form(desk, change_page(link), url="HTTPS://Example.ORG/New", medium="docs")

    link.refresh_from_db()
    assert (link.url, link.medium) == ("https://example.org/New", "docs")


HOSTILE = [
    ("javascript:alert(1)", "`url`: a link with javascript: is not allowed (use https://, http:// or mailto:)"),
    ("https://a:b@c.org/", "`url`: a link has a user name or password in it (remove what stands before the @)"),
    ("https://example.org\\@evil.example/", "`url`: a link has a backslash in it (write /)"),
    ("//evil.example/", "`url`: a link starts with // (write https:// before it)"),
    ("example.org", "`url`: a link starts with https://, http://, mailto: or / (write https://example.org?)"),
    ("#top", "A link within its own page leads nowhere here; it is dropped"),
]  # fmt: skip


@pytest.mark.parametrize(("url", "message"), HOSTILE)
def test_a_bad_address_is_refused_with_its_hint(desk: Client, url: str, message: str) -> None:
    link = LinkFactory.create(url="https://example.org/")

    response = send_form(desk, change_page(link), {"url": url})

    assert list_errors(response) == {"url": [message]}
    assert Link.objects.get().url == "https://example.org/"


def test_a_link_within_the_site_warns_without_its_address(desk: Client) -> None:
    link = LinkFactory.create()

    messages = save_form(desk, change_page(link), url="/blog/")

    assert messages[0] == "A link within a site, and no LINK_BASE is set: it is shown as text"


def test_a_link_within_the_site_is_fine_with_its_address(desk: Client, settings: Settings) -> None:
    settings.LINK_BASE = "https://example.org"
    link = LinkFactory.create()

    messages = save_form(desk, change_page(link), url="/blog/")

    link.refresh_from_db()
    assert (link.url, len(messages)) == ("/blog/", 1)


def test_a_repeated_link_is_refused(desk: Client) -> None:
    link = LinkFactory.create()
    other = LinkFactory.create(topic=link.topic, url="https://example.org/other")

    response = send_form(desk, change_page(link), {"url": other.url})

    assert list_errors(response) == {"url": ["This topic has this address in the same list already."]}


def test_the_same_address_may_stand_in_the_other_list(desk: Client) -> None:
    link = LinkFactory.create()
    other = LinkFactory.create(topic=link.topic, kind="reference", url="https://example.org/other")

    save_form(desk, change_page(link), url=other.url)

    assert list(Link.objects.values_list("url", flat=True)) == [other.url, other.url]


def test_every_field_says_what_it_is_for(desk: Client) -> None:
    fields = desk.get(change_page(TopicFactory.create())).context["adminform"].form.fields

    assert fields["takeaways"].help_text == "What one can do afterwards. One per line."
