"""The pages of imports, as an editor reads them and presses their buttons."""

from __future__ import annotations

from django.test import Client
from django.urls import reverse

from roadmaps.models import ImportRun, Topic
from roadmaps.revisions import raise_revision
from tests.progress.pages import Answer, Element, read

TRAIL = """\
id: trail
title: Trail
description: Where it leads.
nodes:
  - id: basics
    title: The basics
    topics:
      - {id: one, name: The first, duration: 2 weeks}
      - {id: two, name: The second}
      - {id: three, name: The third}
  - id: more
    title: More of it
    topics:
      - {id: four, name: The fourth}
"""
LONGER = TRAIL.replace("2 weeks", "10 days")
START, LIST = "/admin/roadmaps/importrun/new/", "/admin/roadmaps/importrun/"
APPLY_PAGE = f"{START}apply/"
STALE = (
    "Nothing was written: the site, or the text, is not what it was when you looked. "
    "This is the plan as it is now; your choices are kept."
)
PLAN, APPLY, AGAIN, UNDO = "Show what would change", "Apply exactly this plan", "Plan again", "Take it back"


def edit_topic(key: str, **values: object) -> None:
    """As somebody in the admin would."""
    topic = Topic.objects.get(key=key)
    Topic.objects.filter(pk=topic.pk).update(**values)
    raise_revision(topic.roadmap_id)


def get_duration() -> str:
    """Of the first topic."""
    return Topic.objects.get(key="one").duration


def record_page(run: ImportRun) -> str:
    return reverse("admin:roadmaps_importrun_change", args=[run.pk])


def undo_page(run: ImportRun) -> str:
    return reverse("admin:roadmaps_import_undo", args=[run.pk])


def plan_text(client: Client, text: str, name: str = "") -> Element:
    """Paste a text and ask for its plan."""
    return read(client.post(START, {"text": text, "name": name}))


def bring_text(client: Client, text: str) -> ImportRun:
    """Paste a text, apply its plan, and return the record."""
    answer = press(client, plan_text(client, text), APPLY)
    run = ImportRun.objects.latest("id")
    assert answer["Location"] == record_page(run)
    return run


def press(client: Client, page: Element, button: str, **changes: object) -> Answer:
    """Press a button of the form, some inputs changed (`None`: left out)."""
    form = next(form for form in page.list_all("form") if button in form.list_texts("button"))
    pressed = next(each for each in form.list_all("button") if each.text == button)
    inputs: dict[str, object] = {**read_inputs(form), **changes}
    data = {name: value for name, value in inputs.items() if value is not None}
    return client.post(pressed.attributes.get("formaction") or form["action"], data)


def read_inputs(form: Element) -> dict[str, list[str]]:
    """What the browser would send if nobody touched the form."""
    found: dict[str, list[str]] = {}
    for each in form.list_all("", "name"):
        chosen = each.attributes.get("type") not in ("radio", "checkbox") or "checked" in each.attributes
        if each.tag == "textarea":
            text = "".join(child for child in each.children if isinstance(child, str))
            found[each["name"]] = [text.removeprefix("\n").replace("\n", "\r\n")]
        elif chosen and each["name"] != "csrfmiddlewaretoken":
            found.setdefault(each["name"], []).append(each.attributes.get("value", ""))
    return found


def list_buttons(page: Element) -> list[str]:
    return page.find("main").list_texts("button")


def list_notes(page: Element) -> list[str]:
    return page.list_texts("", class_="import-note")


def tell_plan(page: Element) -> list[tuple[str, list[str]]]:
    """(act, its rows as they read) of each section."""
    sections = page.list_all("", "data-act")
    return [
        (section["data-act"], [row.text for row in section.list_all("li", class_="change")]) for section in sections
    ]


def list_messages(page: Element) -> list[str]:
    return [text for messages in page.list_all("ul", class_="messagelist") for text in messages.list_texts("li")]
