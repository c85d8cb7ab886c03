import pytest
from django.test import Client
from django.urls import reverse

from accounts.models import User
from progress.models import Cause, Change, Mark, Status
from tests.clients import client_of
from tests.factories import MarkFactory, UserFactory
from tests.queries import count_queries

pytestmark = pytest.mark.django_db


@pytest.fixture
def desk(db: None) -> Client:
    """A superuser's browser."""
    return client_of(UserFactory.create(is_staff=True, is_superuser=True))


@pytest.fixture
def mark(learner: User) -> Mark:
    mark = MarkFactory.create(user=learner, status=Status.DONE, topic__name="Calculus")
    Change.objects.create(user=learner, topic=mark.topic, before="todo", after="done", cause=Cause.MARK)
    return mark


def page_of(kind: str, verb: str, *args: int) -> str:
    return reverse(f"admin:progress_{kind}_{verb}", args=args)


@pytest.mark.parametrize("kind", ["mark", "change"])
def test_lists_are_searched_by_person_and_topic(desk: Client, mark: Mark, kind: str) -> None:
    MarkFactory.create()

    for words, number in [("ada@", 1), ("calculus", 1), ("nobody", 0)]:
        assert desk.get(page_of(kind, "changelist"), {"q": words}).context["cl"].result_count == number


def test_the_list_says_whose_and_where(desk: Client, mark: Mark) -> None:
    page = desk.get(page_of("mark", "changelist")).content.decode()

    assert '<td class="field-topic nowrap">Calculus</td>' in page
    assert f'<td class="field-roadmap">{mark.topic.roadmap}</td>' in page


@pytest.mark.parametrize("kind", ["mark", "change"])
def test_rows_are_to_look_at_only(desk: Client, mark: Mark, kind: str) -> None:
    row = mark if kind == "mark" else Change.objects.get()

    assert desk.get(page_of(kind, "change", row.pk)).status_code == 200
    assert desk.post(page_of(kind, "change", row.pk), {"status": "todo"}).status_code == 403
    assert desk.get(page_of(kind, "add")).status_code == 403
    assert desk.post(page_of(kind, "delete", row.pk), {"post": "yes"}).status_code == 403
    selected = {"action": "delete_selected", "_selected_action": row.pk, "post": "yes"}
    desk.post(page_of(kind, "changelist"), selected)

    assert Mark.objects.get().status == Status.DONE
    assert Change.objects.get().after == Status.DONE


@pytest.mark.parametrize("kind", ["mark", "change"])
def test_an_editor_sees_none(editor: User, mark: Mark, kind: str) -> None:
    row = mark if kind == "mark" else Change.objects.get()
    client = client_of(editor)

    pages = [page_of(kind, "changelist"), page_of(kind, "change", row.pk)]

    assert [client.get(page).status_code for page in pages] == [403, 403]


@pytest.mark.parametrize("number", [1, 3])
@pytest.mark.parametrize("kind", ["mark", "change"])
def test_the_list_asks_the_same_of_the_database_whatever_its_length(desk: Client, number: int, kind: str) -> None:
    for row in MarkFactory.create_batch(number):
        Change.objects.create(user=row.user, topic=row.topic, before="todo", after="done", cause=Cause.MARK)

    with count_queries(6):  # session, person, two counts, the rows, roadmaps to filter by
        desk.get(page_of(kind, "changelist"))
