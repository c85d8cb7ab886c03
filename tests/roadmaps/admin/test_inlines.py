import pytest
from django.forms import inlineformset_factory
from django.test import Client

from roadmaps.admin.content_forms import LinkForm
from roadmaps.admin.inlines import LinkFormSet
from roadmaps.models import Link, Node, Topic
from tests.factories import LinkFactory, NodeFactory, RoadmapFactory, TopicFactory
from tests.roadmaps.admin.pages import add_page, change_page, list_errors, read_form, save_form, send_form

pytestmark = pytest.mark.django_db


def test_a_roadmap_takes_new_nodes_in_their_order(desk: Client) -> None:
    first = NodeFactory.create(position=4)

    inputs = {"nodes-TOTAL_FORMS": 3, "nodes-1-title": "Joins", "nodes-2-title": "Indexes"}
    save_form(desk, change_page(first.roadmap), **inputs)

    rows = Node.objects.exclude(pk=first.pk).in_order().values_list("key", "position", "roadmap_id")
    assert list(rows) == [("joins", 5, first.roadmap_id), ("indexes", 6, first.roadmap_id)]


def test_a_node_takes_new_topics_of_its_roadmap(desk: Client) -> None:
    node = NodeFactory.create()

    save_form(desk, change_page(node), **{"topics-0-name": "Outer joins", "topics-0-difficulty": "advanced"})

    topic = Topic.objects.get()
    assert (topic.key, topic.node, topic.roadmap, topic.difficulty) == ("outer-joins", node, node.roadmap, "advanced")


def test_a_new_node_comes_with_its_topics(desk: Client) -> None:
    roadmap = RoadmapFactory.create()

    save_form(desk, add_page(Node), roadmap=roadmap.pk, title="Joins", **{"topics-0-name": "Outer joins"})

    topic = Topic.objects.get()
    assert (topic.key, topic.node.key, topic.roadmap_id) == ("outer-joins", "joins", roadmap.pk)
    roadmap.refresh_from_db()
    assert roadmap.revision == 1


def test_a_topic_takes_new_links(desk: Client) -> None:
    topic = TopicFactory.create()

    save_form(desk, change_page(topic), **{"links-0-title": "Docs", "links-0-url": "HTTPS://EXAMPLE.org/a"})

    assert list(Link.objects.values_list("topic_id", "title", "url", "kind")) == [
        (topic.pk, "Docs", "https://example.org/a", "link")
    ]


def test_rows_are_put_in_order_by_their_numbers(desk: Client) -> None:
    topic = TopicFactory.create(key="a", position=0)
    TopicFactory.create(node=topic.node, key="b", position=1)

    save_form(desk, change_page(topic.node), **{"topics-0-position": 2})

    assert list(Topic.objects.in_order().values_list("key", flat=True)) == ["b", "a"]


def test_an_emptied_number_means_last(desk: Client) -> None:
    topic = TopicFactory.create(key="a", position=0)
    TopicFactory.create(node=topic.node, key="b", position=1)

    save_form(desk, change_page(topic.node), **{"topics-0-position": ""})

    assert list(Topic.objects.in_order().values_list("key", "position")) == [("b", 1), ("a", 2)]


def test_two_new_rows_of_one_name_are_refused(desk: Client) -> None:
    node = NodeFactory.create()

    inputs = {
        "topics-TOTAL_FORMS": 2,
        "topics-0-name": "Joins",
        "topics-1-name": "joins!",
        "topics-1-difficulty": "beginner",
    }
    response = send_form(desk, change_page(node), inputs)

    assert list_errors(response) == {
        "topics-1-name": ["The key “joins” belongs to “Joins” already. Give this one another key."]
    }
    assert not Topic.objects.exists()


def test_a_name_taken_elsewhere_in_the_roadmap_is_refused(desk: Client) -> None:
    topic = TopicFactory.create(key="joins", name="Joins")
    node = NodeFactory.create(roadmap=topic.roadmap)

    response = send_form(desk, change_page(node), {"topics-0-name": "Joins"})

    assert list(list_errors(response)) == ["topics-0-name"]
    assert Topic.objects.get() == topic


def test_a_name_that_makes_no_key_is_refused(desk: Client) -> None:
    response = send_form(desk, change_page(RoadmapFactory.create()), {"nodes-0-title": "???"})

    assert list(list_errors(response)) == ["nodes-0-title"]
    assert not Node.objects.exists()


def test_a_row_is_held_to_the_rules_of_the_file(desk: Client) -> None:
    topic = TopicFactory.create()

    response = send_form(desk, change_page(topic), {"links-0-title": "Docs", "links-0-url": "javascript:alert(1)"})

    assert list_errors(response) == {
        "links-0-url": ["`url`: a link with javascript: is not allowed (use https://, http:// or mailto:)"]
    }
    assert not Link.objects.exists()


def test_a_row_warns_as_its_page_does(desk: Client) -> None:
    topic = TopicFactory.create()

    messages = save_form(desk, change_page(topic.node), **{"topics-0-duration": "a while"})

    assert messages[0].startswith("The duration 'a while' is not understood")


def test_a_link_twice_in_one_list_is_refused(desk: Client) -> None:
    link = LinkFactory.create()

    response = send_form(desk, change_page(link.topic), {"links-1-title": "Again", "links-1-url": link.url})

    assert list_errors(response)["links"] == [
        "Please correct the duplicate data for kind and url, which must be unique."
    ]
    assert Link.objects.get() == link


@pytest.mark.parametrize(
    ("links", "references", "errors"),
    [(100, 100, []), (101, 0, ["A topic has at most 100 links of a kind."])],
)
def test_a_topic_holds_a_hundred_links_of_a_kind(links: int, references: int, errors: list[str]) -> None:
    form_set = inlineformset_factory(Topic, Link, form=LinkForm, formset=LinkFormSet, fields=["kind", "title", "url"])
    data = {"links-TOTAL_FORMS": str(links + references), "links-INITIAL_FORMS": "0"}
    for number, kind in enumerate(["link"] * links + ["reference"] * references):
        inputs = {"kind": kind, "title": "Page", "url": f"https://example.org/{number}"}
        data |= {f"links-{number}-{name}": value for name, value in inputs.items()}

    assert form_set(data, instance=TopicFactory.create()).non_form_errors() == errors


def test_content_inside_has_no_box_to_delete_it(desk: Client) -> None:
    topic = TopicFactory.create()

    inputs = [*read_form(desk, change_page(topic.roadmap)), *read_form(desk, change_page(topic.node))]

    assert [name for name in inputs if name.endswith("DELETE")] == []
    save_form(desk, change_page(topic.node), **{"topics-0-DELETE": "on"})
    assert Topic.objects.get() == topic


def test_each_input_of_a_row_has_a_name_of_its_own(desk: Client) -> None:
    topic = LinkFactory.create(title="Docs").topic

    (inline,) = desk.get(change_page(topic)).context["inline_admin_formsets"]

    names = [[field.field.widget.attrs["aria-label"] for field in form.visible_fields()] for form in inline.formset]
    assert names == [
        [f"{name}, {row}" for name in ("Kind", "Title", "Address", "Medium", "Paid", "Position", "Delete")]
        for row in ("Docs", "new row")
    ]
