"""Who edited what, and when."""

from __future__ import annotations

from datetime import UTC, datetime

import pytest
import time_machine
from django.contrib.admin.models import CHANGE, LogEntry
from django.contrib.contenttypes.models import ContentType
from django.test import Client

from accounts.models import User
from roadmaps.admin.imports.edits import read_edits
from roadmaps.models import Node, Roadmap, Topic
from tests.queries import count_queries
from tests.roadmaps.admin.imports.imports import imagine
from tests.roadmaps.admin.imports.pages import LONGER, TRAIL, bring_text, plan_text, tell_plan
from tests.roadmaps.admin.pages import change_page, save_form
from tests.roadmaps.sync.samples import node, roadmap, topic

pytestmark = pytest.mark.django_db

NOVEMBER = datetime(2026, 11, 20, 12, tzinfo=UTC)


def save_on(day: datetime, desk: Client, row: Roadmap | Node | Topic, **values: str) -> None:
    with time_machine.travel(day, tick=False):
        save_form(desk, change_page(row), **values)


def test_an_edit_that_is_kept_has_its_day_and_its_editor(desk: Client) -> None:
    bring_text(desk, TRAIL)
    save_on(NOVEMBER, desk, Topic.objects.get(key="one"), duration="a month")
    save_on(NOVEMBER, desk, Node.objects.get(key="more"), description="Much more.")
    save_on(NOVEMBER, desk, Roadmap.objects.get(), title="The trail")

    text = f"{TRAIL}featured: true\n".replace("title: More of it", "title: More of it\n    description: ''")
    page = plan_text(desk, text)

    act, rows = tell_plan(page)[-1]
    stays = "edited here, unchanged in the file: the edit stays edited by Edith, Nov. 20, 2026"
    assert (act, rows) == (
        "keep",
        [f". The trail roadmap trail title {stays}", f". The first topic one duration {stays}"],
    )


def test_a_conflict_says_who_edited_it_last(desk: Client) -> None:
    bring_text(desk, TRAIL)
    save_on(datetime(2026, 11, 2, 12, tzinfo=UTC), desk, Topic.objects.get(key="one"), duration="a year")
    save_on(NOVEMBER, desk, Topic.objects.get(key="one"), duration="a month")

    assert plan_text(desk, LONGER).find("fieldset", class_="conflict").list_texts("p") == [
        "The file and an editor both changed it. Edited by Edith, Nov. 20, 2026."
    ]


def test_an_edit_of_another_field_is_not_taken_for_it(desk: Client) -> None:
    bring_text(desk, TRAIL)
    one = Topic.objects.get(key="one")
    save_on(NOVEMBER, desk, one, name="Number one")
    Topic.objects.filter(pk=one.pk).update(duration="a month")

    assert plan_text(desk, LONGER).find("fieldset", class_="conflict").list_texts("p") == [
        "The file and an editor both changed it."
    ]


@pytest.mark.parametrize(
    "message", ["", "Changed by a script.", "1", '["Changed"]', '[{"added": {}}]', '[{"changed": {"object": "x"}}]']
)
def test_what_the_log_does_not_say_in_fields_is_left_out(message: str, editor: User) -> None:
    base = roadmap(node("stage", topic("one", duration="a year")))
    site = roadmap(node("stage", topic("one", duration="a month")))
    imported = imagine(base, site, roadmap(node("stage", topic("one", duration="a day"))))
    row = imported.plans[0].topic_ids["one"]
    kind = ContentType.objects.get_for_model(Topic)
    LogEntry.objects.create(
        user=editor, content_type=kind, object_id=str(row), action_flag=CHANGE, change_message=message
    )

    assert read_edits(imported.plans) == {}


def test_where_nothing_was_edited_the_log_is_not_asked() -> None:
    site = roadmap(node("stage", topic("one")))
    imported = imagine(site, site, roadmap(node("stage", topic("one", duration="a day"))))

    with count_queries(0):
        assert read_edits(imported.plans) == {}
