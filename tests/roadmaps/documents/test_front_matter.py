"""Front matter: where the YAML ends and the body begins."""

import pytest

from roadmaps.documents.front_matter import FrontMatter, FrontMatterError, has_front_matter, split_front_matter


@pytest.mark.parametrize(
    ("text", "parts"),
    [
        ("---\na: b\n---\n", FrontMatter("a: b\n", 2, "", 3)),
        ("---\na: b\n---", FrontMatter("a: b\n", 2, "", 3)),
        ("--- \na: b\n---\t\n \n\n", FrontMatter("a: b\n", 2, "", 5)),
        ("---\na: b\n---\nText", FrontMatter("a: b\n", 2, "Text\n", 4)),
        ("---\na: b\n---\n\n\n  Text\n\nmore  \n\n", FrontMatter("a: b\n", 2, "  Text\n\nmore\n", 6)),
        ("---\n---\nText\n---\n", FrontMatter("", 2, "Text\n---\n", 3)),
    ],
)
def test_parts(text: str, parts: FrontMatter) -> None:
    found = split_front_matter(text)
    assert (found.yaml, found.first_line, found.body) == (parts.yaml, parts.first_line, parts.body)
    assert not found.body or found.body_line == parts.body_line


@pytest.mark.parametrize("text", ["", "a: b", "# Title\n---\na: b\n---\n", "----\na: b\n---\n", " ---\na\n---\n"])
def test_text_without_front_matter(text: str) -> None:
    assert not has_front_matter(text)
    with pytest.raises(FrontMatterError, match="does not begin with ---"):
        split_front_matter(text)


@pytest.mark.parametrize("text", ["---", "---\na: b\n", "---\na: b\n ---\n----\n"])
def test_front_matter_that_does_not_end(text: str) -> None:
    assert has_front_matter(text)
    with pytest.raises(FrontMatterError, match="the --- of line 1 is not closed"):
        split_front_matter(text)
