"""One rise of the revision a save; a stale form is refused; nothing with marks is ever deleted."""

import pytest
from django.contrib.messages import get_messages
from django.db.models.signals import pre_delete
from django.test import Client
from django.utils import timezone

from accounts.models import User
from progress.models import Cause, Change, Mark, Status
from roadmaps.models import FormerKey, ImportedDocument, ImportRun, Link, Node, Roadmap, RunDocument, Topic
from tests.factories import LinkFactory, MarkFactory, NodeFactory, RoadmapFactory, TopicFactory
from tests.roadmaps.admin.pages import (
    Content,
    add_page,
    change_page,
    delete_page,
    list_errors,
    list_page,
    read_form,
    save_form,
    send_form,
)
from tests.roadmaps.sync.samples import node, record, topic
from tests.roadmaps.sync.samples import roadmap as imported

AS_IMPORTED = {"id": "trail", "title": "As imported", "description": "Imported.", "nodes": []}

pytestmark = pytest.mark.django_db


def read_revision(roadmap: Roadmap) -> int:
    return Roadmap.objects.values_list("revision", flat=True).get(pk=roadmap.pk)


def test_a_save_with_inlines_raises_the_revision_once(desk: Client) -> None:
    link = LinkFactory.create()
    roadmap = link.topic.roadmap
    inputs = {"links-0-title": "Renamed", "links-1-title": "New", "links-1-url": "https://example.org/new"}

    save_form(desk, change_page(link.topic), name="Renamed", **inputs)

    assert read_revision(roadmap) == 1
    assert list(Link.objects.values_list("title", flat=True).order_by("id")) == ["Renamed", "New"]


@pytest.mark.parametrize(
    ("factory", "name"),
    [(RoadmapFactory, "title"), (NodeFactory, "title"), (TopicFactory, "name"), (LinkFactory, "title")],
)
def test_each_kind_of_page_raises_the_revision_of_its_roadmap(desk: Client, factory: type, name: str) -> None:
    row = factory.create()  # type: ignore[attr-defined]  # one of the factories above
    other = RoadmapFactory.create()

    save_form(desk, change_page(row), **{name: "Renamed"})

    revisions = dict(Roadmap.objects.values_list("pk", "revision"))
    assert revisions.pop(other.pk) == 0
    assert list(revisions.values()) == [1]


def test_what_is_new_raises_the_revision(desk: Client) -> None:
    save_form(desk, add_page(Roadmap), title="SQL", description="Tables.")
    roadmap = Roadmap.objects.get()
    assert roadmap.revision == 1

    save_form(desk, add_page(Node), roadmap=roadmap.pk, title="Basics")
    assert read_revision(roadmap) == 2

    save_form(desk, add_page(Topic), node=Node.objects.get().pk, name="Joins")
    assert read_revision(roadmap) == 3


def test_only_a_row_inside_changed(desk: Client) -> None:
    topic = TopicFactory.create()

    save_form(desk, change_page(topic.node), **{"topics-0-name": "Renamed"})

    assert read_revision(topic.roadmap) == 1
    assert Topic.objects.get().name == "Renamed"


def test_a_save_that_changes_nothing_writes_nothing(desk: Client) -> None:
    topic = TopicFactory.create(code_snippet="a = 1\n", description="One.\nTwo.", takeaways=["a", "b"])
    LinkFactory.create(topic=topic)
    before = Topic.objects.values().get()

    for row in (topic, topic.node, topic.roadmap):
        save_form(desk, change_page(row))

    assert Topic.objects.values().get() == before
    assert read_revision(topic.roadmap) == 0


def test_saving_leaves_the_imported_document_alone(desk: Client) -> None:
    topic = TopicFactory.create()
    document = {"title": "As imported", "id": topic.roadmap.key, "description": "Imported.", "nodes": []}
    ImportedDocument.objects.create(roadmap=topic.roadmap, document=document, path="a.yaml", imported_at=timezone.now())
    before = ImportedDocument.objects.values().get()

    save_form(desk, change_page(topic.roadmap), title="As edited")
    save_form(desk, change_page(topic), name="As edited")

    assert ImportedDocument.objects.values().get() == before


def test_a_stale_form_without_a_difference_says_only_that(desk: Client) -> None:
    link = LinkFactory.create()
    mine = read_form(desk, change_page(link))
    save_form(desk, change_page(link.topic.roadmap), title="Theirs")

    assert list_errors(desk.post(change_page(link), mine)) == {
        "__all__": ["Nothing was saved: someone else, or an import, changed this roadmap while you were editing."]
    }


def test_a_form_without_its_revision_is_stale(desk: Client) -> None:
    roadmap = RoadmapFactory.create(title="SQL")

    response = send_form(desk, change_page(roadmap), {"title": "Mine", "seen_revision": ""})

    assert list_errors(response)["title"] == ["On the site now: “SQL”"]
    assert Roadmap.objects.get().title == "SQL"


def list_content(topic: Topic) -> list[Roadmap | Node | Topic]:
    return [topic.roadmap, topic.node, topic]


KEPT = "1 learner has marks here. It can be retired, never deleted: every mark stays."


def test_content_with_marks_is_deleted_by_nobody(superuser_desk: Client, learner: User) -> None:
    topic = TopicFactory.create()
    MarkFactory.create(user=learner, topic=topic, status=Status.DONE)

    for row in list_content(topic):
        response = superuser_desk.post(delete_page(row), {"post": "yes"})
        assert response.status_code == 302
        assert response["Location"] == change_page(row)
        note = KEPT if row != topic.roadmap else KEPT.replace("retired", "archived")
        assert [str(message) for message in get_messages(response.wsgi_request)][-1] == note

    assert Topic.objects.get() == topic
    assert Mark.objects.get().topic == topic


def test_the_page_says_why_it_cannot_be_deleted(desk: Client, learner: User) -> None:
    topic = TopicFactory.create()
    MarkFactory.create(user=learner, topic=topic)

    response = desk.get(change_page(topic))

    assert KEPT in response.content.decode()
    assert delete_page(topic) not in response.content.decode()


def test_content_with_a_history_is_deleted_by_nobody(superuser_desk: Client, learner: User) -> None:
    topic = TopicFactory.create()
    Change.objects.create(user=learner, topic=topic, before="done", after="todo", cause=Cause.RESET)

    response = superuser_desk.post(delete_page(topic), {"post": "yes"})

    assert [str(message) for message in get_messages(response.wsgi_request)] == [
        "Learners had marks here, and their history keeps it. It can be retired, never deleted."
    ]
    assert Topic.objects.get() == topic


def test_a_node_that_others_build_on_is_not_deleted(superuser_desk: Client) -> None:
    node = NodeFactory.create(key="basics")
    NodeFactory.create(roadmap=node.roadmap, title="Joins", depends_on=["basics"])

    response = superuser_desk.post(delete_page(node), {"post": "yes"})

    assert [str(message) for message in get_messages(response.wsgi_request)] == [
        "These build on it: Joins. Take it out of them first."
    ]
    assert Node.objects.count() == 2


def test_a_superuser_deletes_what_nobody_ever_marked(superuser_desk: Client) -> None:
    topic = LinkFactory.create().topic
    NodeFactory.create(roadmap=topic.roadmap, depends_on=[topic.node.key])

    response = superuser_desk.post(delete_page(topic), {"post": "yes"})

    assert (response.status_code, response["Location"]) == (302, list_page(Topic))
    assert not Topic.objects.exists()
    assert read_revision(topic.roadmap) == 1


def test_a_superuser_deletes_a_whole_roadmap_that_nobody_ever_marked(superuser_desk: Client) -> None:
    topic = LinkFactory.create().topic
    NodeFactory.create(roadmap=topic.roadmap, depends_on=[topic.node.key])
    ImportedDocument.objects.create(
        roadmap=topic.roadmap, document=AS_IMPORTED, path="a.yaml", imported_at=timezone.now()
    )

    superuser_desk.post(delete_page(topic.roadmap), {"post": "yes"})

    assert not Roadmap.objects.exists()


def test_deleting_takes_the_memory_of_imports_along_and_keeps_their_records(superuser_desk: Client) -> None:
    run = record(imported(node("maths", topic("a")), node("code", topic("b"))))
    roadmap, maths, a = Roadmap.objects.get(), Node.objects.get(key="maths"), Topic.objects.get(key="a")
    for fields in ({}, {"node": maths}, {"topic": a}):
        FormerKey.objects.create(roadmap=roadmap, key="once", **fields)

    superuser_desk.post(delete_page(a), {"post": "yes"})
    assert FormerKey.objects.filter(topic=None).count() == FormerKey.objects.count() == 2
    assert superuser_desk.post(delete_page(roadmap), {"post": "yes"}).status_code == 302

    models = (Roadmap, ImportedDocument, FormerKey, RunDocument)
    assert [model._default_manager.count() for model in models] == [0, 0, 0, 0]
    assert ImportRun.objects.get() == run


def test_what_imports_remember_hides_no_mark_from_the_delete_page(superuser_desk: Client, learner: User) -> None:
    """In a retired topic of a retired node of a draft, whose mark was taken back: still its history."""
    record(imported(node("maths", topic("a")), status="draft"))
    topic_row = Topic.objects.get()
    Node.objects.update(retired=True)
    Topic.objects.update(retired=True)
    mark = MarkFactory.create(user=learner, topic=topic_row, status=Status.TODO)

    for row in list_content(topic_row):
        assert superuser_desk.get(delete_page(row)).status_code == 302
        assert superuser_desk.post(delete_page(row), {"post": "yes"}).status_code == 302

    assert (Mark.objects.get(), Topic.objects.get()) == (mark, topic_row)


@pytest.mark.django_db(transaction=True)
def test_a_topic_that_is_marked_while_it_is_deleted_stays(superuser_desk: Client, learner: User) -> None:
    """Between the look for marks and the statement: the database refuses, and nothing of it is carried out."""
    topic_row = LinkFactory.create().topic

    def mark(**_signal: object) -> None:
        MarkFactory.create(user=learner, topic=topic_row)

    pre_delete.connect(mark, sender=Link)
    try:
        response = superuser_desk.post(delete_page(topic_row), {"post": "yes"})
    finally:
        pre_delete.disconnect(mark, sender=Link)

    assert response["Location"] == change_page(topic_row)
    assert [str(message) for message in get_messages(response.wsgi_request)] == [
        "Nothing was deleted: someone has marked something here meanwhile."
    ]
    assert (Topic.objects.get(), Link.objects.count()) == (topic_row, 1)


def test_an_editor_deletes_no_content(desk: Client) -> None:
    topic = TopicFactory.create()

    assert [desk.post(delete_page(row), {"post": "yes"}).status_code for row in list_content(topic)] == [403, 403, 403]
    assert Topic.objects.get() == topic


@pytest.mark.parametrize("model", [Roadmap, Node, Topic])
def test_no_list_offers_to_delete(superuser_desk: Client, model: type[Content]) -> None:
    topic = TopicFactory.create()
    choices = superuser_desk.get(list_page(model)).context["action_form"].fields["action"].choices
    assert "delete_selected" not in dict(choices)

    row = {Roadmap: topic.roadmap, Node: topic.node, Topic: topic}[model]
    superuser_desk.post(list_page(model), {"action": "delete_selected", "_selected_action": row.pk, "post": "yes"})

    assert Topic.objects.get() == topic


def test_a_page_that_is_not_there_leads_to_the_start(superuser_desk: Client) -> None:
    topic = TopicFactory.create()
    page = delete_page(topic)
    topic.delete()

    assert superuser_desk.get(page)["Location"] == "/admin/"
