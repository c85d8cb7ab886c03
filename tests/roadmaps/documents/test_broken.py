"""Every file of fixtures/broken has one fault: exactly one error, at its line. A file without a row fails, and a row
without a file."""

from pathlib import Path

import pytest

from roadmaps.documents.read import read_file

BROKEN = Path(__file__).parents[3] / "fixtures" / "broken"

# file, named after its fault | line | words of the message
FAULTS = [
    ("alias-is-another-id.yaml", 11, "the alias 'loops' is the id of another topic"),
    ("alias-is-another-name.yaml", 10, "the alias 'loops' is the id of another topic"),
    ("alias-twice.yaml", 12, "the alias 'repeat' is claimed by two topics, 'loops' and 'more'"),
    ("alias.yaml", 9, "the alias *shared is not allowed"),
    ("anchor.yaml", 9, "the anchor &shared is not allowed"),
    ("bad-boolean.yaml", 9, "`optional` is true or false, not 'maybe'"),
    ("bad-date.yaml", 9, "`reviewed` is a date, not '2026-02-30'"),
    ("bad-difficulty.yaml", 9, "`difficulty` is one of beginner, intermediate, advanced, not 'beginer'"),
    ("bad-id.yaml", 9, "`id`: 'for_loops' is not a key"),
    ("bad-indent.yaml", 10, "not valid YAML: mapping values are not allowed in this context"),
    ("bad-medium.yaml", 12, "`medium` is one of video, article, docs, book, course, repository, other, not 'webpage'"),
    ("bad-same-as.yaml", 9, "`sameAs`: 'loops' names no topic"),
    ("bad-status.yaml", 3, "`status` is one of draft, published, archived, not 'public'"),
    ("bidi-override.yaml", 9, "the file has U+202E right-to-left override in it"),
    ("binary.yaml", 1, "not UTF-8: the byte 0x89"),
    ("complex-key.yaml", 9, "a key must be a text"),
    ("crlf-bad-difficulty.yaml", 9, "`difficulty` is one of beginner, intermediate, advanced, not 'hard'"),
    ("cycle.yaml", 6, "nodes depend on each other in a circle: basics -> more -> basics"),
    ("deep.yaml", 9, "nested more than 12 levels deep"),
    ("depends-on-itself.yaml", 6, "the node 'basics' depends on itself"),
    ("description-is-list.yaml", 9, "`description` is one text, not a list"),
    ("directive.yaml", 1, "directives (%YAML, %TAG) are not allowed"),
    ("duplicate-node-key.yaml", 9, "two nodes are 'basics' (also in line 4)"),
    ("duplicate-topic-key.yaml", 12, "two topics are 'loops' (also in line 8)"),
    ("duplicate-yaml-key.yaml", 10, "the key 'optional' is here twice (also in line 9)"),
    ("empty-boolean.yaml", 9, "`optional` is empty"),
    ("empty-file.yaml", 1, "the file is empty"),
    ("empty-nodes.yaml", 3, "`nodes` is empty"),
    ("empty-title.yaml", 1, "`title` is empty"),
    ("escaped-control.yaml", 9, "`description` has U+0007 control character in it"),
    ("hostile-link.yaml", 11, "`url`: a link with javascript: is not allowed"),
    ("latin1.yaml", 9, "not UTF-8: the byte 0xE9"),
    ("link-twice.yaml", 13, "the link https://example.org/page is here twice"),
    ("link-with-password.yaml", 11, "`url`: a link has a user name or password in it"),
    ("link-without-url.yaml", 10, "a link needs `url`"),
    ("long-text.yaml", 9, "`description` is 20,004 characters long, the limit is 20,000"),
    ("merge-key.yaml", 9, "merge keys (<<) are not allowed"),
    ("missing-description.yaml", 1, "a roadmap needs `description`"),
    ("missing-nodes.yaml", 1, "a roadmap needs `nodes`"),
    ("missing-title.yaml", 1, "a roadmap needs `title`"),
    ("nameless-key.yaml", 9, "no key can be made of the topic's name '!?'"),
    ("no-front-matter.md", 1, "the file does not begin with ---"),
    ("node-alias-is-another-id.yaml", 11, "the alias 'basics' is the id of another node"),
    ("node-alias-twice.yaml", 9, "the alias 'start' is claimed by two nodes, 'basics' and 'more'"),
    ("node-is-text.yaml", 9, "a node is a list of `key: value` lines"),
    ("node-without-title.yaml", 9, "a node needs `title`"),
    ("not-a-mapping.yaml", 1, "a roadmap is a list of `key: value` lines"),
    ("nul-byte.yaml", 9, "the file has a NUL byte in it"),
    ("python-tag.yaml", 9, "the tag 'tag:yaml.org,2002:python/name:os.system' is not allowed"),
    ("same-as-itself.yaml", 10, "`sameAs` names the topic itself"),
    ("tab-indent.yaml", 8, "a tab in the indentation"),
    ("tag.yaml", 9, "the tag 'tag:yaml.org,2002:str' is not allowed"),
    ("too-many-links.yaml", 10, "`links` has 101 entries, the limit is 100"),
    ("too-many-marks.yaml", 9, "the file has more than 30 marks on one letter in it"),
    ("too-many-nodes.yaml", 4, "`nodes` has 201 entries, the limit is 200"),
    ("topic-without-name.yaml", 9, "a topic needs `name`"),
    ("topics-is-text.yaml", 6, "`topics` is a list"),
    ("two-bodies.md", 4, "the body is here and after the front matter, in line 12"),
    ("two-documents.yaml", 9, "a second document begins here"),
    ("two-line-name.yaml", 9, "`duration` is one line, without line breaks or tabs"),
    ("unclosed-bracket.yaml", 10, "not valid YAML: did not find expected ',' or ']'"),
    ("unclosed-front-matter.md", 1, "the --- of line 1 is not closed"),
    ("unclosed-quote.yaml", 9, "not valid YAML: found unexpected end of stream"),
    ("unknown-depends-on.yaml", 11, "no node is 'basic'"),
    ("unknown-depends-on-unlike-any.yaml", 11, "no node is 'zzz'"),
    ("unquoted-colon.yaml", 9, "not valid YAML: mapping values are not allowed in this context"),
    ("utf16.yaml", 1, "not UTF-8: the byte 0xFF"),
]


def test_each_broken_file_has_its_row() -> None:
    assert sorted(file.name for file in BROKEN.iterdir()) == sorted(name for name, _, _ in FAULTS)


@pytest.mark.parametrize(("name", "line", "message"), FAULTS, ids=[name for name, _, _ in FAULTS])
def test_broken_file_has_exactly_one_error(name: str, line: int, message: str) -> None:
    reading = read_file(BROKEN / name)
    assert [(problem.line, problem.message) for problem in reading.problems] == [(line, message)]
    assert reading.errors == reading.problems
    assert reading.document is None


@pytest.mark.parametrize(
    "name",
    [
        name
        for name, _, _ in FAULTS
        if name.startswith(("alias-", "cycle", "depends", "duplicate", "node-alias", "same-as", "unknown"))
    ],
)
def test_broken_rule_across_a_document_says_what_to_do(name: str) -> None:
    (problem,) = read_file(BROKEN / name).problems
    assert problem.hint
