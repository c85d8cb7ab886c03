"""Each object in the admin says what its file says, where the site says something else."""

from __future__ import annotations

import pytest
from django.test import Client
from django.utils.html import strip_tags

from roadmaps.models import FormerKey, ImportedDocument, Node, Roadmap, Topic
from tests.factories import NodeFactory, TopicFactory
from tests.queries import count_queries
from tests.roadmaps.admin.pages import add_page, change_page, list_errors, list_page, save_form, send_form
from tests.roadmaps.sync.samples import bring, link, node, roadmap, topic

FILE = roadmap(
    node("maths", topic("a", duration="1 day", links=(link("x"),)), topic("b")), node("code"), discuss="https://e.org/"
)


@pytest.fixture
def trail(db: None) -> Roadmap:
    bring(FILE)
    return Roadmap.objects.get()


def read_says(desk: Client, row: Roadmap | Node | Topic) -> str:
    """The text of the section, one space between words."""
    html = desk.get(change_page(row)).content.decode()
    section = html.split('class="file-says"')[1].split("</section>")[0]
    return " ".join(strip_tags(section.split(">", 1)[1].replace("<", " <")).split())


def test_what_nobody_edited(desk: Client, trail: Roadmap) -> None:
    for row in (trail, Node.objects.get(key="maths"), Topic.objects.get(key="a")):
        said = read_says(desk, row)
        assert "from trail.yaml . Not edited here since." in said
        assert "The site says" not in said


def test_an_edit_stands_beside_the_value_of_the_file(desk: Client, trail: Roadmap) -> None:
    a, b = Topic.objects.get(key="a"), Topic.objects.get(key="b")
    save_form(desk, change_page(a), duration="2 days")
    assert "Edited here since." in read_says(desk, a)
    assert read_says(desk, a).endswith("Field The file says The site says duration 1 day 2 days")
    assert "Not edited here since." in read_says(desk, b)
    save_form(desk, change_page(trail), discuss="")
    assert read_says(desk, trail).endswith("discussion https://e.org/ –")


def test_links_and_place_are_edits_too(desk: Client, trail: Roadmap) -> None:
    a = Topic.objects.get(key="a")
    save_form(desk, change_page(a), **{"links-0-title": "Other", "node": Node.objects.get(key="code").pk})
    said = read_says(desk, a)
    assert "links, https://example.org/x, title X Other" in said
    assert "node maths code" in said


def test_what_was_retired_here_stays_retired(desk: Client, trail: Roadmap) -> None:
    a = Topic.objects.get(key="a")
    Topic.objects.filter(pk=a.pk).update(retired=True)
    assert "Retired here; the file still has it." in read_says(desk, a)


def test_what_was_deleted_here_is_shown_where_the_file_has_it(desk: Client, trail: Roadmap) -> None:
    Topic.objects.get(key="b").delete()
    assert "topic b: Deleted here; the file still has it." in read_says(desk, Node.objects.get(key="maths"))


def test_what_left_the_file_and_what_stays_for_the_topics_made_here(desk: Client, trail: Roadmap) -> None:
    TopicFactory.create(node=Node.objects.get(key="code"))
    bring(roadmap(node("maths", topic("a", duration="1 day", links=(link("x"),))), discuss="https://e.org/"))
    assert "No longer in trail.yaml as imported" in read_says(desk, Topic.objects.get(key="b"))
    assert "No longer in trail.yaml as imported" in read_says(desk, Node.objects.get(key="code"))


def test_what_was_made_here_and_what_no_import_wrote(desk: Client, trail: Roadmap) -> None:
    mine = TopicFactory.create(node=Node.objects.get(key="maths"))
    assert "imports leave it as it is." in read_says(desk, mine)
    alone = TopicFactory.create()
    for row in (alone, alone.node, alone.roadmap):
        assert "No import ever wrote this roadmap." in read_says(desk, row)


def test_former_keys_are_named(desk: Client, trail: Roadmap) -> None:
    maths, a = Node.objects.get(key="maths"), Topic.objects.get(key="a")
    for fields, row in (({}, trail), ({"node": maths}, maths), ({"topic": a}, a)):
        FormerKey.objects.create(roadmap=trail, key="once", **fields)
        assert "Former keys, whose addresses lead here: once" in read_says(desk, row)


@pytest.mark.parametrize("size", [1, 3])
def test_it_costs_the_same_whatever_the_roadmap_holds(desk: Client, size: int) -> None:
    bring(roadmap(*(node(f"n{n}", *(topic(f"t{n}{t}") for t in range(size))) for n in range(size))))
    topic_page = change_page(Topic.objects.earliest("pk"))
    desk.get(topic_page)
    with count_queries(18):
        desk.get(topic_page)


def test_a_former_key_is_not_given_to_another(desk: Client, trail: Roadmap) -> None:
    maths = Node.objects.get(key="maths")
    FormerKey.objects.create(roadmap=trail, key="old-trail")
    FormerKey.objects.create(roadmap=trail, node=maths, key="old-node")
    FormerKey.objects.create(roadmap=trail, topic=Topic.objects.get(key="a"), key="old-topic")
    for model, fields in (
        (Roadmap, {"title": "Old trail", "description": "X."}),
        (Node, {"title": "Old node", "roadmap": trail.pk}),
        (Topic, {"name": "Old topic", "node": maths.pk}),
    ):
        (error,) = list_errors(send_form(desk, add_page(model), fields))["key"]
        assert "once was that of" in error
    row = send_form(desk, change_page(maths), {"topics-2-name": "Old topic"})
    assert "once was that of “A”" in list_errors(row)["topics-2-name"][0]
    other = NodeFactory.create()
    assert send_form(desk, add_page(Topic), {"name": "Old topic", "node": other.pk}).status_code == 302


def test_a_status_chosen_by_hand_is_not_undone_when_a_file_returns(desk: Client, trail: Roadmap) -> None:
    ImportedDocument.objects.update(former_status="published")
    Roadmap.objects.update(status="archived")
    desk.post(list_page(Roadmap), {"action": "back_to_draft", "_selected_action": [trail.pk]})
    assert ImportedDocument.objects.get().former_status == ""
    ImportedDocument.objects.update(former_status="published")
    save_form(desk, change_page(trail), title="Renamed")
    assert ImportedDocument.objects.get().former_status == "published"
    save_form(desk, change_page(trail), status="archived")
    assert ImportedDocument.objects.get().former_status == ""
