import pytest
from django.test import Client

from roadmaps.models import Node
from tests.factories import MarkFactory, NodeFactory, RoadmapFactory, TopicFactory
from tests.queries import count_queries
from tests.roadmaps.admin.pages import (
    add_page,
    change_page,
    list_errors,
    list_page,
    read_cells,
    read_form,
    save_form,
    send_form,
)

pytestmark = pytest.mark.django_db


def fill_node() -> Node:
    topic = TopicFactory.create()
    TopicFactory.create(node=topic.node, retired=True)
    MarkFactory.create(topic=topic)
    return topic.node


def test_the_list_shows_what_editors_need(desk: Client) -> None:
    node = fill_node()

    cells = read_cells(desk.get(list_page(Node)))

    assert cells == [[node.title, "↑↓", node.roadmap.title, "1", "1", "1", "False"]]


@pytest.mark.parametrize("number", [1, 3])
def test_the_list_asks_the_same_of_the_database_whatever_its_length(desk: Client, number: int) -> None:
    for _ in range(number):
        fill_node()
    desk.get(list_page(Node))

    with count_queries(
        8
    ):  # session, person, their and their groups' permissions, two counts, the nodes, roadmaps to filter by
        desk.get(list_page(Node))


def test_nodes_stand_in_their_order(desk: Client) -> None:
    roadmap = RoadmapFactory.create()
    for title, position in [("Second", 1), ("First", 0)]:
        NodeFactory.create(roadmap=roadmap, title=title, position=position)

    assert [row[0] for row in read_cells(desk.get(list_page(Node)))] == ["First", "Second"]
    assert [form.instance.title for form in desk.get(change_page(roadmap)).context["inline_admin_formsets"][0].formset][
        :2
    ] == ["First", "Second"]


def test_a_node_builds_on_others(desk: Client) -> None:
    node = NodeFactory.create(key="basics")
    other = NodeFactory.create(roadmap=node.roadmap, key="joins")

    save_form(desk, change_page(other), depends_on="Basics")

    other.refresh_from_db()
    assert other.depends_on == ["basics"]
    assert read_form(desk, change_page(other))["depends_on"] == "basics"


def test_a_new_node_builds_on_others(desk: Client) -> None:
    node = NodeFactory.create(key="basics")

    save_form(desk, add_page(Node), roadmap=node.roadmap_id, title="Joins", depends_on="basics")

    assert Node.objects.get(key="joins").depends_on == ["basics"]


def test_an_unknown_node_is_refused_with_a_hint(desk: Client) -> None:
    node = NodeFactory.create(key="basics")
    other = NodeFactory.create(roadmap=node.roadmap, key="joins")

    response = send_form(desk, change_page(other), {"depends_on": "basic\nelsewhere"})

    assert list_errors(response) == {
        "depends_on": [
            "No node is 'basic' (did you mean 'basics'?)",
            "No node is 'elsewhere' (write the id of a node of this roadmap)",
        ]
    }


def test_a_node_of_another_roadmap_is_unknown(desk: Client) -> None:
    NodeFactory.create(key="basics")

    response = send_form(desk, change_page(NodeFactory.create(key="joins")), {"depends_on": "basics"})

    assert list_errors(response) == {"depends_on": ["No node is 'basics' (write the id of a node of this roadmap)"]}


def test_a_node_does_not_build_on_itself(desk: Client) -> None:
    response = send_form(desk, change_page(NodeFactory.create(key="joins")), {"depends_on": "joins"})

    assert list_errors(response) == {"depends_on": ["The node 'joins' depends on itself (remove it)"]}


def test_a_circle_is_refused(desk: Client) -> None:
    node = NodeFactory.create(key="a")
    NodeFactory.create(roadmap=node.roadmap, key="b", depends_on=["a"])
    NodeFactory.create(roadmap=node.roadmap, key="c", depends_on=["b"])

    response = send_form(desk, change_page(node), {"depends_on": "c"})

    assert list_errors(response) == {
        "depends_on": ["Nodes depend on each other in a circle: a -> c -> b -> a (remove one dependency)"]
    }


def test_what_is_wrong_elsewhere_is_not_this_editors_fault(desk: Client) -> None:
    node = NodeFactory.create(key="a")
    NodeFactory.create(roadmap=node.roadmap, key="b", depends_on=["gone"])
    NodeFactory.create(roadmap=node.roadmap, key="c")

    save_form(desk, change_page(node), depends_on="c")

    assert Node.objects.get(key="a").depends_on == ["c"]
