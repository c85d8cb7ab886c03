"""What somebody sent with a form, as fields of a form that sends it again."""

from __future__ import annotations

import re
from dataclasses import dataclass
from typing import Any

from django.core.exceptions import SuspiciousOperation
from django.core.files.uploadedfile import UploadedFile
from django.http import HttpRequest, QueryDict
from django.http.multipartparser import MultiPartParserError
from django.utils.datastructures import MultiValueDict

SECRET = re.compile(r"pass(word|phrase|wd)|secret|^(code|otp|token)$", re.IGNORECASE)
WRITTEN = re.compile(r"\s")  # what a person wrote has words; keys, tokens and choices have none
OWN_WORDS = {"text", "message", "evidence", "body", "description"}


@dataclass(frozen=True)
class Field:
    """`kind` is `hidden`, `words` (shown), `secret` or `file` (both asked for again: neither is sent back)."""

    name: str
    value: str
    kind: str


@dataclass(frozen=True)
class Typed:
    fields: list[Field]

    @property
    def has_files(self) -> bool:
        return any(field.kind == "file" for field in self.fields)

    @property
    def is_seen(self) -> bool:
        """Whether any of it stands on the page for a person to read or fill in."""
        return any(field.kind != "hidden" for field in self.fields)


def read_typed(request: HttpRequest) -> Typed | None:
    """The fields of a form, in their order; None for a request that is none or that could not be read."""
    if request.method != "POST":
        return None
    try:
        post, files = request.POST, request.FILES
    except (OSError, SuspiciousOperation, MultiPartParserError):
        return None
    return Typed(list_fields(post) + list_files(files))


def list_fields(post: QueryDict) -> list[Field]:
    return [make_field(name, str(value)) for name, values in post.lists() for value in values]


def list_files(files: MultiValueDict[str, UploadedFile[Any]]) -> list[Field]:
    return [Field(name, "", "file") for name in files]


def make_field(name: str, value: str) -> Field:
    if SECRET.search(name):
        return Field(name, "", "secret")
    is_written = WRITTEN.search(value) or (value and name in OWN_WORDS)
    return Field(name, value, "words" if is_written else "hidden")
