"""What a browser sends to move progress, and what comes back."""

from __future__ import annotations

from django.test import Client

from progress.models import Mark
from roadmaps.models import Topic
from tests.progress.pages import Answer, Element, read

HTMX = {"hx-request": "true"}


def press(client: Client, topic: Topic, status: str, *, node: str = "", **data: str) -> Answer:
    """Marks through the web, without script."""
    return client.post(mark_address(topic, node), {"status": status} | data)


def swap(client: Client, topic: Topic, status: str, **data: str) -> Element:
    """Marks through htmx; the fragment that comes back."""
    return read(client.post(mark_address(topic), {"status": status} | data, headers=HTMX))


def mark_address(topic: Topic, node: str = "") -> str:
    return f"/roadmaps/{topic.roadmap.key}/{node or topic.node.key}/{topic.key}/mark/"


def list_toasts(page: Element) -> list[tuple[str, str]]:
    """(what is said, where its undo leads) of each toast."""
    toasts = page.find(id="toasts").list_all("div", class_="toast")
    return [
        (toast.find("span").text, next((form["action"] for form in toast.list_all("form")), "")) for toast in toasts
    ]


def list_marks() -> list[tuple[str, str, str, str]]:
    return list(Mark.objects.order_by("id").values_list("user__display_name", "topic__key", "status", "reason"))
