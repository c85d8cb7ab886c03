"""What an editor answers."""

from __future__ import annotations

import pytest
from django.http import QueryDict

from roadmaps.admin.imports.answers import Answers, read_answers
from roadmaps.sync.merge import OnConflict
from roadmaps.sync.options import Options


def test_every_answer_is_read() -> None:
    data = QueryDict(
        "settle:trail:topic/one/name//=keep&settle:trail:topic/two/name//=take&as_new=trail/three&as_new=trail/four"
        "&shown_as_new=trail/three&allow_retire= 12 &seen=abc&text=anything"
    )

    answers = read_answers(data)

    assert answers == Answers(
        choices={"trail:topic/one/name//": OnConflict.KEEP, "trail:topic/two/name//": OnConflict.TAKE},
        as_new=frozenset({"trail/three", "trail/four"}),
        allow_retire=12,
        shown_as_new=frozenset({"trail/three"}),
        seen="abc",
    )
    assert answers.options == Options(choices=answers.choices, as_new=answers.as_new, allow_retire=12)


def test_no_answer_is_none() -> None:
    assert read_answers(QueryDict("text=anything")) == Answers()


@pytest.mark.parametrize("number", ["", "some", "-1", "1.5", "²", "1" * 10])
def test_what_is_no_number_counts_as_none(number: str) -> None:
    data = QueryDict(mutable=True)
    data["allow_retire"] = number

    assert read_answers(data).allow_retire is None


@pytest.mark.parametrize("value", ["stop", "both", ""])
def test_what_is_no_side_settles_nothing(value: str) -> None:
    assert read_answers(QueryDict(f"settle:trail:topic/one/name//={value}")).choices == {}
