"""The one table of the file format: every field, in canonical order.

Reader, writer, JSON form, JSON Schema and admin forms are all made from it. A default applies when a row is created,
never afterwards. The rules behind the limits: docs/laws.md.
"""

from collections.abc import Callable
from dataclasses import dataclass
from typing import Any

from roadmaps.documents.document import (
    MAX_KEY,
    MAX_TEXT,
    MAX_URL,
    Field,
    Kind,
    LinkDoc,
    NodeDoc,
    Question,
    RoadmapDoc,
    TopicDoc,
)
from roadmaps.documents.lines import line as _
from roadmaps.documents.media import MEDIA

MAX_ENTRIES = 100
MAX_NODES = 200
MAX_TOPICS = 5_000  # in a roadmap
MAX_LANGUAGE = 35
MAX_CODE_LANGUAGE = 40

STATUSES = ("draft", "published", "archived")
DIFFICULTIES = ("beginner", "intermediate", "advanced")

QUESTION_FIELDS = (
    Field("ask", "ask", Kind.TEXT, "The question.", required=True, limit=MAX_TEXT),
    Field("answer", "answer", Kind.TEXT, "The answer, shown when the card is unfolded.", required=True, limit=MAX_TEXT),
)

LINK_FIELDS = (
    Field("title", "title", Kind.LINE, "What the reader finds there.", required=True),
    Field("url", "url", Kind.URL, "Where it is: https://, http://, mailto: or /path.", required=True, limit=MAX_URL),
    Field("medium", "medium", Kind.CHOICE, "What it is; guessed by its host when empty.", default="", choices=MEDIA),
    Field("paid", "paid", Kind.BOOLEAN, "Whether it costs money.", default=False),
)

TOPIC_FIELDS = (
    Field("id", "id", Kind.KEY, "Identity in the roadmap. Made from the name when left out.", limit=MAX_KEY),
    Field("aliases", "aliases", Kind.KEYS, "Former ids or names.", default=(), limit=MAX_ENTRIES),
    Field("name", "name", Kind.LINE, "What one learns, in a few words.", required=True),
    Field("description", "description", Kind.TEXT, "What it is about.", default="", limit=MAX_TEXT),
    Field("difficulty", "difficulty", Kind.CHOICE, "How hard it is.", default="beginner", choices=DIFFICULTIES),
    Field("optional", "optional", Kind.BOOLEAN, "Whether the roadmap is complete without it.", default=False),
    Field("duration", "duration", Kind.LINE, 'How long it takes, such as "2-3 hours" or "2 weeks".', default=""),
    Field("prerequisites", "prerequisites", Kind.LINES, "What to know before.", default=(), limit=MAX_ENTRIES),
    Field("takeaways", "takeaways", Kind.LINES, "What one can do afterwards.", default=(), limit=MAX_ENTRIES),
    Field("code_snippet", "codeSnippet", Kind.TEXT, "A short example in code.", default="", limit=MAX_TEXT),
    Field("code_language", "codeLanguage", Kind.LINE, "Language of the code.", default="", limit=MAX_CODE_LANGUAGE),
    Field("video_url", "videoUrl", Kind.URL, "Address of one video about it.", default="", limit=MAX_URL),
    Field("reviewed", "reviewed", Kind.DATE, "When someone last checked this topic (2026-05-01).", default=""),
    Field("questions", "questions", Kind.QUESTIONS, "Self-check cards, never graded.", default=(), limit=MAX_ENTRIES),
    Field(
        "same_as",
        "sameAs",
        Kind.REFERENCE,
        "The same topic elsewhere: other-roadmap/topic-id, of a topic that has no sameAs itself.",
        default="",
    ),
    Field("links", "links", Kind.LINKS, "Resources to learn from.", default=(), limit=MAX_ENTRIES),
    Field("references", "references", Kind.LINKS, "Where to look things up.", default=(), limit=MAX_ENTRIES),
)

NODE_FIELDS = (
    Field("id", "id", Kind.KEY, "Identity in the roadmap. Made from the title when left out.", limit=MAX_KEY),
    Field("aliases", "aliases", Kind.KEYS, "Former ids or titles.", default=(), limit=MAX_ENTRIES),
    Field("title", "title", Kind.LINE, "Name of this stage.", required=True),
    Field("description", "description", Kind.TEXT, "What this stage is about (Markdown).", default="", limit=MAX_TEXT),
    Field("url", "url", Kind.URL, "An address to read more about this stage.", default="", limit=MAX_URL),
    Field("depends_on", "dependsOn", Kind.KEYS, "Ids of the nodes this one builds on.", default=(), limit=MAX_NODES),
    Field("topics", "topics", Kind.TOPICS, "What to learn in this stage, in order.", default=(), limit=MAX_TOPICS),
)

ROADMAP_FIELDS = (
    Field("title", "title", Kind.LINE, "Name of the roadmap.", required=True),
    Field("id", "id", Kind.KEY, "Identity and address. Made from the file's name when left out.", limit=MAX_KEY),
    Field("aliases", "aliases", Kind.KEYS, "Former ids.", default=(), limit=MAX_ENTRIES),
    Field("description", "description", Kind.TEXT, "What one learns on it.", required=True, limit=MAX_TEXT),
    Field("featured", "featured", Kind.BOOLEAN, "Whether the front page shows it.", default=False),
    Field("image", "image", Kind.LINE, "Kept and exported as text, not shown.", default="", limit=MAX_URL),
    Field("tags", "tags", Kind.LINES, "Words to find it by.", default=(), limit=MAX_ENTRIES),
    Field("language", "language", Kind.LINE, "Language of the content (en).", default="", limit=MAX_LANGUAGE),
    Field("status", "status", Kind.CHOICE, "Who sees it.", default="published", choices=STATUSES),
    Field("discuss", "discuss", Kind.URL, "Where people talk about it.", default="", limit=MAX_URL),
    Field("body", "body", Kind.TEXT, "A longer introduction (Markdown).", default="", limit=MAX_TEXT),
    Field("nodes", "nodes", Kind.NODES, "The stages, in order.", required=True, limit=MAX_NODES),
)


@dataclass(frozen=True, slots=True)
class Record:
    """A thing made of fields. noun: for messages; make: its dataclass, called with the fields' names."""

    noun: str
    fields: tuple[Field, ...]
    make: Callable[..., Any]


ROADMAP = Record(_("roadmap"), ROADMAP_FIELDS, RoadmapDoc)

RECORDS = {
    Kind.NODES: Record(_("node"), NODE_FIELDS, NodeDoc),
    Kind.TOPICS: Record(_("topic"), TOPIC_FIELDS, TopicDoc),
    Kind.LINKS: Record(_("link"), LINK_FIELDS, LinkDoc),
    Kind.QUESTIONS: Record(_("question"), QUESTION_FIELDS, Question),
}
"""What the entries of a list of this kind are."""

TEXT_LISTS = frozenset({Kind.KEYS, Kind.LINES})


def may_clear(field: Field) -> bool:
    """Whether an empty value clears the field; for the others it is an error."""
    if field.kind is Kind.CHOICE:
        return field.default == ""
    return not field.required and field.kind not in {Kind.BOOLEAN, Kind.KEY}
