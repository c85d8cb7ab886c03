"""Plans in the words of the admin."""

from __future__ import annotations

from typing import Any

import pytest

from roadmaps.admin.imports.words import name_field, name_part, say_people, write_sums, write_value
from roadmaps.documents.document import LinkDoc, Question
from roadmaps.sync.operations import Act
from roadmaps.sync.values import LINK_LISTS, LINK_SCALARS, SCALARS, Thing

LINK = LinkDoc("Docs", "https://example.org/", medium="video", paid=True)


@pytest.mark.parametrize(
    ("value", "text"),
    [
        (True, "yes"),
        (False, "no"),
        (None, ""),
        ("", ""),
        ((), ""),
        ("2 weeks", "2 weeks"),
        (("one", "two"), "one\ntwo"),
        ((Question("why?", "so"),), "why?\n→ so"),
        (LINK, "Docs, https://example.org/ (video, paid)"),
        (LinkDoc("Docs", "https://example.org/"), "Docs, https://example.org/"),
    ],
)
def test_values_are_texts(value: Any, text: str) -> None:
    assert write_value(value) == text


def test_every_field_has_a_name() -> None:
    names = [name_field(thing, field.name) for thing, fields in SCALARS.items() for field in fields]
    names += [name_field(Thing.TOPIC, field.name) for field in LINK_LISTS]
    names += [name_field(Thing.TOPIC, "node"), name_field(Thing.NODE, "topics"), name_field(Thing.ROADMAP, "nodes")]
    names += [name_part(field.name) for field in LINK_SCALARS] + [name_part("order")]

    assert [name for name in names if not name or "_" in name] == []
    assert name_field(Thing.TOPIC, "code_snippet") == "code"
    assert name_field(Thing.NODE, "topics") == "order of the topics"


def test_sums_count_every_act_that_occurs() -> None:
    assert write_sums(dict.fromkeys(Act, 2)) == (
        "2 added, 2 restored, 2 changed, 2 moved, 2 reordered, 2 renamed, 2 merged, 2 retired, 2 archived, 2 kept, "
        "2 no longer said, 2 conflicts, 2 open questions"
    )
    assert write_sums({Act.CONFLICT: 1, Act.ADD: 0}) == "1 conflict"
    assert write_sums({}) == ""


@pytest.mark.parametrize(
    ("act", "one", "two"),
    [
        (Act.MOVE, "1 learner keeps the mark", "2 learners keep their marks"),
        (Act.RESTORE, "1 learner finds the mark again", "2 learners find their marks again"),
        (Act.RETIRE, "1 learner has a mark, and still sees it", "2 learners have marks; they still see it"),
        (Act.CONFLICT, "1 learner has a mark here", "2 learners have marks here"),
    ],
)
def test_people_are_told_of_where_there_are_some(act: Act, one: str, two: str) -> None:
    assert [say_people(act, number) for number in (0, 1, 2)] == ["", one, two]
