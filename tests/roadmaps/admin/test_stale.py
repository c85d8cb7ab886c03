"""Two people at one object: the second sees both values, what he left alone is not undone, and nothing is lost."""

from __future__ import annotations

from typing import Any

import pytest
from django.contrib.messages import get_messages
from django.test import Client

from accounts.models import User
from roadmaps.models import Link, Node, Roadmap, Topic
from tests.clients import client_of
from tests.factories import LinkFactory, NodeFactory, RoadmapFactory, TopicFactory, UserFactory
from tests.roadmaps.admin.pages import change_page, list_errors, list_page, read_form, read_shown, save_form

pytestmark = pytest.mark.django_db

REFUSED = "Nothing was saved: someone else, or an import, changed this roadmap while you were editing."


@pytest.fixture
def other_desk() -> Client:
    """The browser of another editor."""
    return client_of(UserFactory.create(email="other@example.org", is_staff=True, is_superuser=True))


def differ(*labels: str) -> str:
    return f"Different from the site now: {', '.join(labels)}. Saving again writes what stands here."


def taken(*labels: str) -> str:
    return "Changed by someone else, left alone by you, and now in this form as they are: " + f"{', '.join(labels)}."


def said(response: Any) -> list[str]:
    return list_errors(response)["__all__"]


def test_both_values_stand_at_each_field_that_differs(desk: Client, other_desk: Client) -> None:
    topic = TopicFactory.create(name="Calculus", duration="1 day", description="One.")
    mine = read_form(desk, change_page(topic)) | {"name": "Mine", "duration": "2 days"}
    save_form(other_desk, change_page(topic), name="Theirs")

    refused = desk.post(change_page(topic), mine)

    assert list_errors(refused) == {
        "__all__": [REFUSED, differ("Name", "Duration")],
        "name": ["Changed by someone else, too. On the site now: “Theirs”"],
        "duration": ["On the site now: “1 day”"],
    }
    shown = read_shown(refused)
    assert (shown["name"], shown["duration"], shown["description"]) == ("Mine", "2 days", "One.")
    topic.refresh_from_db()
    assert (topic.name, topic.duration, Roadmap.objects.get().revision) == ("Theirs", "1 day", 1)

    assert desk.post(change_page(topic), shown).status_code == 302
    topic.refresh_from_db()
    assert (topic.name, topic.duration, Roadmap.objects.get().revision) == ("Mine", "2 days", 2)


def test_what_one_left_alone_is_not_undone(desk: Client, other_desk: Client) -> None:
    other_node = NodeFactory.create(title="Elsewhere")
    topic = TopicFactory.create(name="Calculus", optional=True, node__roadmap=other_node.roadmap, takeaways=["One"])
    mine = read_form(desk, change_page(topic)) | {"name": "Mine"}
    theirs = {"description": "Theirs.\nLong.", "node": other_node.pk, "takeaways": "One\nTwo"}
    response = other_desk.post(
        change_page(topic),
        {name: value for name, value in read_form(other_desk, change_page(topic)).items() if name != "optional"}
        | theirs,
    )
    assert response.status_code == 302

    refused = desk.post(change_page(topic), mine)

    assert list_errors(refused) == {
        "__all__": [REFUSED, differ("Name"), taken("Node", "Description", "Optional", "Takeaways")],
        "name": ["On the site now: “Calculus”"],
    }
    assert desk.post(change_page(topic), read_shown(refused)).status_code == 302
    topic.refresh_from_db()
    assert (topic.name, topic.description, topic.node, topic.optional, topic.takeaways) == (
        "Mine", "Theirs.\nLong.", other_node, False, ["One", "Two"],
    )  # fmt: skip


def test_both_wanted_the_same(desk: Client, other_desk: Client) -> None:
    topic = TopicFactory.create(name="Calculus")
    mine = read_form(desk, change_page(topic)) | {"name": "Analysis"}
    save_form(other_desk, change_page(topic), name="Analysis")

    assert said(desk.post(change_page(topic), mine)) == [REFUSED]


@pytest.mark.parametrize("stamp", ["", "no json", "[]", "[" * 100_000])
def test_without_its_stamp_a_form_takes_nothing_over(desk: Client, other_desk: Client, stamp: str) -> None:
    topic = TopicFactory.create(name="Calculus", description="One.")
    mine = read_form(desk, change_page(topic)) | {"name": "Mine", "seen_values": stamp}
    save_form(other_desk, change_page(topic), description="")

    refused = desk.post(change_page(topic), mine)

    assert list_errors(refused) == {
        "__all__": [REFUSED, differ("Name", "Description")],
        "name": ["On the site now: “Calculus”"],
        "description": ["On the site now: empty."],
    }
    assert read_shown(refused)["description"] == "One."


def test_values_are_told_as_the_page_shows_them(desk: Client, other_desk: Client) -> None:
    topic = TopicFactory.create(description="A.", node__title="Basics", node__roadmap__title="SQL")
    more = NodeFactory.create(roadmap=topic.roadmap, title="More")
    last = NodeFactory.create(roadmap=topic.roadmap, title="Last")
    mine = read_form(desk, change_page(topic)) | {"optional": "on", "node": last.pk, "description": "Mine."}
    mine |= {"difficulty": "advanced"}
    save_form(other_desk, change_page(topic), node=more.pk, description="Theirs.\n\n" + "long " * 40)

    refused = desk.post(change_page(topic), mine)

    errors = list_errors(refused)
    assert errors["node"] == ["Changed by someone else, too. On the site now: “SQL: More”"]
    assert errors["optional"] == ["On the site now: “not ticked”"]
    assert errors["difficulty"] == ["On the site now: “Beginner”"]
    page = refused.content.decode()
    assert '<details class="site-value"><summary>On the site now: “Theirs. long long' in page
    assert "<div>Theirs.\n\nlong long" in page


def test_a_value_is_shown_as_text(desk: Client, other_desk: Client) -> None:
    topic = TopicFactory.create()
    mine = read_form(desk, change_page(topic)) | {"name": "Mine"}
    save_form(other_desk, change_page(topic), name="<b>Theirs</b>")

    page = desk.post(change_page(topic), mine).content.decode()

    assert "<b>Theirs" not in page
    assert "On the site now: “&lt;b&gt;Theirs&lt;/b&gt;”" in page


def test_a_tick_that_someone_else_set(desk: Client, other_desk: Client) -> None:
    topic = TopicFactory.create(optional=True)
    mine = read_form(desk, change_page(topic))
    del mine["optional"]
    save_form(other_desk, change_page(topic), name="Theirs")

    assert list_errors(desk.post(change_page(topic), mine))["optional"] == ["On the site now: “ticked”"]


def test_rows_are_put_on_the_site_as_it_is(desk: Client, other_desk: Client) -> None:
    """Theirs: the first gone, the second renamed and last, a new one. Mine: the second's address, and a new one."""
    topic = TopicFactory.create(name="Calculus")
    for number, name in enumerate(["First", "Second", "Third"]):
        LinkFactory.create(topic=topic, title=name, url=f"https://example.org/{name}", position=number)
    mine = read_form(desk, change_page(topic)) | {
        "links-1-url": "https://example.org/mine",
        "links-3-title": "Mine",
        "links-3-url": "https://example.org/new",
    }
    inputs = {"links-1-position": 9, "links-1-title": "Theirs", "links-3-title": "New", "links-3-url": "/new"}
    save_form(other_desk, change_page(topic), **{"links-0-DELETE": "on"}, **inputs)

    refused = desk.post(change_page(topic), mine)

    assert list_errors(refused) == {
        "__all__": [
            REFUSED,
            differ("“Theirs”: Address"),
            taken("“Theirs”: Title", "“Theirs”: Position", "“New”, which is new"),
            "“First” is no longer here: it was moved or deleted.",
        ],
        "links-1-url": ["On the site now: “https://example.org/Second”"],
    }
    assert desk.post(change_page(topic), read_shown(refused)).status_code == 302
    rows = Link.objects.order_by("position", "id").values_list("title", "url")
    assert list(rows) == [
        ("Third", "https://example.org/Third"),
        ("Theirs", "https://example.org/mine"),
        ("New", "/new"),
        ("Mine", "https://example.org/new"),
    ]


def test_what_was_written_in_a_row_that_is_gone_is_told(desk: Client, other_desk: Client) -> None:
    topic = TopicFactory.create(name="Calculus")
    other = NodeFactory.create(roadmap=topic.roadmap)
    mine = read_form(desk, change_page(topic.node)) | {"topics-0-duration": "2 weeks", "topics-0-optional": "on"}
    save_form(other_desk, change_page(topic), node=other.pk)

    refused = desk.post(change_page(topic.node), mine)

    written = "You had written: Optional “ticked”; Duration “2 weeks”."
    assert said(refused) == [REFUSED, f"“Calculus” is no longer here: it was moved or deleted. {written}"]
    assert desk.post(change_page(topic.node), read_shown(refused)).status_code == 302
    topic.refresh_from_db()
    assert (topic.node, topic.duration) == (other, "")


def test_an_order_that_someone_else_set_stays(desk: Client, other_desk: Client) -> None:
    roadmap = RoadmapFactory.create()
    for number, key in enumerate("abc"):
        NodeFactory.create(roadmap=roadmap, key=key, title=key.upper(), position=number)
    mine = read_form(desk, change_page(roadmap)) | {"title": "Mine", "nodes-0-title": "Alpha"}
    other_desk.post(list_page(Node), {"_move": f"up-{Node.objects.get(key='c').pk}"})

    refused = desk.post(change_page(roadmap), mine)

    assert said(refused)[1:] == [differ("Title", "“A”: Title"), taken("“C”: Position", "“B”: Position")]
    assert desk.post(change_page(roadmap), read_shown(refused)).status_code == 302
    assert list(Node.objects.in_order().values_list("title", flat=True)) == ["Alpha", "C", "B"]


def test_a_row_to_be_deleted_is_still_to_be_deleted(desk: Client, other_desk: Client) -> None:
    link = LinkFactory.create(title="Page")
    mine = read_form(desk, change_page(link.topic)) | {"links-0-DELETE": "on"}
    save_form(other_desk, change_page(link), title="Theirs")

    refused = desk.post(change_page(link.topic), mine)

    assert said(refused)[1:] == [differ("“Theirs”: Delete"), taken("“Theirs”: Title")]
    assert desk.post(change_page(link.topic), read_shown(refused)).status_code == 302
    assert not Link.objects.exists()


def test_a_form_may_be_stale_again(desk: Client, other_desk: Client) -> None:
    topic = TopicFactory.create(name="Calculus")
    mine = read_form(desk, change_page(topic)) | {"name": "Mine"}
    save_form(other_desk, change_page(topic), duration="1 day")
    again = read_shown(desk.post(change_page(topic), mine))
    save_form(other_desk, change_page(topic), duration="2 days")

    refused = desk.post(change_page(topic), again)

    assert said(refused)[1:] == [differ("Name"), taken("Duration")]


def test_what_is_wrong_besides_is_told_too(desk: Client, other_desk: Client) -> None:
    topic = TopicFactory.create(name="Calculus")
    mine = read_form(desk, change_page(topic)) | {"video_url": "javascript:alert(1)", "links-0-title": "No address"}
    save_form(other_desk, change_page(topic), duration="1 day")

    errors = list_errors(desk.post(change_page(topic), mine))

    assert errors["links-0-url"] == ["This field is required."]
    assert errors["video_url"][0].startswith("`videoUrl`: a link with javascript: is not allowed")


def test_a_link_on_its_own_page(desk: Client, other_desk: Client) -> None:
    link = LinkFactory.create(title="Page")
    mine = read_form(desk, change_page(link)) | {"title": "Mine"}
    save_form(other_desk, change_page(link), title="Theirs")

    assert list_errors(desk.post(change_page(link), mine)) == {
        "__all__": [REFUSED, differ("Title")],
        "title": ["Changed by someone else, too. On the site now: “Theirs”"],
    }


def test_what_was_deleted_meanwhile_says_so(desk: Client) -> None:
    topic = TopicFactory.create(name="Calculus")
    pk, page, mine = topic.pk, change_page(topic), read_form(desk, change_page(topic))
    topic.delete()

    response = desk.post(page, mine)

    assert response["Location"] == "/admin/"
    assert [str(message) for message in get_messages(response.wsgi_request)] == [
        f"topic with ID “{pk}” doesn’t exist. Perhaps it was deleted?"
    ]


@pytest.mark.parametrize("model", [Topic, Roadmap])
def test_what_is_deleted_while_it_is_saved_says_so(
    desk: Client, editor: User, monkeypatch: pytest.MonkeyPatch, model: type[Topic | Roadmap]
) -> None:
    """Between the reading of the row and the lock."""
    topic = TopicFactory.create(name="Calculus", node__roadmap__title="Maths")
    page, mine = change_page(topic), read_form(desk, change_page(topic))
    monkeypatch.setattr("roadmaps.admin.forms.lock_revision", lambda pk: lose(model, topic))

    response = desk.post(page, mine)

    assert response["Location"] == list_page(Topic)
    assert [str(message) for message in get_messages(response.wsgi_request)] == [
        "Nothing was saved: “Calculus” was deleted meanwhile."
    ]


def lose(model: type[Topic | Roadmap], topic: Topic) -> int:
    """Deletes the topic, or all of its roadmap; the revision as the lock would give it."""
    if model is Topic:
        Topic.objects.filter(pk=topic.pk).delete()
        return 1
    Roadmap.objects.filter(pk=topic.roadmap_id).delete()
    raise Roadmap.DoesNotExist
