"""Who may curate: editors. Who may not: everybody else."""

import pytest
from django.test import Client
from django.urls import reverse

from accounts.models import User
from roadmaps.models import Link, Node, Roadmap, Topic
from tests.clients import client_of
from tests.factories import LinkFactory
from tests.roadmaps.admin.pages import Content, change_page, list_page

pytestmark = pytest.mark.django_db

MODELS: list[type[Content]] = [Roadmap, Node, Topic, Link]
ELSEWHERE = ["accounts_user", "progress_mark", "progress_change", "auth_group", "roadmaps_importeddocument"]


def list_rows(link: Link) -> list[Content]:
    return [link.topic.roadmap, link.topic.node, link.topic, link]


def test_an_editor_sees_content_and_nothing_else(desk: Client) -> None:
    apps = desk.get(reverse("admin:index")).context["app_list"]

    assert [(app["app_label"], [model["object_name"] for model in app["models"]]) for app in apps] == [
        ("progress", ["Report"]),
        ("roadmaps", ["ImportRun", "Link", "Node", "Roadmap", "Topic"]),
    ]


def test_an_editor_opens_every_page_of_content(desk: Client) -> None:
    rows = list_rows(LinkFactory.create())

    pages = [change_page(row) for row in rows] + [list_page(model) for model in MODELS]

    assert [desk.get(page).status_code for page in pages] == [200] * 8


def test_an_editor_sees_no_people_and_no_marks(desk: Client) -> None:
    pages = [reverse(f"admin:{name}_changelist") for name in ELSEWHERE]

    assert [desk.get(page).status_code for page in pages] == [403] * 5


def test_a_learner_is_refused(learner: User) -> None:
    rows = list_rows(LinkFactory.create())
    client = client_of(learner)

    pages = [change_page(row) for row in rows] + [list_page(model) for model in MODELS]

    answers = [client.post(page, {"title": "Mine", "name": "Mine"}, follow=True) for page in pages]
    assert [answer.status_code for answer in answers] == [403] * 8
    assert Topic.objects.get().name == rows[2].name  # type: ignore[union-attr]  # the third is the topic


def test_a_guest_is_sent_to_sign_in(guest: Client) -> None:
    rows = list_rows(LinkFactory.create())

    for page in [change_page(row) for row in rows]:
        response = guest.post(page, {"title": "Mine", "name": "Mine"})
        assert response["Location"].partition("?")[0] == reverse("admin:login")
    assert Topic.objects.get().name == rows[2].name  # type: ignore[union-attr]  # the third is the topic


def test_the_admin_wears_our_name_and_leads_back(desk: Client) -> None:
    page = desk.get(reverse("admin:index")).content.decode()

    assert "<title>Site administration · Waymark</title>" in page
    assert f'<a href="{reverse("home")}">Back to the site</a>' in page
    assert "style=" not in page
