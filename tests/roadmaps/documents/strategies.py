"""Documents without a problem, as hypothesis makes them up."""

from dataclasses import replace

from hypothesis import strategies as st
from hypothesis.strategies import SearchStrategy

from roadmaps.documents.document import LinkDoc, NodeDoc, Question, RoadmapDoc, TopicDoc
from roadmaps.documents.keys import is_key
from roadmaps.documents.text import find_forbidden, normalise_text

TRAPS = [
    "NO",
    "no",
    "y",
    "~",
    "null",
    "Null",
    "true",
    "On",
    "010",
    "0x1F",
    "1e3",
    "12:30",
    "1_000",
    ".inf",
    ".nan",
    "-1",
    "2024-01-02",
    "=",
    "<<",
    "- a",
    "a: b",
    "a:",
    "a #b",
    "# a",
    "[a]",
    "{a",
    "a, b",
    "*a",
    "&a",
    "!a",
    "%a",
    "@a",
    "`a",
    "'a'",
    '"a"',
    "'",
    '"',
    "a\\b",
    "---",
    "...",
    "? a",
    "|",
    ">",
    "é",
    "日本語",
    "مرحبا",
    "👩‍💻",
    "a\u00a0b",
    "a  b",
    "\U0010ffff",
]
BLOCKS = [
    "a\nb",
    "a\n",
    "a\n\n",
    "\na",
    "\n\na\n",
    " a\nb",
    "\ta\nb",
    "a\n b\n\n\nc",
    "a \nb",
    "a\n \nb",
    "  a",
    "a  ",
    "a\t",
    "---\na\n---\n",
    "# a\n#",
    "a\n\t",
    "- a\n- b\n",
    "|\n  a",
    "x" * 101,
    "x " * 60,
    " " + "x" * 101,
]

clean_text = st.one_of(
    st.sampled_from(TRAPS + BLOCKS),
    st.text(st.characters(exclude_categories=["Cs"]), max_size=30),
    st.text("ab \n\t:#-'\"|>~0é", max_size=30),
).map(normalise_text)
texts = clean_text.filter(lambda text: bool(text.strip()) and not find_forbidden(text))
lines = texts.map(lambda text: " ".join(text.split())).filter(bool)
maybe_texts = st.one_of(st.none(), st.just(""), texts)
maybe_lines = st.one_of(st.none(), st.just(""), lines)
maybe_lists = st.one_of(st.none(), st.lists(lines, max_size=3).map(tuple))
booleans = st.one_of(st.none(), st.booleans())
keys = st.text("abcdeé0-", min_size=1, max_size=8).filter(is_key)
maybe_keys = st.one_of(st.none(), st.lists(keys, max_size=2).map(tuple))
urls = st.sampled_from(["https://a.org", "https://é.org/x?y=1#z", "/blog/x", "mailto:a@b.org", "http://a.org:80/ü"])
maybe_urls = st.one_of(st.none(), st.just(""), urls)
no_aliases: SearchStrategy[tuple[str, ...] | None] = st.sampled_from([None, ()])

links = st.lists(
    st.builds(LinkDoc, title=lines, url=urls, medium=st.sampled_from([None, "", "docs"]), paid=booleans),
    max_size=3,
    unique_by=lambda link: link.url,
).map(tuple)
topics = st.builds(
    TopicDoc,
    name=lines,
    id=st.just("x"),
    aliases=no_aliases,
    description=maybe_texts,
    difficulty=st.sampled_from([None, "beginner", "advanced"]),
    optional=booleans,
    duration=maybe_lines,
    prerequisites=maybe_lists,
    takeaways=maybe_lists,
    code_snippet=maybe_texts,
    code_language=maybe_lines.filter(lambda line: line is None or len(line) <= 40),
    video_url=maybe_urls,
    reviewed=st.one_of(st.none(), st.just(""), st.dates().map(lambda day: day.isoformat())),
    questions=st.one_of(st.none(), st.lists(st.builds(Question, ask=texts, answer=texts), max_size=2).map(tuple)),
    same_as=st.sampled_from([None, "", "other/topic"]),
    links=st.one_of(st.none(), links),
    references=st.one_of(st.none(), links),
)


@st.composite
def documents(draw: st.DrawFn) -> RoadmapDoc:
    """Documents without a problem: keys are numbered, so that none is there twice."""
    nodes = []
    for number in range(draw(st.integers(0, 2))):
        found = draw(st.one_of(st.none(), st.lists(topics, max_size=2)))
        inside = None
        if found is not None:
            inside = tuple(replace(topic, id=f"topic-{number}-{index}") for index, topic in enumerate(found))
        node = NodeDoc(
            title=draw(lines),
            id=f"node-{number}",
            aliases=draw(st.sampled_from([None, (), (f"old-{number}",)])),
            description=draw(maybe_texts),
            url=draw(maybe_urls),
            depends_on=draw(st.sampled_from([None, ()])) if number == 0 else ("node-0",),
            topics=inside,
        )
        nodes.append(node)
    return RoadmapDoc(
        id=draw(keys),
        title=draw(lines),
        description=draw(texts),
        nodes=tuple(nodes),
        aliases=draw(maybe_keys),
        featured=draw(booleans),
        image=draw(maybe_lines),
        tags=draw(maybe_lists),
        language=draw(st.sampled_from([None, "", "en", "NO"])),
        status=draw(st.sampled_from([None, "draft"])),
        discuss=draw(maybe_urls),
        body=draw(maybe_texts),
    )
