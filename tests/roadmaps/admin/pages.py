"""The admin's pages as an editor's browser sees and sends them."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from typing import Any

from django.forms import BaseForm, CheckboxInput
from django.test import Client
from django.urls import reverse
from django.utils.html import strip_tags

from roadmaps.admin.seen import SEEN_VALUES
from roadmaps.models import Link, Node, Roadmap, Topic

Content = Roadmap | Node | Topic | Link


def list_page(model: type[Content]) -> str:
    return reverse(f"admin:roadmaps_{model.__name__.lower()}_changelist")


def add_page(model: type[Content]) -> str:
    return reverse(f"admin:roadmaps_{model.__name__.lower()}_add")


def change_page(row: Content) -> str:
    return reverse(f"admin:roadmaps_{type(row).__name__.lower()}_change", args=[row.pk])


def delete_page(row: Content) -> str:
    return reverse(f"admin:roadmaps_{type(row).__name__.lower()}_delete", args=[row.pk])


def read_form(client: Client, page: str) -> dict[str, str]:
    """What the browser would send of the form on this page if nobody touched it."""
    response = client.get(page)
    assert response.status_code == 200
    return read_shown(response)


def read_shown(response: Any) -> dict[str, str]:
    """What the browser would send of the form in this answer."""
    return dict(_read_context(response.context))


def send_form(client: Client, page: str, changes: Mapping[str, object]) -> Any:
    """Opens the form, changes these inputs and saves it. Returns the answer."""
    return client.post(page, read_form(client, page) | {name: str(value) for name, value in changes.items()})


def save_form(client: Client, page: str, **changes: object) -> list[str]:
    """As send_form, for a form that is saved: the messages that say so."""
    response = send_form(client, page, changes)
    assert response.status_code == 302, list_errors(response)
    return list_messages(client.get(response["Location"]))


def list_errors(response: Any) -> dict[str, list[str]]:
    """Errors by input; those of no single input under "__all__"."""
    context = response.context
    found: dict[str, list[str]] = {}
    for form in _list_forms(context):
        for name, errors in form.errors.items():
            found[form.add_prefix(name) if name != "__all__" else name] = [str(error) for error in errors]
    for inline in context["inline_admin_formsets"]:
        if inline.formset.non_form_errors():
            found[inline.formset.prefix] = [str(error) for error in inline.formset.non_form_errors()]
    return found


def list_messages(response: Any) -> list[str]:
    return [str(message) for message in response.context["messages"]]


def read_cells(response: Any) -> list[list[str]]:
    """The rows of a list page, without the column of check boxes and without tags."""
    results = response.context["cl"].result_list
    admin = response.context["cl"].model_admin
    return [[strip_tags(str(_read_cell(admin, row, name))) for name in admin.list_display] for row in results]


def _read_cell(admin: Any, row: Any, name: str) -> object:
    return getattr(admin, name)(row) if hasattr(admin, name) else getattr(row, name)


def _list_forms(context: Any) -> Iterator[BaseForm]:
    yield context["adminform"].form
    for inline in context["inline_admin_formsets"]:
        yield from inline.formset.forms


def _read_context(context: Any) -> Iterator[tuple[str, str]]:
    yield SEEN_VALUES, context["seen_values"]
    managements = [inline.formset.management_form for inline in context["inline_admin_formsets"]]
    for form in [*managements, *_list_forms(context)]:
        for field in form:
            value = field.value()
            if isinstance(field.field.widget, CheckboxInput):
                if value:
                    yield field.html_name, "on"
            else:
                yield field.html_name, "" if value is None else str(value)
