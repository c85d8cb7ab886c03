"""A roadmap as an editor sends it."""

from __future__ import annotations

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.utils.datastructures import MultiValueDict

from roadmaps.admin.imports.upload import ImportForm, Upload, name_path, show_problems
from roadmaps.documents.read import MAX_FILE

TEXT = "title: Trail\ndescription: Where it leads.\nnodes: [{id: stage, title: Stage}]\n"
MATTER = f"---\n{TEXT}---\nMore of it.\n"


def send_file(data: bytes, name: str = "trail.yaml", **fields: str) -> ImportForm:
    return ImportForm(fields, MultiValueDict({"file": [SimpleUploadedFile(name, data)]}))


def send_text(text: str, name: str = "") -> ImportForm:
    return ImportForm({"text": text, "name": name})


def read(form: ImportForm) -> Upload:
    assert form.is_valid(), form.errors
    return form.read()


def tell(upload: Upload) -> list[str]:
    return [str(problem) for problem in upload.batch.problems]


def get_document(upload: Upload) -> tuple[str, str | None]:
    """The id and the body."""
    document = upload.batch.readings[0].document
    assert document, tell(upload)
    return document.key, document.body


@pytest.mark.parametrize("name", ["trail.yaml", "trail.yml", "Trail.YAML"])
def test_a_file_is_called_after_its_stem(name: str) -> None:
    upload = read(send_file(TEXT.encode(), name))

    assert get_document(upload) == ("trail", None)
    assert (upload.name, upload.text, upload.batch.readings[0].path) == (name, TEXT, name)


@pytest.mark.parametrize("name", ["trail.md", "trail.txt"])
def test_a_file_with_front_matter_has_a_body(name: str) -> None:
    assert get_document(read(send_file(MATTER.encode(), name))) == ("trail", "More of it.\n")


@pytest.mark.parametrize("name", ["trail", "trail.yaml", "Trail", "/srv/trails/trail.yaml", r"C:\Files\trail.yaml"])
def test_a_text_is_called_after_the_name_given(name: str) -> None:
    upload = read(send_text(TEXT, name))

    assert get_document(upload) == ("trail", None)
    assert {"/", "\\"}.isdisjoint(upload.batch.readings[0].path)


def test_a_text_without_a_name_needs_an_id() -> None:
    assert tell(read(send_text(TEXT))) == ["pasted.yaml:1:1: error: the roadmap has no id (give it an `id:`)"]
    assert get_document(read(send_text(f"id: trail\n{TEXT}"))) == ("trail", None)


@pytest.mark.parametrize(
    ("name", "text", "path"),
    [
        ("", TEXT, "pasted.yaml"),
        ("", MATTER, "pasted.md"),
        ("", f"\ufeff{MATTER}", "pasted.md"),
        ("", f"---\n{TEXT}", "pasted.yaml"),
        ("trail", MATTER, "trail.md"),
        ("node.js", TEXT, "node.js.yaml"),
        ("trail.txt", TEXT, "trail.txt"),
    ],
)
def test_a_text_shows_what_it_is(name: str, text: str, path: str) -> None:
    assert name_path(name, text) == path


def test_a_pasted_text_has_line_feeds_only() -> None:
    upload = read(send_text(MATTER.replace("\n", "\r\n"), "trail"))

    assert (upload.text, get_document(upload)) == (MATTER, ("trail", "More of it.\n"))


def test_nothing_is_not_enough() -> None:
    assert send_text(" \n ").errors == {"__all__": ["Choose a file, or paste the text of a roadmap."]}


def test_both_are_too_much() -> None:
    form = send_file(TEXT.encode(), text=TEXT)

    assert form.errors == {"__all__": ["Choose one: either a file or a pasted text, not both."]}


def test_a_file_has_the_name_of_a_roadmap() -> None:
    form = send_file(b"%PDF", "trail.pdf")

    assert form.errors == {"file": ["The name of a roadmap file ends in one of .md, .txt, .yaml, .yml."]}


def test_a_name_too_long_is_the_only_thing_said() -> None:
    form = send_file(TEXT.encode(), f"{'x' * 220}.yaml")

    assert form.errors == {"file": ["Ensure this filename has at most 200 characters (it has 225)."]}


@pytest.mark.parametrize(
    ("data", "problem"),
    [
        (b"", "trail.yaml:1:1: error: the file is empty"),
        (TEXT.encode("utf-16"), "trail.yaml:1:1: error: not UTF-8: the byte 0xFF"),
        (b"\x89PNG\r\n\x1a\n\x00\x00", "trail.yaml:1:1: error: not UTF-8: the byte 0x89"),
        (b"title: a\0b", "trail.yaml:1:9: error: the file has a NUL byte in it (is it a roadmap at all?)"),
        (b"#" * (MAX_FILE + 1), "trail.yaml:1:1: error: the file is larger than 2 MiB"),
    ],
)
def test_the_reader_says_what_is_wrong_with_a_file(data: bytes, problem: str) -> None:
    assert tell(read(send_file(data)))[0].startswith(problem)


@pytest.mark.parametrize(
    ("text", "problem"),
    [
        ("title: a\0b", "pasted.yaml:1:9: error: the file has a NUL byte in it (is it a roadmap at all?)"),
        ("#" * (MAX_FILE + 1), "pasted.yaml:1:1: error: the file is larger than 2 MiB"),
    ],
)
def test_the_reader_says_what_is_wrong_with_a_text(text: str, problem: str) -> None:
    assert tell(read(send_text(text))) == [problem]


def test_problems_show_their_lines_errors_first() -> None:
    upload = read(send_text("id: trail\n\ntitel: Trail\ndescription: x\nnodes: [{id: stage, title: Stage}]\n"))

    shown = show_problems(upload)

    assert [(each.problem.is_error, each.problem.line, each.excerpt) for each in shown] == [
        (True, 1, "id: trail"),
        (False, 3, "titel: Trail"),
    ]
