"""The checklist: a learner's own ticks in Markdown that nothing an editor wrote can break."""

from __future__ import annotations

import pytest
from django.contrib.auth.models import AnonymousUser
from hypothesis import given
from markdown_it import MarkdownIt
from markdown_it.token import Token
from pytest_django import Settings

from accounts.models import User
from progress.checklist import escape, escape_paragraph, read_checklist, write_checklist, write_link
from progress.trail import build_trail
from roadmaps.models import Link, Node, Roadmap, Topic
from tests.factories import LinkFactory, NodeFactory, RoadmapFactory, TopicFactory
from tests.roadmaps.documents.strategies import lines, texts
from tests.roadmaps.rope import mark, retire

GUEST = AnonymousUser()
PLAIN = """\
# Rope work

All about rope.

## Start

- [ ] Knots (2 hours)
  - [Page 1](https://example.org/pages/1)
  - [Page 2](https://example.org/pages/2)
- [ ] Splices (optional)

## Ship

- [ ] Rigging (1-2 hours)
- [ ] Sails
"""


@pytest.fixture
def rope(db: None) -> Roadmap:
    """start: knots with a link and, made first, a reference, splices (optional); ship: rigging, sails."""
    rope = RoadmapFactory.create(key="rope", title="Rope work", description="All about rope.")
    start, ship = (NodeFactory.create(roadmap=rope, key=key, title=key.title()) for key in ("start", "ship"))
    knots = TopicFactory.create(node=start, key="knots", name="Knots", duration="2 hours")
    TopicFactory.create(node=start, key="splices", name="Splices", optional=True)
    TopicFactory.create(node=ship, key="rigging", name="Rigging", duration="1-2 hours")
    TopicFactory.create(node=ship, key="sails", name="Sails")
    for number, kind in ((2, Link.Kind.REFERENCE), (1, Link.Kind.LINK)):
        LinkFactory.create(topic=knots, kind=kind, title=f"Page {number}", url=f"https://example.org/pages/{number}")
    return rope


class TestReading:
    def test_a_guest_gets_plain_boxes(self, other_learner: User, rope: Roadmap) -> None:
        mark(other_learner, knots="done")
        assert read_checklist(GUEST, rope) == PLAIN

    def test_who_has_no_mark_yet_too(self, learner: User, rope: Roadmap) -> None:
        assert read_checklist(learner, rope) == PLAIN

    def test_a_learner_gets_their_own_ticks(self, learner: User, other_learner: User, rope: Roadmap) -> None:
        mark(learner, knots="done", splices="done known", rigging="learning", sails="skipped later")
        mark(other_learner, knots="skipped")
        assert (
            read_checklist(learner, rope)
            == """\
# Rope work

All about rope.

1 of 3 done, 33 %

## Start

- [x] Knots (2 hours)
  - [Page 1](https://example.org/pages/1)
  - [Page 2](https://example.org/pages/2)
- [x] Splices (optional, known before)

## Ship

- [ ] Rigging (1-2 hours, learning)
- [ ] Sails (skipped for later)
"""
        )

    def test_what_left_the_trail_stands_last(self, learner: User, rope: Roadmap) -> None:
        mark(learner, knots="done", splices="skipped")
        retire("knots", "rigging")
        assert (
            read_checklist(learner, rope)
            == """\
# Rope work

All about rope.

0 of 1 done, 0 %

## Start

- [ ] Splices (optional, skipped)

## Ship

- [ ] Sails

## No longer on this trail

- [x] Knots (2 hours)
  - [Page 1](https://example.org/pages/1)
  - [Page 2](https://example.org/pages/2)
"""
        )
        assert "Knots" not in read_checklist(GUEST, rope)

    def test_no_percent_where_nothing_is_required(self, learner: User, rope: Roadmap) -> None:
        mark(learner, splices="done")
        Topic.objects.update(optional=True)
        assert "%" not in read_checklist(learner, rope)

    def test_nodes_without_topics(self, db: None) -> None:
        NodeFactory.create(title="Bowl", roadmap=RoadmapFactory.create(key="bread", title="Bread"))
        assert read_checklist(GUEST, Roadmap.objects.get()) == "# Bread\n\nWhere it leads.\n\n## Bowl\n"


class TestLinks:
    @pytest.mark.parametrize(
        ("url", "written"),
        [
            ("https://e.org/a?b=c&d=e#f", "[A](https://e.org/a?b=c&d=e#f)"),
            ("https://e.org/a_(b)", "[A](<https://e.org/a_(b)>)"),
            ("https://e.org/)[x](y", "[A](<https://e.org/)[x](y>)"),
            ("https://e.org/?a&copy;=1&#65;", r"[A](https://e.org/?a\&copy;=1\&#65;)"),
            ("mailto:a@e.org", "[A](mailto:a@e.org)"),
            ("/blog/", "A"),
            ("javascript:alert(1)", "A"),
        ],
    )
    def test_addresses(self, url: str, written: str) -> None:
        assert write_link(Link(title="A", url=url)) == written

    def test_an_address_on_a_site_we_know(self, settings: Settings) -> None:
        settings.LINK_BASE = "https://e.org/"
        assert write_link(Link(title="[A](b)", url="/blog/")) == r"[\[A\](b)](https://e.org/blog/)"

    @pytest.mark.parametrize(
        "url", ["https://e.org/a_(b)", "https://e.org/)[x](y", "https://e.org/?a&copy;=1&#65;", "https://e.org/*a*_b_"]
    )
    def test_markdown_reads_the_address(self, url: str) -> None:
        [paragraph] = list_inline(write_link(Link(title="A", url=url)))
        opening, text, _ = paragraph.children or []
        # what it encodes means the same
        assert opening.attrs["href"] == url.replace("[", "%5B").replace("]", "%5D")
        assert text.content == "A"


class TestEscaping:
    @pytest.mark.parametrize(
        ("text", "written"),
        [
            ("C++ & C#", "C++ & C#"),
            ("Node.js (18)", "Node.js (18)"),
            ("snake_case", r"snake\_case"),
            ("*a* `b` ~c~ |d|", r"\*a\* \`b\` \~c\~ \|d\|"),
            ("[x](y) ![z]", r"\[x\](y) !\[z\]"),
            ("<b> &amp; &#65; a\\b", r"\<b\> \&amp; \&#65; a\\b"),
            ("# a #", r"\# a \#"),
            (" a\n\n- b ", "a - b"),
        ],
    )
    def test_only_markup_is_escaped(self, text: str, written: str) -> None:
        assert escape(text) == written

    @pytest.mark.parametrize(("text", "written"), [("- a", r"\- a"), ("12. a", r"12\. a"), ("1) a", r"1\) a")])
    def test_a_paragraph_begins_no_list(self, text: str, written: str) -> None:
        assert escape_paragraph(text) == written
        assert escape(text) == text

    @given(title=lines, description=texts, name=lines)
    def test_markdown_shows_what_was_written(self, title: str, description: str, name: str) -> None:
        roadmap = Roadmap(key="a", title=title, description=description)
        node, topic = Node(pk=1, roadmap=roadmap, key="a", title=title), Topic(pk=1, node_id=1, key="a", name=name)
        link = Link(title=name, url="https://e.org/")

        text = write_checklist(build_trail(roadmap=roadmap, nodes=[node], topics=[topic], marks={}), {1: [link]})

        assert [read_text(token) for token in list_inline(text)] == [
            title,
            " ".join(description.split()),
            title,
            f"[ ] {name}",
            name,
        ]
        assert [token.tag for token in MARKDOWN.parse(text) if token.nesting == 1] == [
            "h1", "p", "h2", "ul", "li", "p", "ul", "li", "p",
        ]  # fmt: skip


MARKDOWN = MarkdownIt("commonmark").enable(["table", "strikethrough"])


def list_inline(text: str) -> list[Token]:
    return [token for token in MARKDOWN.parse(text) if token.type == "inline"]


def read_text(inline: Token) -> str:
    """The text of a line; fails on anything in it but text and links."""
    children = inline.children or []
    assert {child.type for child in children} <= {"text", "text_special", "link_open", "link_close"}
    return "".join(child.content for child in children)
