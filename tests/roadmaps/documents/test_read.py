"""Reading: from a text or a file to a document, with every problem at once."""

import os
from pathlib import Path

import pytest

from roadmaps.documents import read
from roadmaps.documents.read import MAX_FILE, read_file, read_text

REAL = Path(__file__).parents[2] / "data" / "machine-learning.md"

SMALL = "title: Small\ndescription: A small roadmap.\nnodes:\n  - id: basics\n    title: Basics\n"


def read_lines(text: str, path: str = "x.yaml") -> list[str]:
    return [str(problem) for problem in read_text(text, path=path, default_id="x").problems]


def test_real_file_reads_as_it_stands() -> None:
    reading = read_file(REAL)
    document = reading.document
    assert reading.problems == ()
    assert document is not None
    assert (document.id, document.title, document.featured) == ("machine-learning", "Machine Learning Engineer", True)
    topics = [topic for node in document.nodes for topic in node.topics or ()]
    assert [node.key for node in document.nodes] == [
        "math-for-ml", "supervised-learning", "unsupervised-learning", "evaluation-engineering", "deployment",
    ]  # fmt: skip
    assert [topic.key for topic in topics] == [
        "linear-algebra",
        "calculus",
        "probability-statistics",
        "linear-logistic-regression",
        "decision-trees-random-forests",
        "support-vector-machines-svm",
        "gradient-boosting",
        "clustering-k-means",
        "dimensionality-reduction-pca",
        "feature-engineering",
        "cross-validation-metrics",
        "model-serialization",
        "api-development",
    ]
    assert [topic.key for topic in topics if topic.optional] == ["support-vector-machines-svm"]
    assert sum(len(topic.links or ()) for topic in topics) == 11
    assert document.body is None


def test_every_problem_at_once_in_the_order_of_the_file() -> None:
    text = (
        "titel: Small\ndescription: A small roadmap.\nfeatured: maybe\nnodes:\n"
        "  - title: Basics\n    dependsOn: [more]\n"
        "    topics:\n      - name: A\n        dificulty: hard\n        optional: ''\n      - name: a\n"
    )
    assert read_lines(text) == [
        "x.yaml:1:1: error: a roadmap needs `title`",
        "x.yaml:1:1: warning: unknown key 'titel' (did you mean 'title'?)",
        "x.yaml:3:11: error: `featured` is true or false, not 'maybe'",
        (
            "x.yaml:5:12: warning: the node has no id; 'basics' is made from its title and changes with it"
            " (write `id: basics`)"
        ),
        "x.yaml:6:17: error: no node is 'more' (write the id of a node of this roadmap)",
        "x.yaml:9:9: warning: unknown key 'dificulty' (did you mean 'difficulty'?)",
        "x.yaml:10:19: error: `optional` is empty (leave the line out)",
        "x.yaml:11:15: error: two topics are 'a' (also in line 8) (give one of them an `id:` of its own)",
    ]


def test_fifty_problems_and_the_number_of_the_rest() -> None:
    lines = read_lines(SMALL + "".join(f"  - id: node-{n}\n" for n in range(60)))
    assert len(lines) == 51
    assert lines[-1] == "x.yaml:65:5: error: and 10 more"


@pytest.mark.parametrize("text", ["", "\n\n", "# nothing\n", "\ufeff", "---", "---\n...\n", "~\n"])
def test_empty_text(text: str) -> None:
    assert read_lines(text) == ["x.yaml:1:1: error: the file is empty"]


def test_bom_and_windows_line_ends() -> None:
    reading = read_text(b"\xef\xbb\xbf" + SMALL.replace("\n", "\r\n").encode(), path="x.yaml", default_id="x")
    assert reading.document == read_text(SMALL, path="x.yaml", default_id="x").document
    assert read_lines("\ufeff" + SMALL.replace("Small", "''").replace("\n", "\r")) == [
        "x.yaml:1:8: error: `title` is empty"
    ]


def test_byte_that_is_not_utf8() -> None:
    (problem,) = read_text(b"a: b\nc: d\xe9\n", path="x.yaml").problems
    assert (problem.line, problem.column, problem.code) == (2, 5, "not-utf8")


def test_surrogate_in_a_text() -> None:
    assert read_lines("a: b\nc: \ud800\n") == [
        "x.yaml:2:4: error: the file has U+D800 control character in it (remove it)"
    ]


def test_every_forbidden_character_is_told() -> None:
    (one, two) = read_text("a: \x07\nb: c\u202e", path="x.yaml").problems
    assert (one.line, one.column, two.line, two.column) == (1, 4, 2, 5)


def test_size_limit() -> None:
    fits = SMALL + "#" * (MAX_FILE - len(SMALL))
    assert read_text(fits, path="x.yaml", default_id="x").errors == ()
    assert read_lines(fits + "#") == ["x.yaml:1:1: error: the file is larger than 2 MiB"]


@pytest.mark.parametrize("path", ["x.md", "x.txt", "X.MD"])
def test_front_matter_and_body(path: str) -> None:
    reading = read_text(f"---\n{SMALL}---\n\n# Hello\n", path=path, default_id="x")
    assert reading.problems == ()
    assert reading.document is not None
    assert reading.document.body == "# Hello\n"


def test_empty_body_is_absent() -> None:
    document = read_text(f"---\n{SMALL}---\n\n", path="x.md", default_id="x").document
    assert document is not None
    assert document.body is None


def test_problem_in_the_body_has_its_line() -> None:
    (line,) = read_lines(f"---\n{SMALL}---\n\n{'a' * 20_001}\n", path="x.md")
    assert line == "x.md:9:1: error: `body` is 20,002 characters long, the limit is 20,000"


def test_body_without_a_roadmap_above() -> None:
    assert len(read_lines("---\n- a\n---\nText\n", path="x.md")) == 1


def test_file_gives_its_stem_as_id(tmp_path: Path) -> None:
    file = tmp_path / "C++ & Friends.yaml"
    file.write_text(SMALL)
    document = read_file(str(file)).document
    assert document is not None
    assert document.id == "c-plus-plus-friends"


def test_file_without_a_usable_stem(tmp_path: Path) -> None:
    file = tmp_path / "___.yaml"
    file.write_text(SMALL)
    assert [problem.code for problem in read_file(file).problems] == ["no-id"]


def test_missing_file(tmp_path: Path) -> None:
    (problem,) = read_file(tmp_path / "none.yaml").problems
    assert str(problem) == f"{tmp_path}/none.yaml:1:1: error: cannot be read: No such file or directory"


def test_folder_is_no_file(tmp_path: Path) -> None:
    (problem,) = read_file(tmp_path).problems
    assert problem.message == "cannot be read: it is a folder, not a file"


def test_pipe_is_no_file(tmp_path: Path) -> None:
    os.mkfifo(tmp_path / "pipe.yaml")
    (problem,) = read_file(tmp_path / "pipe.yaml").problems
    assert problem.message == "cannot be read: it is not a regular file"


def test_path_that_no_system_takes() -> None:
    (problem,) = read_file("a\0.yaml").problems
    assert problem.message == "cannot be read: embedded null byte"


def test_large_file_is_not_read_whole(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(read, "MAX_FILE", 10)
    file = tmp_path / "x.yaml"
    file.write_text(SMALL)
    assert [problem.code for problem in read_file(file).problems] == ["too-large"]
