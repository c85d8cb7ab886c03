"""Digests: by what a file is known again, and what a reading claims."""

import pytest

from roadmaps.documents import reading
from roadmaps.documents.document import RoadmapDoc
from roadmaps.documents.reading import Known, Reading, make_digest


def digest(data: bytes = b"a", name: str = "x", *, matter: bool = False, base: str = "") -> str:
    return make_digest(data, default_id=name, has_front_matter=matter, link_base=base)


def test_digest_is_another_where_the_reading_may_be(monkeypatch: pytest.MonkeyPatch) -> None:
    before = digest()
    others = [digest(b"b"), digest(name="y"), digest(matter=True), digest(base="https://a.org")]
    monkeypatch.setattr(reading, "READER_VERSION", 0)
    others.append(digest())
    assert len({before, *others}) == 6
    assert {len(each) for each in (before, *others)} == {64}


def test_same_file_has_the_same_digest() -> None:
    assert digest() == digest()


def test_claim_of_a_file() -> None:
    document = RoadmapDoc("a", "A", "B", nodes=(), aliases=("b",))
    assert Reading("a.yaml", document, ()).claim == Known("a", ("b",))
    assert Reading("a.yaml", RoadmapDoc("a", "A", "B", nodes=()), ()).claim == Known("a")
    assert Reading("a.yaml", None, (), known=Known("c")).claim == Known("c")
    assert Reading("a.yaml", None, ()).claim is None


def test_unchanged_is_what_is_known() -> None:
    assert Reading("a.yaml", None, (), known=Known("c")).unchanged
    assert not Reading("a.yaml", None, ()).unchanged
