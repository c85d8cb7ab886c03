"""How many queries each page makes, the same with one and with three of everything."""

from __future__ import annotations

import pytest
from django.db import DEFAULT_DB_ALIAS
from django.test import Client

from accounts.models import User
from progress.actions import mark_topic, reset_place
from progress.models import Mark
from roadmaps.models import Link, Roadmap, Topic
from roadmaps.models.editions import make_edition
from tests.clients import client_of
from tests.factories import LinkFactory, MarkFactory, NodeFactory, RoadmapFactory, TopicFactory
from tests.queries import count_queries

HTMX = {"hx-request": "true"}


def make_site(size: int, learner: User, other: User) -> Topic:
    """`size` of everything: roadmaps, nodes, topics on the trail and off it, links, marks. Returns one marked topic."""
    links: list[Link] = []
    marks: list[Mark] = []
    for number in range(size):
        roadmap = RoadmapFactory.create(
            featured=True, tags=[f"tag-{number}", "all"], body="*Hello*", discuss="https://e.org/"
        )
        for _ in range(size):
            earlier = [node.key for node in roadmap.nodes.all()]
            node = NodeFactory.create(roadmap=roadmap, depends_on=earlier, description="*On*", url="https://e.org/")
            for retired in [False, True] * size:
                topic = TopicFactory.create(
                    node=node,
                    retired=retired,
                    duration="2 hours",
                    description="One. Two.",
                    prerequisites=["Topic 1", "Courage"],
                    takeaways=["Tie it"],
                    code_snippet="tie()",
                    questions=[{"ask": "Why?", "answer": "*So*"}],
                )
                links += [LinkFactory.build(topic=topic, kind=kind) for kind in ("link", "reference") * size]
                marks.append(MarkFactory.build(user=learner, topic=topic, status="done" if retired else "learning"))
                marks.append(MarkFactory.build(user=other, topic=topic, status="done"))
            TopicFactory.create(node=node)  # nobody has marked it, so that one mark more finishes nothing
    Link.objects.bulk_create(links)
    Mark.objects.bulk_create(marks)
    return Topic.objects.active().select_related("node__roadmap", "roadmap").earliest("id")


def finish_all_but(topic: Topic, learner: User) -> None:
    """Everything else on its roadmap is done."""
    for other in topic.roadmap.topics.exclude(pk=topic.pk):
        Mark.objects.update_or_create(user=learner, topic=other, defaults={"status": "done"})


def make_near(roadmap: Roadmap) -> None:
    """A roadmap that shares a tag, so that there is one to walk next."""
    near = RoadmapFactory.create(tags=roadmap.tags)
    TopicFactory.create(node=NodeFactory.create(roadmap=near))


@pytest.fixture(params=[1, 3])
def topic(request: pytest.FixtureRequest, learner: User, other_learner: User) -> Topic:
    """A topic on a site with one and with three of everything."""
    return make_site(request.param, learner, other_learner)


@pytest.fixture
def client(learner: User) -> Client:
    return client_of(learner)


class TestBudgets:
    """The number is the same with one and with three of everything.

    "Stars" is the one query that tells which topics are the same in other roadmaps, so that one status holds for all.
    "Trail" is the one query that tells the content's revision and all that a person has done on it.
    """

    def test_catalogue(self, client: Client, topic: Topic) -> None:
        # 1 session  2 person  3 edition, roadmaps begun and kept at hand
        # and once for an edition: 4 its number  5 roadmaps in short  6 those on the page  7 their topics
        # 8 topics with their nodes of what is begun  9 whether topics elsewhere are the same
        with count_queries(9):
            assert client.get("/roadmaps/").status_code == 200
        with count_queries(3):
            assert client.get("/roadmaps/").status_code == 200

    def test_catalogue_of_a_guest(self, guest: Client, topic: Topic) -> None:
        # 1 edition; and once for an edition: 2 its number  3 roadmaps in short  4 those on the page  5 their topics
        # and once for these wishes: 6 what is found  7 minutes
        with count_queries(7):
            assert guest.get("/roadmaps/?q=trail&sort=shortest").status_code == 200
        # once the browser has a cookie: 1 edition, for the tag of the page  2 once for an edition: is it settled?
        # 3 edition, for the page
        with count_queries(3):
            again = guest.get("/roadmaps/?q=trail&sort=shortest")
        with count_queries(1):
            tag = {"if-none-match": again["ETag"]}
            assert guest.get("/roadmaps/?q=trail&sort=shortest", headers=tag).status_code == 304

    def test_roadmap(self, client: Client, topic: Topic) -> None:
        # 1 session  2 person  3 trail; and once for a revision of the content: 4 roadmap  5 nodes  6 topics
        with count_queries(6):
            assert client.get(topic.roadmap.get_absolute_url()).status_code == 200

    def test_map(self, client: Client, topic: Topic) -> None:
        # 1 session  2 person  3 trail; and once for a revision of the content: 4 roadmap  5 nodes  6 topics
        with count_queries(6):
            assert client.get(f"{topic.roadmap.get_absolute_url()}?view=map").status_code == 200

    def test_roadmap_with_a_filter(self, client: Client, topic: Topic) -> None:
        # 1 session  2 person  3 trail; and once for a revision of the content: 4 roadmap  5 nodes  6 topics
        with count_queries(6):
            assert client.get(topic.roadmap.get_absolute_url(), {"status": "left"}).status_code == 200

    def test_roadmap_walked_to_its_end(self, client: Client, learner: User, topic: Topic) -> None:
        finish_all_but(topic, learner)
        Mark.objects.filter(user=learner, topic=topic).update(status="done")
        make_near(topic.roadmap)
        make_edition(DEFAULT_DB_ALIAS)
        # 1 session  2 person  3 trail; and once for a revision of the content: 4 roadmap  5 nodes  6 topics
        # and what to walk next: 7 edition and what was begun; and once for an edition: 8 is nobody writing?  9 roadmaps
        # 10 topics they share  11 topics in short  12 roadmaps to name  13 topics with nodes  14 who names them
        with count_queries(14):
            assert client.get(topic.roadmap.get_absolute_url()).status_code == 200
        with count_queries(4):  # 1 session  2 person  3 trail  4 edition and what was begun
            assert client.get(topic.roadmap.get_absolute_url()).status_code == 200

    def test_roadmap_of_a_guest(self, guest: Client, topic: Topic) -> None:
        make_edition(DEFAULT_DB_ALIAS)
        # once for an edition of all content: 1 is it written?  2 is nobody writing?  3 trail
        # once for a revision of this content: 4 roadmap  5 nodes  6 topics
        with count_queries(6):
            assert guest.get(topic.roadmap.get_absolute_url()).status_code == 200
        with count_queries(1):  # 1 edition
            assert guest.get(topic.roadmap.get_absolute_url()).status_code == 200

    def test_archived_roadmap(self, client: Client, topic: Topic) -> None:
        Roadmap.objects.update(status="archived")
        # 1 session  2 person  3 trail; and once for a revision of the content: 4 roadmap  5 nodes  6 topics
        # 7 is there a mark?
        # One more than the published one: whether this person may see it depends on a mark.
        with count_queries(7):
            assert client.get(topic.roadmap.get_absolute_url()).status_code == 200

    def test_roadmap_of_an_editor(self, editor: User, topic: Topic) -> None:
        client = client_of(editor)
        # 1 session  2 person  3 trail; and once for a revision of the content: 4 roadmap  5 nodes  6 topics
        # 7 own permissions  8 permissions of the group
        # Two more than a learner's: whether to offer "edit" depends on permissions.
        with count_queries(8):
            assert client.get(topic.roadmap.get_absolute_url()).status_code == 200

    def test_search(self, client: Client, topic: Topic) -> None:
        # 1 session  2 person  3 what fits, of every kind  4 stars  5 marks
        with count_queries(5):
            assert client.get("/search/?q=topic").status_code == 200

    def test_search_while_typing(self, client: Client, topic: Topic) -> None:
        # 1 session  2 person  3 what fits, of every kind  4 stars  5 marks
        with count_queries(5):
            assert client.get("/search/?q=topic", headers=HTMX).status_code == 200

    def test_search_of_a_guest(self, guest: Client, topic: Topic) -> None:
        # 1 what fits, of every kind
        with count_queries(1):
            assert guest.get("/search/?q=topic").status_code == 200

    def test_search_for_nothing(self, guest: Client, topic: Topic) -> None:
        # without a word there is nothing to ask
        with count_queries(0):
            assert guest.get("/search/?q=%25").status_code == 200

    def test_node(self, client: Client, topic: Topic) -> None:
        # 1 session  2 person  3 roadmap  4 trail; and once for a revision of the content: 5 roadmap  6 nodes  7 topics
        with count_queries(7):
            assert client.get(topic.node.get_absolute_url()).status_code == 200

    def test_topic_page(self, client: Client, topic: Topic) -> None:
        # 1 session  2 person  3 topic with node and roadmap  4 topics of the trail with their nodes  5 stars  6 marks
        # 7 links  8 what the learner keeps there: note, own links, ticks
        with count_queries(8):
            assert client.get(topic.get_absolute_url()).status_code == 200

    def test_topic_panel(self, client: Client, topic: Topic) -> None:
        # 1 session  2 person  3 topic with node and roadmap  4 topics of the trail with their nodes  5 stars  6 marks
        # 7 links  8 what the learner keeps there: note, own links, ticks
        with count_queries(8):
            assert client.get(topic.get_absolute_url(), headers=HTMX).status_code == 200

    def test_topic_page_of_a_guest(self, guest: Client, topic: Topic) -> None:
        # 1 topic with node and roadmap  2 topics of the trail with their nodes  3 links
        with count_queries(3):
            assert guest.get(topic.get_absolute_url()).status_code == 200

    def test_front(self, guest: Client, topic: Topic) -> None:
        # 1 edition; and once for an edition: 2 its number  3 roadmaps in short  4 those on the page  5 their topics
        with count_queries(5):
            assert guest.get("/").status_code == 200
        with count_queries(3):  # 1 edition, for the tag of the page  2 once: is it settled?  3 edition, for the page
            assert guest.get("/").status_code == 200

    def test_home(self, client: Client, topic: Topic) -> None:
        # 1 session  2 person  3 my roadmaps  4 topics with their nodes  5 stars  6 marks
        # 7 bookmarks: what the learner keeps at hand
        with count_queries(7):
            assert client.get("/").status_code == 200

    def test_home_on_a_first_visit(self, client: Client, topic: Topic) -> None:
        Mark.objects.all().delete()
        # 1 session  2 person  3 my roadmaps  4 bookmarks: what the learner keeps at hand  5 edition, and what is begun
        # and once for an edition: 6 its number  7 roadmaps in short  8 those on the page  9 their topics
        with count_queries(9):
            assert client.get("/").status_code == 200
        with count_queries(5):
            assert client.get("/").status_code == 200

    def test_marking(self, client: Client, topic: Topic) -> None:
        # 1 session  2 person  3 revision of the content; and once for each: 4 roadmap  5 nodes  6 topics
        # 7 mark  8 UPDATE mark  9 INSERT change  10 trail
        with count_queries(10):
            assert (
                client.post(f"{topic.get_absolute_url()}mark/", {"status": "skipped later"}, headers=HTMX).status_code
                == 200
            )

    def test_marking_for_the_first_time(self, client: Client, learner: User, topic: Topic) -> None:
        Mark.objects.filter(user=learner, topic=topic).delete()
        # 1 session  2 person  3 revision of the content; and once for each: 4 roadmap  5 nodes  6 topics
        # 7 mark  8 INSERT mark  9 INSERT change  10 trail
        with count_queries(10):
            assert (
                client.post(f"{topic.get_absolute_url()}mark/", {"status": "skipped later"}, headers=HTMX).status_code
                == 200
            )

    def test_marking_without_script(self, client: Client, topic: Topic) -> None:
        # 1 session  2 person  3 revision of the content; and once for each: 4 roadmap  5 nodes  6 topics
        # 7 mark  8 UPDATE mark  9 INSERT change  10 trail: it may be an end, which the next page tells
        with count_queries(10):
            assert client.post(f"{topic.get_absolute_url()}mark/", {"status": "skipped later"}).status_code == 302

    def test_reaching_an_end(self, client: Client, learner: User, topic: Topic) -> None:
        finish_all_but(topic, learner)
        TopicFactory.create(node=NodeFactory.create(roadmap=topic.roadmap))
        # as test_marking, and 11 INSERT finishes  12 what one can do now
        # Two more, once in a stage: its end is remembered and told.
        with count_queries(12):
            assert client.post(f"{topic.get_absolute_url()}mark/", {"status": "done"}, headers=HTMX).status_code == 200

    def test_reaching_the_end_of_a_roadmap(self, client: Client, learner: User, topic: Topic) -> None:
        finish_all_but(topic, learner)
        make_near(topic.roadmap)
        # as test_reaching_an_end, and what to walk next, the eight of test_roadmap_walked_to_its_end
        with count_queries(20):
            assert client.post(f"{topic.get_absolute_url()}mark/", {"status": "done"}, headers=HTMX).status_code == 200

    def test_sorting_page(self, client: Client, topic: Topic) -> None:
        # 1 session  2 person  3 roadmap  4 trail; and once for a revision of the content: 5 roadmap  6 nodes  7 topics
        with count_queries(7):
            assert client.get(f"{topic.roadmap.get_absolute_url()}-/know/").status_code == 200

    def test_sorting(self, client: Client, topic: Topic) -> None:
        # 1 session  2 person  3 roadmap  4 trail; and once for a revision of the content: 5 roadmap  6 nodes  7 topics
        # 8 stars  9 marks, locked  10 update  11 insert  12 history  13 trail anew, for what was reached
        # 14 the finish remembered  15 takeaways of its stage
        sent = {
            f"sort-{row}-learn": "know" for row in topic.node.topics.filter(retired=False).values_list("pk", flat=True)
        }
        with count_queries(15):
            assert client.post(f"{topic.roadmap.get_absolute_url()}-/know/", sent).status_code == 302

    def test_marking_a_stage_done(self, client: Client, topic: Topic) -> None:
        # 1 session  2 person  3 roadmap  4 node  5 trail; and once for a revision of the content: 6 roadmap  7 nodes
        # 8 topics  9 stars  10 marks, locked  11 update  12 insert  13 history  14 trail anew
        # 15 the finish remembered  16 takeaways of the stage
        with count_queries(16):
            address = f"{topic.node.get_absolute_url()}-/done-all/"
            assert client.post(address, headers=HTMX).status_code == 200

    def test_resetting(self, client: Client, topic: Topic) -> None:
        # 1 session  2 person  3 roadmap  4 topics  5 stars  6 marks  7 UPDATE marks  8 INSERT changes
        with count_queries(8):
            assert client.post(f"{topic.roadmap.get_absolute_url()}-/reset/").status_code == 302

    def test_undoing_a_reset(self, client: Client, learner: User, topic: Topic) -> None:
        batch = reset_place(user=learner, place=topic.roadmap).batch
        # 1 session  2 person  3 changes with their topics  4 marks  5 last changes  6 UPDATE marks  7 INSERT changes
        with count_queries(7):
            assert client.post(f"/undo/{batch}/").status_code == 302

    def test_undoing_a_mark(self, client: Client, learner: User, topic: Topic) -> None:
        batch = mark_topic(user=learner, topic=topic, status="done")
        # 1 session  2 person  3 changes with their topics  4 marks  5 last changes  6 UPDATE marks  7 INSERT changes
        # 8 trail; and once for a revision of the content: 9 roadmap  10 nodes  11 topics
        with count_queries(11):
            assert client.post(f"/undo/{batch}/", headers=HTMX).status_code == 200
