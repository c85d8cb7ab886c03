"""Each part that is kept is what its template draws, for whatever states."""

from __future__ import annotations

import uuid
from datetime import UTC, datetime
from typing import Any

from django.contrib.auth.models import AnonymousUser
from django.template.loader import render_to_string
from django.test import RequestFactory
from django.utils import translation
from hypothesis import given
from hypothesis import strategies as st

from accounts.models import User
from progress.filters import Filter, list_chips
from progress.moments import Moment
from progress.outline import BATCH, fill, join, stand_on
from progress.parts import make_part
from progress.trail import Trail
from roadmaps.models import Roadmap
from tests.progress.trails import date, make_trail, row

STATES = ["todo", "learning", "done", "done known", "skipped", "skipped later"]
TAKEN_BACK = uuid.uuid4()
NEW, BETWEEN, OLD = (datetime(2026, month, 3, tzinfo=UTC) for month in (5, 3, 1))
CONTENTS: list[dict[str, Any]] = [
    {"changed_at": NEW, "optional": False, "description": "A < B. More.", "duration": "1 h"},
    {"changed_at": BETWEEN, "optional": True},
]


def list_parts_of(trail: Trail) -> list[tuple[str, dict[str, Any]]]:
    """Each template that is kept, with what it is given."""
    page = {"trail": trail, "chosen": Filter(), "chips": list_chips(trail, Filter()), "shortcuts": True}
    return [
        *((f"roadmaps/_{name}.html", page) for name in ("summary", "chips", "rail")),
        *(
            (f"roadmaps/_{name}.html", page | {"node": node, "rows": node.rows, "alone": alone})
            for node in trail.nodes
            for name, alone in (("node", False), ("node_head", False), ("node_head", True), ("node_onward", False))
        ),
        *(
            (template, page | {"row": row})
            for row in trail.rows
            for template in (
                "roadmaps/_row.html",
                "roadmaps/_next_up.html",
                "progress/_control.html",
                "progress/_evidence.html",
            )
        ),
        *(
            ("roadmaps/_sibling.html", page | {"row": row, "opened": opened})
            for row in trail.rows
            for opened in (None, trail.rows[0].topic)
        ),
        ("roadmaps/_next_up.html", page | {"row": None}),
        *(
            ("progress/_told.html", page | told | {"said": said, "moment": moment})
            for said in ("A: done", "B: to do, <b>.")
            for told in (
                {"batch": BATCH, "row": trail.rows[0], "next_roadmaps": [Roadmap(key="next", title="Next")]},
                {"batch": BATCH, "row": trail.rows[0], "next_roadmaps": []},
                {"batch": BATCH, "row": trail.rows[1], "next_roadmaps": []},
                {"batch": None, "row": None},
            )
            for moment in list_moments(trail)
        ),
    ]


def list_moments(trail: Trail) -> list[Moment | None]:
    """None, what opens something, the end of a stage, the end of all."""
    first, *others = trail.nodes
    return [
        None,
        *(Moment([], is_end=False, opens=trail.rows[number:], stages=[]) for number in (1, 2)),
        *(Moment([first], is_end=False, opens=[], stages=others, takeaways=can) for can in (["Tie <it>."], ["Sail."])),
        *(Moment([first], is_end=is_end, opens=[], stages=[], takeaways=["Sail."]) for is_end in (False, True)),
    ]


@given(
    states=st.lists(st.sampled_from(STATES), min_size=3, max_size=3),
    revise=st.booleans(),
    days=st.tuples(st.sampled_from([None, OLD]), st.sampled_from([None, BETWEEN, NEW])),
    evidence=st.sampled_from(["", "https://example.org/mine"]),
    is_hidden=st.booleans(),
    is_learner=st.booleans(),
    oob=st.booleans(),
    language=st.sampled_from(["en", "de"]),
    content=st.sampled_from(range(len(CONTENTS))),
)
def test_a_part_is_what_its_template_draws(
    states: list[str],
    revise: bool,
    days: tuple[datetime | None, datetime | None],
    evidence: str,
    is_hidden: bool,
    is_learner: bool,
    oob: bool,
    language: str,
    content: int,
) -> None:
    """Nothing is cleared in between: what one draws another finds, as learners do, and it must fit."""
    trail = make_trail(
        {"one": ["a", "b"], "two": ["c"]},
        marks=dict(zip("abc", states, strict=True)),
        topics={"a": CONTENTS[content]},
        created_at=OLD,
        revision=content,
    )
    first = row(trail, "a")
    first.is_hidden = is_hidden
    if first.mark:
        date(first, started_at=days[0], finished_at=days[1])
        first.mark.revise, first.mark.evidence = revise and first.status == "done", evidence
    request = RequestFactory().get("/roadmaps/trail/")
    request.user = User(pk=7) if is_learner else AnonymousUser()
    came_from = "/roadmaps/trail/?a=b&c"
    with translation.override(language):
        ground = stand_on(trail.roadmap, is_learner=is_learner)
        for template, given in list_parts_of(trail):
            given["oob"] = oob and template != "roadmaps/_node.html"  # a whole stage is never put into a page
            context = {**given, "roadmap": trail.roadmap, "next": came_from, "csrf_token": "the-token"}
            pieces = join(make_part(template, given), ground)
            filled = fill(pieces, token="the-token", learner=request.user.pk, came_from=came_from, batch=TAKEN_BACK)
            assert filled.decode() == render_to_string(template, context, request).replace(BATCH, str(TAKEN_BACK))
