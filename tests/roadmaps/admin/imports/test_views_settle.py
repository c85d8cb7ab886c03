"""What is settled on the page of a plan before it is applied."""

from __future__ import annotations

import pytest
from django.test import Client

from accounts.models import User
from roadmaps.models import ImportRun, Topic
from tests.factories import MarkFactory
from tests.progress.pages import Element, read
from tests.roadmaps.admin.imports.pages import (
    AGAIN,
    APPLY,
    LONGER,
    STALE,
    TRAIL,
    bring_text,
    edit_topic,
    get_duration,
    list_buttons,
    list_notes,
    plan_text,
    press,
    tell_plan,
)

pytestmark = pytest.mark.django_db

SETTLE = "settle:trail:topic/one/duration//"


def find_checked(page: Element) -> list[tuple[str, str]]:
    return [(each["name"], each["value"]) for each in page.list_all("input", "checked")]


def test_a_conflict_shows_both_sides_and_waits(desk: Client) -> None:
    bring_text(desk, TRAIL)
    edit_topic("one", duration="a month")

    page = plan_text(desk, LONGER)

    assert list_notes(page) == [
        "1 conflict. File and site disagree, and nobody but you can tell who is right. Choose before applying."
    ]
    assert page.list_texts("label", class_="side") == [
        "Keep what the site says a month",
        "Take what the file says 10 days",
    ]
    waiting = read(press(desk, page, APPLY))
    assert list_notes(waiting)[0] == "Nothing was written yet: some of it is still to be settled."
    assert (get_duration(), ImportRun.objects.count()) == ("a month", 1)


@pytest.mark.parametrize(("choice", "duration"), [("keep", "a month"), ("take", "10 days")])
def test_a_conflict_is_settled_by_a_choice(desk: Client, choice: str, duration: str) -> None:
    bring_text(desk, TRAIL)
    edit_topic("one", duration="a month")
    page = plan_text(desk, LONGER)

    assert press(desk, page, APPLY, **{SETTLE: choice}).status_code == 302

    assert get_duration() == duration
    assert tell_plan(plan_text(desk, LONGER)) == (
        [("keep", [". The first topic one duration edited here, unchanged in the file: the edit stays"])]
        if choice == "keep"
        else []
    )


def test_choices_are_kept_when_the_plan_is_made_again(desk: Client) -> None:
    bring_text(desk, TRAIL)
    edit_topic("one", duration="a month")
    page = plan_text(desk, LONGER)

    again = read(press(desk, page, AGAIN, **{SETTLE: "take"}))
    assert find_checked(again) == [(SETTLE, "take")]
    assert list_notes(again) == []
    assert tell_plan(again) == [
        ("change", ["~ The first topic one duration before: a month after: 10 days as you chose"])
    ]

    edit_topic("two", name="Second")
    stale = read(press(desk, again, APPLY))
    assert (find_checked(stale), list_notes(stale)) == ([(SETTLE, "take")], [STALE])
    assert press(desk, stale, APPLY).status_code == 302
    assert get_duration() == "10 days"


RENAMED = TRAIL.replace("{id: three, name: The third}", "{name: Number three}")


def test_what_may_be_the_same_asks_before_anything_is_retired(desk: Client, learner: User) -> None:
    bring_text(desk, TRAIL)
    MarkFactory.create(user=learner, topic=Topic.objects.get(key="three"))

    page = plan_text(desk, RENAMED)

    assert list_notes(page) == [
        "1 open question. Something new may be something the site knows under another name. Answer, then plan again."
    ]
    assert page.find("ul", class_="candidates").text == (
        "The third three 1 learner has a mark here The same? Then write this below its name in the text: "
        "aliases: [three]"
    )
    assert list_buttons(page) == [AGAIN]


def test_what_is_new_is_planned_and_seen_before_it_is_applied(desk: Client) -> None:
    bring_text(desk, TRAIL)
    page = plan_text(desk, RENAMED)

    answered = read(press(desk, page, AGAIN, as_new="trail/number-three"))

    assert find_checked(answered) == [("as_new", "trail/number-three")]
    assert [act for act, rows in tell_plan(answered)] == ["add", "retire"]
    assert press(desk, answered, APPLY).status_code == 302
    assert Topic.objects.get(key="three").retired
    assert ImportRun.objects.latest("id").options["as_new"] == ["trail/number-three"]


def test_an_answer_taken_back_is_no_answer(desk: Client) -> None:
    bring_text(desk, TRAIL)
    answered = read(press(desk, plan_text(desk, RENAMED), AGAIN, as_new="trail/number-three"))

    page = read(press(desk, answered, APPLY, as_new=None))

    assert list_notes(page)[0] == "This is the plan with your answers. Nothing is written until you apply it."
    assert list_buttons(page) == [AGAIN]
    assert ImportRun.objects.count() == 1


def test_the_remedy_that_the_page_names_is_the_remedy(desk: Client) -> None:
    bring_text(desk, TRAIL)
    topic = Topic.objects.get(key="three")
    page = plan_text(desk, RENAMED)

    text = RENAMED.replace("{name: Number three}", "{name: Number three, aliases: [three]}")
    again = read(press(desk, page, AGAIN, text=text))

    assert press(desk, again, APPLY).status_code == 302
    topic.refresh_from_db()
    assert (topic.key, topic.name, topic.retired) == ("number-three", "Number three", False)


EMPTIED = TRAIL[: TRAIL.index("    topics:")] + "    topics: []\n  - {id: more, title: More of it}\n"


def test_much_is_retired_only_by_its_number(desk: Client) -> None:
    bring_text(desk, TRAIL)

    page = plan_text(desk, EMPTIED)
    (note,) = list_notes(page)
    assert note == (
        "Much would be retired This import retires 3 topics. Is it the right file? If so, type the number. "
        "Topics to retire"
    )
    for number in ("", "2"):
        refused = read(press(desk, page, APPLY, allow_retire=number))
        assert list_notes(refused)[0] == (
            "Nothing was written yet: type the number of topics that it retires, if that is what you want."
        )
        assert refused.find("input", name="allow_retire")["value"] == number
    assert ImportRun.objects.count() == 1

    assert press(desk, page, APPLY, allow_retire="3").status_code == 302
    assert Topic.objects.filter(retired=True).count() == 3


def test_the_guard_counts_topics_with_marks(desk: Client, learner: User) -> None:
    bring_text(desk, TRAIL)
    MarkFactory.create(user=learner, topic=Topic.objects.get(key="two"))

    note = list_notes(plan_text(desk, EMPTIED))[0]

    assert "This import retires 3 topics. Learners have marks on 1 of them." in note
