"""A roadmap as plain data, and the shape of the table (table.py) that describes every field of the file format.

`None` means "the file says nothing about this" (no opinion, nothing changes on the site). An empty value (`""`, `()`)
means "the file clears this". The two are never the same: the three-way plan depends on telling them apart.
"""

from dataclasses import dataclass
from enum import StrEnum

from roadmaps.documents.keys import MAX_KEY as MAX_KEY
from roadmaps.documents.keys import slug
from roadmaps.documents.links import MAX_URL as MAX_URL

MAX_TEXT = 20_000
MAX_LINE = 500


@dataclass(frozen=True, slots=True)
class Question:
    """One self-check card: never graded."""

    ask: str
    answer: str


@dataclass(frozen=True, slots=True)
class LinkDoc:
    """One resource of a topic. Its identity in the topic is (kind, url); the kind is the list it stands in."""

    title: str
    url: str
    medium: str | None = None
    paid: bool | None = None


@dataclass(frozen=True, slots=True)
class TopicDoc:
    """The thing one learns and marks."""

    name: str
    id: str | None = None
    aliases: tuple[str, ...] | None = None
    description: str | None = None
    difficulty: str | None = None
    optional: bool | None = None
    duration: str | None = None
    prerequisites: tuple[str, ...] | None = None
    takeaways: tuple[str, ...] | None = None
    code_snippet: str | None = None
    code_language: str | None = None
    video_url: str | None = None
    reviewed: str | None = None  # ISO 8601 date as text, so that a cleared one is ""
    questions: tuple[Question, ...] | None = None
    same_as: str | None = None
    links: tuple[LinkDoc, ...] | None = None
    references: tuple[LinkDoc, ...] | None = None

    @property
    def key(self) -> str:
        """Identity in the roadmap: the written `id`, else the slug of the name (empty when the name has none)."""
        return self.id or slug(self.name)


@dataclass(frozen=True, slots=True)
class NodeDoc:
    """A stage of a roadmap. `topics` is None when the file does not say, () when it says there are none."""

    title: str
    id: str | None = None
    aliases: tuple[str, ...] | None = None
    description: str | None = None
    url: str | None = None
    depends_on: tuple[str, ...] | None = None
    topics: tuple[TopicDoc, ...] | None = None

    @property
    def key(self) -> str:
        return self.id or slug(self.title)


@dataclass(frozen=True, slots=True)
class RoadmapDoc:
    """One document. `id` is always known: the written one, else the slug of the file's stem."""

    id: str
    title: str
    description: str
    nodes: tuple[NodeDoc, ...]
    aliases: tuple[str, ...] | None = None
    featured: bool | None = None
    image: str | None = None
    tags: tuple[str, ...] | None = None
    language: str | None = None
    status: str | None = None
    discuss: str | None = None
    body: str | None = None

    @property
    def key(self) -> str:
        return self.id


class Kind(StrEnum):
    """How a field's text becomes a value."""

    LINE = "line"  # one line of text
    TEXT = "text"  # many lines
    KEY = "key"  # a key of this format
    REFERENCE = "reference"  # roadmap-key/topic-key
    URL = "url"  # through clean_link()
    BOOLEAN = "boolean"
    DATE = "date"
    CHOICE = "choice"
    KEYS = "keys"  # list of keys
    LINES = "lines"  # list of one-line texts
    QUESTIONS = "questions"
    LINKS = "links"
    TOPICS = "topics"
    NODES = "nodes"


@dataclass(frozen=True, slots=True)
class Field:
    """One row of the table.

    name: attribute of the dataclass; key: the name in YAML; limit: characters of a text or entries of a list;
    required: absent or empty is an error; default: applied when a row is created, never afterwards.
    """

    name: str
    key: str
    kind: Kind
    help: str
    required: bool = False
    default: object = None
    limit: int = MAX_LINE
    choices: tuple[str, ...] = ()
