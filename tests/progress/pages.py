"""Pages as trees, so that tests find things by their hooks and read what a person reads."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator
from dataclasses import dataclass, field
from html.parser import HTMLParser
from typing import TYPE_CHECKING, TypeAlias

if TYPE_CHECKING:
    from django.test.client import _MonkeyPatchedWSGIResponse

Answer: TypeAlias = "_MonkeyPatchedWSGIResponse"
"""What a test client gets."""


VOID = {"br", "hr", "img", "input", "link", "meta"}


@dataclass
class Element:
    """One element of a page. Attributes without a value have the value ""."""

    tag: str
    attributes: dict[str, str]
    children: list[Element | str] = field(default_factory=list)

    def __getitem__(self, name: str) -> str:
        return self.attributes[name]

    @property
    def text(self) -> str:
        """What is read, with every run of space as one."""
        return " ".join("".join(self._texts()).split())

    def list_all(self, tag: str = "", *having: str, **equal: str) -> list[Element]:
        """Elements below this one, in order, with this tag, having these attributes, and those equal to a value.

        `data_topic="x"` is the attribute data-topic, `class_="x"` one class of those in class.
        """
        return [element for element in self._walk() if element.fits(tag, having, equal)]

    def find(self, tag: str = "", *having: str, **equal: str) -> Element:
        """The one element that fits; fails when there is none or more."""
        found = self.list_all(tag, *having, **equal)
        assert len(found) == 1, f"{len(found)} of <{tag} {having} {equal}>"
        return found[0]

    def fits(self, tag: str, having: tuple[str, ...], equal: dict[str, str]) -> bool:
        classes = self.attributes.get("class", "").split()
        for name, value in equal.items():
            if name == "class_":
                if value not in classes:
                    return False
            elif self.attributes.get(name.replace("_", "-")) != value:
                return False
        return tag in {"", self.tag} and self.attributes.keys() >= set(having)

    def list_texts(self, tag: str = "", *having: str, **equal: str) -> list[str]:
        return [element.text for element in self.list_all(tag, *having, **equal)]

    def list_links(self) -> list[tuple[str, str]]:
        """(text, address) of each link."""
        return [(link.text, link["href"]) for link in self.list_all("a")]

    def list_repeated_ids(self) -> list[str]:
        """Every id that more than one element has."""
        counts = Counter(element["id"] for element in self.list_all("", "id"))
        return [name for name, count in counts.items() if count > 1]

    def _walk(self) -> Iterator[Element]:
        for child in self.children:
            if isinstance(child, Element):
                yield child
                yield from child._walk()

    def _texts(self) -> Iterator[str]:
        for child in self.children:
            if isinstance(child, str):
                yield child
            else:
                yield from child._texts()


class _Builder(HTMLParser):
    """Builds the tree, and fails on a tag that closes another than the one that is open."""

    def __init__(self) -> None:
        super().__init__()
        self.root = Element("", {})
        self.open = [self.root]

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        element = Element(tag, {name: value or "" for name, value in attrs})
        self.open[-1].children.append(element)
        if tag not in VOID:
            self.open.append(element)

    def handle_endtag(self, tag: str) -> None:
        assert self.open[-1].tag == tag, f"</{tag}> closes <{self.open[-1].tag}>, line {self.getpos()[0]}"
        self.open.pop()

    def handle_data(self, data: str) -> None:
        self.open[-1].children.append(data)


def parse(text: str) -> Element:
    """The tree of a page or a fragment; fails when its tags do not match."""
    builder = _Builder()
    builder.feed(text)
    builder.close()
    assert builder.open == [builder.root], f"<{builder.open[-1].tag}> is not closed"
    return builder.root


def read(response: Answer, *, status: int = 200) -> Element:
    """The tree of an answer, which must have this status."""
    assert response.status_code == status, f"{response.status_code} instead of {status}"
    return parse(response.content.decode())
