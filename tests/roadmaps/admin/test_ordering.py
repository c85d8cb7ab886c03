import pytest
from django.contrib.auth.models import Permission
from django.test import Client

from accounts.models import User
from roadmaps.models import Node, Roadmap, Topic
from tests.clients import client_of
from tests.factories import NodeFactory, RoadmapFactory, TopicFactory
from tests.roadmaps.admin.pages import list_page

pytestmark = pytest.mark.django_db


def read_order(model: type[Node] | type[Topic]) -> list[str]:
    return list(model.objects.in_order().values_list("key", flat=True))


def make_topics(*positions: int) -> list[Topic]:
    node = NodeFactory.create()
    return [TopicFactory.create(node=node, key=key, position=at) for key, at in zip("abc", positions, strict=True)]


def test_a_topic_moves_up_and_the_focus_stays(desk: Client) -> None:
    topic = make_topics(0, 1, 2)[1]
    page = f"{list_page(Topic)}?retired__exact=0"

    response = desk.post(page, {"_move": f"up-{topic.pk}"})

    assert (response.status_code, response["Location"]) == (302, f"{page}#up-{topic.pk}")
    assert read_order(Topic) == ["b", "a", "c"]
    assert Roadmap.objects.get().revision == 1


def test_a_topic_moves_down(desk: Client) -> None:
    topic = make_topics(0, 1, 2)[1]

    desk.post(list_page(Topic), {"_move": f"down-{topic.pk}"})

    assert read_order(Topic) == ["a", "c", "b"]


def test_equal_positions_are_put_right(desk: Client) -> None:
    topic = make_topics(5, 5, 5)[2]

    desk.post(list_page(Topic), {"_move": f"up-{topic.pk}"})

    assert read_order(Topic) == ["a", "c", "b"]
    assert list(Topic.objects.in_order().values_list("position", flat=True)) == [0, 1, 2]


@pytest.mark.parametrize(("place", "direction"), [(0, "up"), (2, "down")])
def test_there_is_nothing_beyond_the_ends(desk: Client, place: int, direction: str) -> None:
    topic = make_topics(0, 1, 2)[place]

    desk.post(list_page(Topic), {"_move": f"{direction}-{topic.pk}"})

    assert read_order(Topic) == ["a", "b", "c"]
    assert Roadmap.objects.get().revision == 0


def test_a_node_moves_among_those_of_its_roadmap(desk: Client) -> None:
    roadmap = RoadmapFactory.create()
    NodeFactory.create(roadmap=roadmap, key="a", position=0)
    NodeFactory.create(key="elsewhere", position=1)
    node = NodeFactory.create(roadmap=roadmap, key="b", position=2)

    desk.post(list_page(Node), {"_move": f"up-{node.pk}"})

    assert list(Node.objects.filter(roadmap=roadmap).in_order().values_list("key", flat=True)) == ["b", "a"]
    assert Node.objects.get(key="elsewhere").position == 1


def test_the_buttons_say_what_they_do(desk: Client) -> None:
    topic = TopicFactory.create(name="Joins <inner>")

    page = desk.get(list_page(Topic)).content.decode()

    assert (
        f'<button name="_move" value="up-{topic.pk}" id="up-{topic.pk}" aria-label="Move “Joins &lt;inner&gt;” up"'
        in page
    )
    assert 'aria-label="Move “Joins &lt;inner&gt;” down"' in page


@pytest.mark.parametrize("move", ["up-0", "up-x", "up", ""])
def test_a_row_that_is_not_there_is_a_404(desk: Client, move: str) -> None:
    make_topics(0, 1, 2)

    assert desk.post(list_page(Topic), {"_move": move}).status_code == 404
    assert read_order(Topic) == ["a", "b", "c"]


def test_whoever_may_only_look_moves_nothing(learner: User) -> None:
    learner.is_staff = True
    learner.save()
    learner.user_permissions.add(Permission.objects.get(codename="view_topic"))
    topic = make_topics(0, 1, 2)[1]

    client = client_of(learner)

    assert b"order-buttons" not in client.get(list_page(Topic)).content
    assert client.post(list_page(Topic), {"_move": f"up-{topic.pk}"}).status_code == 403
    assert read_order(Topic) == ["a", "b", "c"]
