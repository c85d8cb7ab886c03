"""Each object in the admin says what its file says, where the site says something else."""

from __future__ import annotations

import pytest
from django.test import Client
from django.utils.html import strip_tags

from roadmaps.models import FormerKey, ImportedDocument, Node, Roadmap, Topic
from tests.factories import NodeFactory, TopicFactory
from tests.queries import count_queries
from tests.roadmaps.admin.pages import add_page, change_page, list_errors, list_page, read_form, save_form, send_form
from tests.roadmaps.sync.samples import bring, link, node, roadmap, topic

LINKS = (link("x"), link("y"))
FILE = roadmap(
    node("maths", topic("a", duration="1 day", links=LINKS), topic("b")), node("code"), discuss="https://e.org/"
)


@pytest.fixture
def trail(db: None) -> Roadmap:
    bring(FILE)
    return Roadmap.objects.get()


Told = list[tuple[str, str, str, str]]


def read_says(desk: Client, row: Roadmap | Node | Topic) -> str:
    """The text of the section, one space between words."""
    html = desk.get(change_page(row)).content.decode()
    section = html.split('class="file-says"')[1].split("</section>")[0]
    return " ".join(strip_tags(section.split(">", 1)[1].replace("<", " <")).split())


def list_told(desk: Client, row: Roadmap | Node | Topic) -> Told:
    """(field, the file's value, the site's value, note) of each difference on the page."""
    edits = desk.get(change_page(row)).context["file_says"].edits
    return [(edit.label, edit.file, edit.site, edit.note) for edit in edits]


def test_what_nobody_edited(desk: Client, trail: Roadmap) -> None:
    for row in (trail, Node.objects.get(key="maths"), Topic.objects.get(key="a")):
        assert "from trail.yaml . Not edited here since." in read_says(desk, row)
        assert list_told(desk, row) == []


def test_an_edit_stands_beside_the_value_of_the_file(desk: Client, trail: Roadmap) -> None:
    a, b = Topic.objects.get(key="a"), Topic.objects.get(key="b")
    save_form(desk, change_page(a), duration="2 days", optional="on", takeaways="One\nTwo")
    save_form(desk, change_page(trail), discuss="")

    said = read_says(desk, a)
    assert "Edited on the site since the import of" in said
    assert "Duration The file says 1 day The site says 2 days" in said
    assert list_told(desk, a) == [
        ("duration", "1 day", "2 days", ""),
        ("optional", "says nothing of it", "yes", ""),
        ("takeaways", "says nothing of it", "One\nTwo", ""),
    ]
    assert list_told(desk, b) == []
    assert list_told(desk, trail) == [("discussion", "https://e.org/", "empty", "")]


def test_a_long_text_unfolds(desk: Client, trail: Roadmap) -> None:
    a = Topic.objects.get(key="a")
    save_form(desk, change_page(a), duration="2 days " * 40)

    assert "<details><summary>2 days 2 days" in desk.get(change_page(a)).content.decode()


def test_place_and_orders_are_told_in_names(desk: Client, trail: Roadmap) -> None:
    maths, code, a = Node.objects.get(key="maths"), Node.objects.get(key="code"), Topic.objects.get(key="a")
    save_form(desk, change_page(code), position=0)
    Topic.objects.filter(key="b").update(position=0)
    Topic.objects.filter(key="a").update(position=1)

    assert list_told(desk, trail) == [("order of the nodes", "Maths\nCode", "Code\nMaths", "")]
    assert list_told(desk, maths) == [("order of the topics", "A\nB", "B\nA", "")]
    save_form(desk, change_page(a), node=code.pk)
    assert list_told(desk, a) == [("node", "Maths", "Code", "")]


def test_links_are_told_one_by_one(desk: Client, trail: Roadmap) -> None:
    a = Topic.objects.get(key="a")
    save_form(desk, change_page(a), **{"links-0-title": "Other", "links-2-title": "Own", "links-2-url": "/own"})
    assert list_told(desk, a) == [
        ("links, https://example.org/x, title", "X", "Other", ""),
        ("links", "says nothing of it", "Own, /own", ""),
    ]
    save_form(desk, change_page(a), **{"links-0-title": "X", "links-1-DELETE": "on", "links-2-DELETE": "on"})
    assert list_told(desk, a) == [("links", "Y, https://example.org/y", "deleted", "")]


def test_links_in_another_order(desk: Client, trail: Roadmap) -> None:
    a = Topic.objects.get(key="a")
    save_form(desk, change_page(a), **{"links-0-position": 5})

    one, other = "https://example.org/x", "https://example.org/y"
    assert list_told(desk, a) == [("links, order", f"{one}\n{other}", f"{other}\n{one}", "")]


def test_what_was_retired_here_stays_retired(desk: Client, trail: Roadmap) -> None:
    a = Topic.objects.get(key="a")
    save_form(desk, change_page(a), retired="on")
    assert list_told(desk, a) == [("", "", "", "Retired here; the file still has it. It stays retired.")]


def test_what_was_deleted_here_is_shown_where_the_file_has_it(desk: Client, trail: Roadmap) -> None:
    Topic.objects.get(key="b").delete()
    assert list_told(desk, Node.objects.get(key="maths")) == [
        ("topic “B”", "", "", "Deleted here; the file still has it. It stays away.")
    ]


def test_what_was_edited_inside_is_a_list_of_links(desk: Client, trail: Roadmap) -> None:
    maths, code, a = Node.objects.get(key="maths"), Node.objects.get(key="code"), Topic.objects.get(key="a")
    save_form(desk, change_page(code), url="https://code.example/")
    save_form(desk, change_page(a), duration="2 days", name="Algebra")

    def list_inside(row: Roadmap | Node | Topic) -> list[tuple[str, str, int]]:
        return [
            (each.label, each.address, each.number) for each in desk.get(change_page(row)).context["file_says"].inside
        ]

    assert list_inside(trail) == [("topic “Algebra”", change_page(a), 2), ("node “Code”", change_page(code), 1)]
    assert list_inside(maths) == [("topic “Algebra”", change_page(a), 2)]
    assert [list_inside(row) for row in (code, a)] == [[], []]
    assert "2 things inside were edited here" in read_says(desk, trail)


def test_the_form_takes_what_the_file_says_and_saving_ends_the_edit(desk: Client, trail: Roadmap) -> None:
    maths, code, a = Node.objects.get(key="maths"), Node.objects.get(key="code"), Topic.objects.get(key="a")
    save_form(desk, change_page(a), duration="2 days", node=code.pk, retired="on")

    page = f"{change_page(a)}?take=duration&take=node&take=retired&take=name"
    assert [(taken, address) for _edit, taken, address in desk.get(page).context["file_edits"]] == [(True, "")] * 3
    assert Topic.objects.get(key="a").duration == "2 days"
    assert read_form(desk, page)["duration"] == "1 day"
    save_form(desk, page)

    a.refresh_from_db()
    assert (a.duration, a.node, a.retired) == ("1 day", maths, False)
    assert list_told(desk, a) == []


def test_each_edit_links_to_the_form_with_it_taken_too(desk: Client, trail: Roadmap) -> None:
    a = Topic.objects.get(key="a")
    save_form(desk, change_page(a), **{"duration": "2 days", "name": "Algebra", "optional": "on", "links-0-title": "Z"})

    def list_ways(page: str) -> list[tuple[str, bool, str]]:
        return [(edit.label, taken, way) for edit, taken, way in desk.get(page).context["file_edits"]]

    assert list_ways(f"{change_page(a)}?take=name") == [
        ("duration", False, "?take=name&take=duration"),
        ("links, https://example.org/x, title", False, ""),
        ("name", True, ""),
        ("optional", False, ""),
    ]


def test_a_form_that_was_sent_is_its_editors(desk: Client, trail: Roadmap) -> None:
    a = Topic.objects.get(key="a")
    save_form(desk, change_page(a), duration="2 days")

    response = send_form(desk, f"{change_page(a)}?take=duration", {"name": "", "duration": "3 days"})

    assert response.context["adminform"].form["duration"].value() == "3 days"
    assert [(taken, way) for _edit, taken, way in response.context["file_edits"]] == [(False, "")]


def test_what_left_the_file_and_what_stays_for_the_topics_made_here(desk: Client, trail: Roadmap) -> None:
    TopicFactory.create(node=Node.objects.get(key="code"))
    bring(roadmap(node("maths", topic("a", duration="1 day", links=LINKS)), discuss="https://e.org/"))
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
@pytest.mark.parametrize(("model", "queries"), [(Roadmap, 16), (Node, 18), (Topic, 18)])
def test_it_costs_the_same_whatever_the_roadmap_holds(
    desk: Client, model: type[Roadmap | Node | Topic], queries: int, size: int
) -> None:
    """Who asks: 4; the row, its roadmap, what stands in it; the file: 6; who has marks, and is it kept: 3 or 4.

    Of a topic also how many reports are open.
    """
    bring(roadmap(*(node(f"n{n}", *(topic(f"t{n}{t}", links=LINKS[:size]) for t in range(size))) for n in range(size))))
    Topic.objects.update(duration="edited")
    page = change_page(model._default_manager.earliest("pk"))
    desk.get(page)
    with count_queries(queries):
        desk.get(page)


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
