"""Pages joined from kept parts are, byte for byte, what their template renders."""

from __future__ import annotations

import random
import re
from dataclasses import replace

import pytest
from django.template.loader import render_to_string
from django.test import Client
from django.utils import translation

from accounts.models import User
from progress.actions.bookmarks import keep_at_hand
from progress.catalogue import Catalogue, read_wishes
from progress.queries import person_of, read_trails
from progress.queries.catalogue import read_catalogue
from progress.queries.people import Person
from roadmaps.models import Roadmap
from roadmaps.models.editions import Edition
from roadmaps.views.catalogue import join_catalogue
from tests.clients import client_of
from tests.factories import MarkFactory, NodeFactory, RoadmapFactory, TopicFactory
from tests.progress.pages import read
from tests.queries import count_queries

QUERIES = (
    "",
    "?page=2",
    "?sort=shortest",
    "?sort=progress",
    "?q=road&tag=even",
    "?featured=1",
    "?tag=none",
    "?sort=walked",
)
TOKEN = re.compile(r'(name="csrfmiddlewaretoken" value=)"[A-Za-z0-9]{64}"')


@pytest.fixture
def roadmaps(db: None) -> list[Roadmap]:
    """Thirty, so that there are two pages; a topic of one is the same as a topic of another."""
    made: list[Roadmap] = []
    for number in range(30):
        tags = ["even"] if number % 2 == 0 else ["odd & <b>"]
        roadmap = RoadmapFactory.create(title=f"Road <{number:02}>", tags=tags, featured=number % 3 == 0, language="fr")
        for topic in range(number % 4):
            same_as = f"{made[7].key}/{made[7].topics.earliest('pk').key}" if (number, topic) == (11, 0) else ""
            node = NodeFactory.create(roadmap=roadmap)
            TopicFactory.create(node=node, duration=f"{topic + 1} hours", same_as=same_as, retired=number == 13)
        made.append(roadmap)
    return made


def compare(client: Client, query: str, language: str) -> None:
    """The page as it is joined, before and after its parts are kept, and as the template renders it."""
    headers = {"accept-language": language}
    joined = [client.get(f"/roadmaps/{query}", headers=headers) for _ in range(2)]
    request = joined[1].wsgi_request
    with translation.override(language):
        catalogue = read_catalogue(person_of(request), read_wishes(request.GET), request.GET.get("page"))
        context = {"catalogue": read_plainly(person_of(request), catalogue), "kept": catalogue.own.kept}
        plain = render_to_string("roadmaps/catalogue.html", context, request)
        assert TOKEN.subn("", join_catalogue(request, catalogue)) == TOKEN.subn("", plain)
    for answer in joined:
        assert TOKEN.sub("", answer.content.decode()) == TOKEN.sub("", plain)


def read_plainly(person: Person, catalogue: Catalogue) -> Catalogue:
    """With the trail of each roadmap that is begun, read as any other page reads it."""
    begun = [card.roadmap for card in catalogue.cards if card.roadmap.pk in catalogue.own.begun]
    trails = {trail.roadmap.pk: trail for trail in read_trails(person, begun)}
    cards = tuple(replace(card, trail=trails.get(card.roadmap.pk)) for card in catalogue.cards)
    return replace(catalogue, cards=cards)


@pytest.mark.parametrize("seed", range(4))
def test_whatever_somebody_has_begun_and_kept(
    learner: User, other_learner: User, editor: User, guest: Client, roadmaps: list[Roadmap], seed: int
) -> None:
    chance = random.Random(seed)  # noqa: S311  # for states, not for secrets
    for topic in [topic for roadmap in roadmaps for topic in roadmap.topics.active()][:5]:
        status = chance.choice(["learning", "done", "skipped"])
        guest.post(f"{topic.get_absolute_url()}mark/", {"status": status}, headers={"hx-request": "true"})
    for person in (learner, other_learner, editor):
        for roadmap in chance.sample(roadmaps, 15):
            for topic in roadmap.topics.all():
                MarkFactory.create(
                    user=person, topic=topic, status=chance.choice(["todo", "learning", "done", "skipped"])
                )
        for roadmap in chance.sample(roadmaps, 5):
            keep_at_hand(user=person, thing=roadmap, on=True)
    person = other_learner
    person.theme, person.shortcuts = "dark", False
    person.save()
    readers = [client_of(learner), client_of(other_learner), client_of(editor), guest]
    for _ in range(12):
        compare(chance.choice(readers), chance.choice(QUERIES), chance.choice(["en", "de"]))


@pytest.mark.parametrize(("place", "queries"), [(2, 3), (7, 6)])
def test_a_mark_asks_for_no_more_unless_the_topic_is_the_same_elsewhere(
    learner: User, roadmaps: list[Roadmap], place: int, queries: int
) -> None:
    client, topic = client_of(learner), roadmaps[place].topics.earliest("pk")
    for status in ("learning", "done"):
        client.get("/roadmaps/")
        client.post(f"{topic.get_absolute_url()}mark/", {"status": status}, headers={"hx-request": "true"})
    # 1 session  2 person  3 edition, what is done on roadmaps begun, and kept at hand
    # and where a topic is shared: 4 topics with their nodes  5 stars  6 marks
    with count_queries(queries):
        page = read(client.get("/roadmaps/"))
    assert page.find("", data_meter=roadmaps[place].key)["data-done"] == "1"


def test_each_reader_gets_a_token_of_their_own(guest: Client, roadmaps: list[Roadmap]) -> None:
    tokens = re.findall(r'csrfmiddlewaretoken" value="([^"]+)"', guest.get("/roadmaps/").content.decode())
    others = re.findall(r'csrfmiddlewaretoken" value="([^"]+)"', Client().get("/roadmaps/").content.decode())
    assert {len(token) for token in [*tokens, *others]} == {64}
    assert set(tokens).isdisjoint(others)


def test_what_waits_to_be_said_is_said_once_and_to_nobody_else(
    learner: User, other_learner: User, roadmaps: list[Roadmap]
) -> None:
    client, other = client_of(learner), client_of(other_learner)
    client.post(f"/roadmaps/{roadmaps[0].key}/-/bookmark/", {"on": "1", "next": "/roadmaps/"})
    said = [b"Kept at hand: Road" in browser.get("/roadmaps/").content for browser in (other, client, other, client)]
    assert said == [False, True, False, False]


def test_tables_that_were_emptied_by_hand_cost_no_page(guest: Client, db: None) -> None:
    Edition.objects.all().delete()
    assert guest.get("/roadmaps/").status_code == 200
