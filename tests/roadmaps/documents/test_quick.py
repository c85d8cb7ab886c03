"""A glance takes nothing that a look would not take the same."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from roadmaps.documents.document import Field
from roadmaps.documents.links import clean_link, is_plain_link
from roadmaps.documents.quick import find_take
from roadmaps.documents.scalars import Cleaned, clean_scalar
from roadmaps.documents.table import LINK_FIELDS, NODE_FIELDS, QUESTION_FIELDS, RECORDS, ROADMAP_FIELDS, TOPIC_FIELDS
from tests.roadmaps.documents.strategies import BLOCKS, TRAPS

FIELDS = [
    field
    for field in (*ROADMAP_FIELDS, *NODE_FIELDS, *TOPIC_FIELDS, *LINK_FIELDS, *QUESTION_FIELDS)
    if field.kind not in RECORDS
]
LIKELY = ["true", "no", "TRUE", "docs", "beginner", "draft", "2 weeks", "soon", "a-b", "A-b", "https://a.org/x", "é"]
texts = st.one_of(
    st.sampled_from([*TRAPS, *BLOCKS, *LIKELY, "", " ", "a" * 81, "a" * 501, "e\u0301", "\u202e", "\ufeff", "a\x07"]),
    st.text(max_size=20),
    st.from_regex(r"[a-z0-9-]{1,6}", fullmatch=True),
)
addresses = st.one_of(
    st.from_regex(r"https?://[a-z0-9.:@-]{0,20}[/?#]?[!-~]{0,10}", fullmatch=True),
    st.from_regex(r"https://[a-z0-9-]{60,66}\.[a-z0-9-]{1,66}/", fullmatch=True),
    st.builds("https://{}.org/{}".format, st.sampled_from(["a", "xn--a", "0x7f", "1.2.3.4"]), st.text(max_size=10)),
)


@given(st.sampled_from(FIELDS), st.one_of(texts, addresses))
def test_what_is_taken_is_what_cleaning_gives(field: Field, text: str) -> None:
    take = find_take(field)
    value = take(field, text) if take else None
    if value is not None:
        assert clean_scalar(field, text) == Cleaned(value)


@given(addresses)
def test_plain_link_is_kept_as_it_is(text: str) -> None:
    if is_plain_link(text):
        assert clean_link(text).url == text


@pytest.mark.parametrize(
    ("key", "text", "value"),
    [
        ("title", "A title", "A title"),
        ("title", "Ein schöner", "Ein schöner"),
        ("title", "e\u0301", None),
        ("title", " a", None),
        ("title", "a\tb", None),
        ("title", "null", None),
        ("title", "a" * 501, None),
        ("description", "a" * 501, "a" * 501),
        ("description", "two\nlines", None),
        ("id", "math-2", "math-2"),
        ("id", "Math", None),
        ("id", "null", None),
        ("id", "a" * 81, None),
        ("featured", "yes", True),
        ("featured", "off", False),
        ("featured", "True", None),
        ("status", "draft", "draft"),
        ("status", "Draft", None),
        ("discuss", "https://example.org/a?b#c", "https://example.org/a?b#c"),
        ("discuss", "HTTPS://example.org", None),
        ("discuss", "https://example.org/" + "a" * 250, None),
        ("tags", "a tag", "a tag"),
        ("aliases", "old", "old"),
    ],
)
def test_glance(key: str, text: str, value: str | bool | None) -> None:
    field = next(field for field in ROADMAP_FIELDS if field.key == key)
    take = find_take(field)
    assert take is not None
    assert take(field, text) == value


@pytest.mark.parametrize(("text", "value"), [("2 weeks", "2 weeks"), ("soon", None), ("", None)])
def test_glance_at_a_duration(text: str, value: str | None) -> None:
    field = next(field for field in TOPIC_FIELDS if field.key == "duration")
    take = find_take(field)
    assert take is not None
    assert take(field, text) == value


def test_dates_and_references_take_a_look_each() -> None:
    assert [field.key for field in FIELDS if find_take(field) is None] == ["reviewed", "sameAs"]
