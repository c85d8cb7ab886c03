"""What a form showed when its page was made, as a stamp that comes back with it: so that it can tell who changed what.

A value is compared as the text that a browser sends for it: "on" or "" for a box, line ends as LF.
"""

from __future__ import annotations

import json
from collections.abc import Iterable, Iterator, Mapping
from hashlib import sha256
from typing import Any

from django.forms import CheckboxInput
from django.forms.models import InlineForeignKeyField
from django.utils.translation import gettext as _

from roadmaps.documents.text import normalise_line_ends

SEEN_VALUES = "seen_values"
"""The input that carries the stamp."""


def stamp_forms(forms: Iterable[Any]) -> str:
    """Name of each input -> digest of what the site says there, as JSON."""
    stamp = {form.add_prefix(name): digest(read_site(form, name)) for form in forms for name in list_inputs(form)}
    return json.dumps(stamp, separators=(",", ":"))


def read_stamp(text: str) -> Mapping[str, str]:
    """What `stamp_forms` wrote; empty for anything else."""
    try:
        stamp = json.loads(text)
    except (ValueError, RecursionError):
        return {}
    return stamp if isinstance(stamp, dict) else {}


def digest(text: str) -> str:
    return sha256(text.encode()).hexdigest()[:12]


def list_inputs(form: Any) -> Iterator[str]:
    """The fields that a person fills in: not the identity of a row, nor the revision."""
    for name, field in form.fields.items():
        if not (field.widget.is_hidden or isinstance(field, InlineForeignKeyField)):
            yield name


def read_site(form: Any, name: str) -> str:
    """What the site says, as it stood when the form was made."""
    field = form.fields[name]
    return _write(field.prepare_value(form.get_initial_for_field(field, name)))


def read_sent(form: Any, name: str) -> str:
    """What was sent."""
    return _write(form.fields[name].widget.value_from_datadict(form.data, form.files, form.add_prefix(name)))


def put_sent(data: Any, field: Any, html_name: str, text: str) -> None:
    """Makes a copy of what was sent say something else."""
    data[html_name] = text
    if not text and isinstance(field.widget, CheckboxInput):
        del data[html_name]


def show_value(form: Any, name: str, text: str) -> str:
    """The text as the page shows it: the label of a choice, a tick as a word."""
    field = form.fields[name]
    if isinstance(field.widget, CheckboxInput):
        return _("ticked") if text else _("not ticked")
    choices = {str(value): str(label) for value, label in getattr(field, "choices", ())}
    return choices.get(text, text)


def _write(value: Any) -> str:
    if isinstance(value, bool):
        return "on" if value else ""
    return "" if value is None else normalise_line_ends(str(value))
