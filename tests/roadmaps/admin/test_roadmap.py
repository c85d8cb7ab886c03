from datetime import UTC, datetime

import pytest
from django.contrib.auth.models import Permission
from django.test import Client
from django.urls import reverse

from accounts.models import User
from progress.models import Status
from roadmaps.models import ImportedDocument, Roadmap
from tests.clients import client_of
from tests.factories import MarkFactory, NodeFactory, RoadmapFactory, TopicFactory, UserFactory
from tests.queries import count_queries
from tests.roadmaps.admin.pages import change_page, list_page, read_cells

AS_IMPORTED = {"id": "trail", "title": "As imported", "description": "Imported.", "nodes": []}

pytestmark = pytest.mark.django_db

IMPORTED = datetime(2026, 5, 3, tzinfo=UTC)


def fill_roadmap(title: str) -> Roadmap:
    """Two topics on the trail, two out of it; two learners, one of them twice, and one who took a mark back."""
    roadmap = RoadmapFactory.create(title=title, featured=True)
    there, gone = NodeFactory.create(roadmap=roadmap), NodeFactory.create(roadmap=roadmap, retired=True)
    topics = TopicFactory.create_batch(2, node=there)
    out = [TopicFactory.create(node=there, retired=True), TopicFactory.create(node=gone)]
    person = UserFactory.create()
    MarkFactory.create(user=person, topic=topics[0])
    MarkFactory.create(user=person, topic=out[0], status=Status.DONE)
    MarkFactory.create(topic=topics[1], status=Status.SKIPPED)
    MarkFactory.create(topic=topics[1], status=Status.TODO)
    ImportedDocument.objects.create(roadmap=roadmap, document=AS_IMPORTED, path=f"{title}.yaml", imported_at=IMPORTED)
    return roadmap


def test_the_list_shows_what_editors_need(desk: Client) -> None:
    fill_roadmap("SQL")
    RoadmapFactory.create(title="Web", status="draft")

    assert read_cells(desk.get(list_page(Roadmap))) == [
        ["SQL", "published", "2", "2", "2", "True", "2026-05-03 00:00:00+00:00", "0"],
        ["Web", "draft", "0", "0", "0", "False", "never", "0"],
    ]


@pytest.mark.parametrize("number", [1, 3])
def test_the_list_asks_the_same_of_the_database_whatever_its_length(desk: Client, number: int) -> None:
    for place in range(number):
        fill_roadmap(f"Trail {place}")
    desk.get(list_page(Roadmap))

    with count_queries(7):  # session, person, their and their groups' permissions, two counts, the roadmaps
        desk.get(list_page(Roadmap))


def test_search_and_filters_find(desk: Client) -> None:
    for title, status in [("SQL", "draft"), ("SQL and more", "published"), ("Web", "draft")]:
        RoadmapFactory.create(title=title, status=status)

    response = desk.get(list_page(Roadmap), {"q": "sql", "status__exact": "draft"})

    assert [row[0] for row in read_cells(response)] == ["SQL"]


def test_the_page_leads_to_the_site_and_to_its_nodes(desk: Client) -> None:
    node = NodeFactory.create()

    response = desk.get(change_page(node.roadmap))

    link = response.context["absolute_url"]
    assert desk.get(link)["Location"].endswith(reverse("roadmap", args=[node.roadmap.key]))
    assert f'href="{change_page(node)}"' in response.content.decode()


def test_the_imported_document_is_to_look_at_only(superuser_desk: Client) -> None:
    document = fill_roadmap("SQL").imported
    page = reverse("admin:roadmaps_importeddocument_change", args=[document.pk])

    assert superuser_desk.get(page).status_code == 200
    assert superuser_desk.post(page, {"path": "mine.yaml"}).status_code == 403
    assert superuser_desk.get(reverse("admin:roadmaps_importeddocument_add")).status_code == 403
    assert superuser_desk.post(reverse("admin:roadmaps_importeddocument_delete", args=[document.pk])).status_code == 403
    assert ImportedDocument.objects.get().path == "SQL.yaml"


def test_whoever_may_only_look_sees_the_page_read_only(learner: User) -> None:
    learner.is_staff = True
    learner.save()
    learner.user_permissions.add(*Permission.objects.filter(codename__in=["view_roadmap", "view_node"]))
    roadmap = fill_roadmap("SQL")

    client = client_of(learner)

    assert client.get(change_page(roadmap)).status_code == 200
    assert client.post(change_page(roadmap), {"title": "Mine"}).status_code == 403
