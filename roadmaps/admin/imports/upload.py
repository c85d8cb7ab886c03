"""A roadmap as an editor sends it: a file, or text pasted into a field."""

from __future__ import annotations

from dataclasses import dataclass
from pathlib import PurePath
from typing import Any

from django import forms
from django.conf import settings
from django.core.exceptions import ValidationError
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from roadmaps.admin.lines import translate_problem
from roadmaps.documents.check import check_set
from roadmaps.documents.files import Batch
from roadmaps.documents.front_matter import FrontMatterError, split_front_matter
from roadmaps.documents.keys import slug
from roadmaps.documents.problem import Problem
from roadmaps.documents.read import MAX_FILE, read_text
from roadmaps.documents.same import check_same_topics
from roadmaps.documents.search import SUFFIXES
from roadmaps.documents.text import normalise_line_ends
from roadmaps.targets import find_targets

MAX_NAME = 200
PASTED = "pasted"
"""What a pasted text is called that has no file name. It makes no id: without one in it, the text needs an `id:`."""


@dataclass(frozen=True, slots=True)
class Upload:
    """name: of the file, or as typed; text: what was sent, to be sent again; batch: as read."""

    name: str
    text: str
    batch: Batch


@dataclass(frozen=True, slots=True)
class ShownProblem:
    """A problem with the line of the text it stands in, "" where there is none."""

    problem: Problem
    excerpt: str


class PastedField(forms.Field):
    """Text as it was pasted; whatever is wrong with it is the reader's to say."""

    widget = forms.Textarea(attrs={"rows": 16, "spellcheck": "false"})

    def to_python(self, value: Any) -> str:
        return normalise_line_ends(value or "")


class ImportForm(forms.Form):
    """A file or a text, one of the two."""

    file = forms.FileField(
        label=gettext_lazy("File"),
        help_text=gettext_lazy("A roadmap in YAML (.yaml, .yml), or text with front matter (.md, .txt), up to 2 MiB."),
        required=False,
        allow_empty_file=True,
        max_length=MAX_NAME,
        widget=forms.FileInput(attrs={"accept": ",".join(sorted(SUFFIXES))}),
    )
    text = PastedField(label=gettext_lazy("Text"), required=False)
    name = forms.CharField(
        label=gettext_lazy("File name"),
        help_text=gettext_lazy("Optional. A text without an “id:” is called after its file."),
        required=False,
        max_length=MAX_NAME,
    )

    def clean_name(self) -> str:
        """The name alone: where the file stands on somebody's own machine means nothing here."""
        name: str = self.cleaned_data["name"]
        return name.replace("\\", "/").rpartition("/")[2]

    def clean(self) -> dict[str, Any]:
        file, pasted = self.cleaned_data.get("file"), self.cleaned_data["text"].strip()
        if file and pasted:
            raise ValidationError(_("Choose one: either a file or a pasted text, not both."))
        if file is None and not pasted and "file" not in self.errors:
            raise ValidationError(_("Choose a file, or paste the text of a roadmap."))
        if file and PurePath(file.name).suffix.lower() not in SUFFIXES:
            suffixes = ", ".join(sorted(SUFFIXES))
            self.add_error(
                "file", _("The name of a roadmap file ends in one of %(suffixes)s.") % {"suffixes": suffixes}
            )
        return self.cleaned_data

    def read(self) -> Upload:
        """What was sent, as the reader takes it; of a form that is valid."""
        file = self.cleaned_data["file"]
        if file is None:
            name, text = self.cleaned_data["name"], self.cleaned_data["text"]
            return Upload(name, text, _read_batch(text, name_path(name, text), default_id=_make_id(name)))
        data = file.read(MAX_FILE + 1)
        batch = _read_batch(data, file.name, default_id=_make_id(file.name))
        return Upload(file.name, data.decode("utf-8", "replace"), batch)


def name_path(name: str, text: str) -> str:
    """What a pasted text is called as a file: its end tells the reader YAML from front matter."""
    if PurePath(name).suffix.lower() in SUFFIXES:
        return name
    try:
        split_front_matter(text.removeprefix("\ufeff"))
    except FrontMatterError:
        return f"{name or PASTED}.yaml"
    return f"{name or PASTED}.md"


def show_problems(upload: Upload) -> list[ShownProblem]:
    """What the reader said, each with its line; errors first."""
    lines = normalise_line_ends(upload.text).split("\n")
    problems = sorted(upload.batch.problems, key=lambda problem: not problem.is_error)
    return [ShownProblem(translate_problem(problem), _find_line(lines, problem.line)) for problem in problems]


def _find_line(lines: list[str], number: int) -> str:
    return lines[number - 1].strip()[:MAX_NAME] if 0 < number <= len(lines) else ""


def _make_id(name: str) -> str:
    return slug(PurePath(name).stem if PurePath(name).suffix.lower() in SUFFIXES else name)


def _read_batch(data: str | bytes, path: str, *, default_id: str) -> Batch:
    """Read and check one text."""
    reading = read_text(data, path=path, default_id=default_id, link_base=settings.LINK_BASE)
    same = check_same_topics((reading,), find_targets)
    return Batch((reading,), 0, (*reading.problems, *check_set((reading,)), *same))
