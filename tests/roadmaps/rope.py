"""What tests do to the trail 'rope', and read from its pages."""

from __future__ import annotations

from accounts.models import User
from roadmaps.models import Topic
from tests.factories import MarkFactory
from tests.progress.pages import Answer, Element, read

HTMX = {"hx-request": "true"}
PAGES = ["/", "/roadmaps/", "/roadmaps/rope/", "/roadmaps/rope/start/", "/roadmaps/rope/start/knots/"]


def topic_of(key: str) -> Topic:
    return Topic.objects.select_related("node__roadmap", "roadmap").get(key=key)


def mark(person: User, **statuses: str) -> None:
    """Gives a person marks: `knots="done"`, or "done known" with the reason."""
    for key, words in statuses.items():
        status, _, reason = words.partition(" ")
        MarkFactory.create(user=person, topic=topic_of(key), status=status, reason=reason)


def retire(*keys: str) -> None:
    Topic.objects.filter(key__in=keys).update(retired=True)


def list_rows(page: Element) -> list[tuple[str, str]]:
    """(topic, status) of each row."""
    return [(row["data-topic"], row["data-status"]) for row in page.list_all("li", "data-topic")]


def read_meter(page: Element, key: str) -> list[str]:
    """percent, done, required, left."""
    meter = page.find("", data_meter=key)
    return [meter[f"data-{name}"] for name in ("percent", "done", "required", "left")]


def read_vary(response: Answer) -> set[str]:
    return set(response["Vary"].split(", "))


def check_not_found(response: Answer) -> None:
    """A 404 in our layout with a way on."""
    page = read(response, status=404)
    assert page.find("h1").text == "Not found"
    assert page.find("main").list_links() == [("See all roadmaps", "/roadmaps/"), ("To the front page", "/")]
    assert page.find("header", class_="bar").find("a", class_="brand")["href"] == "/"
