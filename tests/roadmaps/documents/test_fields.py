"""Fields: the one place where what people write becomes a value."""

import pytest

from roadmaps.documents.document import Field, LinkDoc, Question
from roadmaps.documents.fields import Cleaned, FieldError, Raw, check_count, clean_value
from roadmaps.documents.table import LINK_FIELDS, NODE_FIELDS, ROADMAP_FIELDS, TOPIC_FIELDS

ROADMAP = {field.key: field for field in ROADMAP_FIELDS}
NODE = {field.key: field for field in NODE_FIELDS}
TOPIC = {field.key: field for field in TOPIC_FIELDS}
LINK = {field.key: field for field in LINK_FIELDS}


@pytest.mark.parametrize(
    ("field", "raw", "value"),
    [
        (TOPIC["name"], "  Loops \n", "Loops"),
        (TOPIC["name"], "cafe\u0301", "café"),
        (TOPIC["description"], " a\r\n\tb\rc\n", " a\n\tb\nc\n"),
        (TOPIC["description"], " \n ", ""),
        (TOPIC["id"], "Straße", "strasse"),
        (TOPIC["difficulty"], " advanced ", "advanced"),
        (TOPIC["optional"], "true", True),
        (TOPIC["optional"], "Yes", True),
        (TOPIC["optional"], "ON", True),
        (TOPIC["optional"], "false", False),
        (TOPIC["optional"], "no", False),
        (TOPIC["optional"], "Off", False),
        (TOPIC["duration"], "2 weeks", "2 weeks"),
        (TOPIC["duration"], "", ""),
        (TOPIC["reviewed"], "2026-05-01", "2026-05-01"),
        (TOPIC["reviewed"], "", ""),
        (TOPIC["sameAs"], "Other/Topic-ID", "other/topic-id"),
        (TOPIC["sameAs"], "", ""),
        (TOPIC["videoUrl"], "HTTPS://Example.org", "https://example.org"),
        (TOPIC["videoUrl"], " ", ""),
        (LINK["medium"], "", ""),
        (TOPIC["takeaways"], ["a ", "b"], ("a", "b")),
        (TOPIC["takeaways"], [], ()),
        (TOPIC["takeaways"], "", ()),
        (TOPIC["aliases"], ["Linear Algebra", "C++", "la"], ("linear-algebra", "c-plus-plus", "la")),
        (NODE["dependsOn"], ["Basics"], ("basics",)),
        (ROADMAP["tags"], ["data", "NO"], ("data", "NO")),
        (TOPIC["questions"], [{"ask": "Why?", "answer": "Because."}], (Question("Why?", "Because."),)),
        (
            TOPIC["links"],
            [{"title": "A", "url": "https://a.org", "medium": "docs", "paid": "yes"}, {"title": "B", "url": "/b"}],
            (LinkDoc("A", "https://a.org", "docs", True), LinkDoc("B", "/b")),
        ),
        (ROADMAP["nodes"], [], ()),
    ],
)
def test_value(field: Field, raw: Raw, value: object) -> None:
    assert clean_value(field, raw).value == value


def test_values_cleaned_again_stay() -> None:
    first = clean_value(TOPIC["aliases"], ["Linear Algebra"]).value
    assert clean_value(TOPIC["aliases"], first) == Cleaned(first)


@pytest.mark.parametrize(
    ("field", "raw", "message", "hint", "code"),
    [
        (TOPIC["name"], "", "`name` is empty", "", "empty"),
        (TOPIC["name"], " \n", "`name` is empty", "", "empty"),
        (TOPIC["id"], "", "`id` is empty", "leave the line out", "empty"),
        (TOPIC["optional"], "", "`optional` is empty", "leave the line out", "empty"),
        (TOPIC["difficulty"], "", "`difficulty` is empty", "leave the line out", "empty"),
        (LINK["url"], "", "`url` is empty", "", "empty"),
        (ROADMAP["nodes"], "", "`nodes` is empty", "", "empty"),
        (TOPIC["name"], "a\nb", "`name` is one line, without line breaks or tabs", "", "not-one-line"),
        (TOPIC["name"], "a\tb", "`name` is one line, without line breaks or tabs", "", "not-one-line"),
        (TOPIC["name"], "\x1fa", "`name` has U+001F control character in it", "remove it", "character"),
        (
            TOPIC["description"],
            "a\u202eb",
            "`description` has U+202E right-to-left override in it",
            "remove it",
            "character",
        ),
        (TOPIC["name"], "a" * 501, "`name` is 501 characters long, the limit is 500", "", "too-long"),
        (
            TOPIC["description"],
            "a" * 20_001,
            "`description` is 20,001 characters long, the limit is 20,000",
            "",
            "too-long",
        ),
        (TOPIC["id"], "for_loops", "`id`: 'for_loops' is not a key", "write 'for-loops'", "not-a-key"),
        (TOPIC["id"], "--", "`id`: '--' is not a key", "letters and digits, words joined by -", "not-a-key"),
        (NODE["dependsOn"], ["a b"], "entry 1: `dependsOn`: 'a b' is not a key", "write 'a-b'", "not-a-key"),
        (
            TOPIC["aliases"],
            ["!"],
            "entry 1: `aliases`: '!' is not a key",
            "letters and digits, words joined by -",
            "not-a-key",
        ),
        (
            TOPIC["difficulty"],
            "Beginner",
            "`difficulty` is one of beginner, intermediate, advanced, not 'Beginner'",
            "did you mean 'beginner'?",
            "not-a-choice",
        ),
        (TOPIC["optional"], "1", "`optional` is true or false, not '1'", "", "not-boolean"),
        (
            TOPIC["reviewed"],
            "20260501",
            "`reviewed` is a date, not '20260501'",
            "write it like 2026-05-01",
            "not-a-date",
        ),
        (
            TOPIC["reviewed"],
            "2026-02-30",
            "`reviewed` is a date, not '2026-02-30'",
            "write it like 2026-05-01",
            "not-a-date",
        ),
        (
            TOPIC["sameAs"],
            "a/b/c",
            "`sameAs`: 'a/b/c' names no topic",
            "write other-roadmap/topic-id",
            "not-a-reference",
        ),
        (
            TOPIC["videoUrl"],
            "ftp://a.org",
            "`videoUrl`: a link with ftp: is not allowed",
            "use https://, http:// or mailto:",
            "bad-link",
        ),
        (TOPIC["name"], ["a"], "`name` is one text, not a list", "", "wrong-shape"),
        (TOPIC["takeaways"], "a", "`takeaways` is a list", "", "wrong-shape"),
        (TOPIC["takeaways"], ["a", " "], "entry 2: `takeaways` has an empty entry", "remove it", "empty"),
        (TOPIC["takeaways"], [{"a": "b"}], "entry 1: `takeaways` has an entry of the wrong shape", "", "wrong-shape"),
        (TOPIC["links"], ["a"], "entry 1: `links` has an entry of the wrong shape", "", "wrong-shape"),
        (TOPIC["links"], [{"title": "A"}], "entry 1: a link needs `url`", "", "missing"),
        (TOPIC["links"], [{"kind": "A"}], "entry 1: a link has no `kind`", "", "unknown-key"),
        (TOPIC["takeaways"], ["a"] * 101, "`takeaways` has 101 entries, the limit is 100", "", "too-many"),
    ],
)
def test_refusal(field: Field, raw: Raw, message: str, hint: str, code: str) -> None:
    with pytest.raises(FieldError) as refused:
        clean_value(field, raw)
    note = refused.value.note
    assert (note.message, note.hint, note.code) == (message, hint, code)
    assert (refused.value.message, refused.value.hint) == (message, hint)


def test_long_key_is_refused_for_its_length() -> None:
    with pytest.raises(FieldError, match="81 characters long, the limit is 80"):
        clean_value(TOPIC["id"], "a" * 81)


def test_key_that_grows_when_folded_is_refused_for_its_length() -> None:
    with pytest.raises(FieldError) as refused:
        clean_value(TOPIC["id"], "ß" * 41)
    assert refused.value.hint == "at most 80 characters"


def test_refusal_in_a_list_says_where() -> None:
    with pytest.raises(FieldError) as refused:
        clean_value(TOPIC["links"], [{"title": "A", "url": "https://a.org"}, {"title": "", "url": "https://b.org"}])
    assert refused.value.index == 1
    assert refused.value.message == "entry 2: `title` is empty"


def test_duration_that_is_not_understood_is_kept_with_a_note() -> None:
    cleaned = clean_value(TOPIC["duration"], "a while")
    assert cleaned.value == "a while"
    assert [note.code for note in cleaned.notes] == ["unknown-duration"]


def test_link_within_its_own_page_is_dropped_with_a_note() -> None:
    alone = clean_value(TOPIC["videoUrl"], "#abc")
    assert (alone.value, [note.code for note in alone.notes]) == ("", ["link-dropped"])
    listed = clean_value(TOPIC["links"], [{"title": "A", "url": "#abc"}, {"title": "B", "url": "https://b.org"}])
    assert (listed.value, [note.code for note in listed.notes]) == ((LinkDoc("B", "https://b.org"),), ["link-dropped"])


def test_link_within_a_site_has_a_note_unless_there_is_a_base() -> None:
    assert [note.code for note in clean_value(TOPIC["videoUrl"], "/a").notes] == ["link-relative"]
    assert clean_value(TOPIC["videoUrl"], "/a", link_base="https://a.org") == Cleaned("/a")


def test_count() -> None:
    check_count(TOPIC["links"], 100)
    with pytest.raises(FieldError, match="`links` has 101 entries, the limit is 100"):
        check_count(TOPIC["links"], 101)
