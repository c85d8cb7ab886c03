"""What was sent with a form comes back as fields that can be sent again."""

from __future__ import annotations

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.test import RequestFactory
from pytest_django import Settings

from operation.typed import Field, read_typed

ASK = RequestFactory()


def test_words_are_shown_and_the_rest_is_carried_along() -> None:
    sent = {"csrfmiddlewaretoken": "aB3", "version": "4", "text": "My note,\nin two lines", "choice": ["a", "b"]}
    typed = read_typed(ASK.post("/note/", sent))
    assert typed is not None
    assert typed.fields == [
        Field("csrfmiddlewaretoken", "aB3", "hidden"),
        Field("version", "4", "hidden"),
        Field("text", "My note,\nin two lines", "words"),
        Field("choice", "a", "hidden"),
        Field("choice", "b", "hidden"),
    ]
    assert (typed.is_seen, typed.has_files) == (True, False)


@pytest.mark.parametrize(
    "name", ["password", "password1", "oldpassword", "new_password2", "code", "otp", "client_secret", "PassPhrase"]
)
def test_a_secret_is_asked_for_again(name: str) -> None:
    typed = read_typed(ASK.post("/", {name: "walk the trail"}))
    assert typed is not None
    assert typed.fields == [Field(name, "", "secret")]


@pytest.mark.parametrize(
    ("name", "value", "kind"),
    [
        ("text", "Short", "words"),
        ("text", "", "hidden"),
        ("codeSnippet", "x", "hidden"),
        ("title", "Two words", "words"),
    ],
)
def test_what_counts_as_written(name: str, value: str, kind: str) -> None:
    typed = read_typed(ASK.post("/", {name: value}))
    assert typed is not None
    assert typed.fields == [Field(name, value, kind)]


def test_a_file_is_asked_for_again() -> None:
    typed = read_typed(ASK.post("/", {"file": SimpleUploadedFile("a.yaml", b"title: A"), "note": "x"}))
    assert typed is not None
    assert typed.fields == [Field("note", "x", "hidden"), Field("file", "", "file")]
    assert typed.has_files


def test_a_page_that_is_read_has_no_form() -> None:
    assert read_typed(ASK.get("/", {"q": "two words"})) is None


def test_a_form_that_cannot_be_read_is_none(settings: Settings) -> None:
    settings.DATA_UPLOAD_MAX_NUMBER_FIELDS = 1
    assert read_typed(ASK.post("/", {"a": "1", "b": "2"})) is None
    assert read_typed(ASK.post("/", b"--", content_type="multipart/form-data; boundary=")) is None
