"""The one audit of every fault and every load: was anything lost that a learner was told is stored?

In, as JSON: every press of every learner in order, as [user, topic, status, whether it was acknowledged]. Out, as JSON:
`presses`, `acknowledged`, `lost` (acknowledged, and not in the history), `broken` (everything else that cannot be true:
a history whose lines do not follow each other, a mark that its history does not tell, a number out of bounds, a row
without its topic or learner).
"""

from __future__ import annotations

import json
import sys
from collections import defaultdict

Press = tuple[str, bool]


def main() -> None:
    import django

    django.setup()
    presses: dict[tuple[int, int], list[Press]] = defaultdict(list)
    for user, topic, status, acknowledged in json.load(sys.stdin):
        presses[user, topic].append((status, acknowledged))
    lines = read_history()
    answer = {
        "presses": sum(map(len, presses.values())),
        "acknowledged": sum(acknowledged for each in presses.values() for _, acknowledged in each),
        "lost": [[*place, lost] for place, each in presses.items() for lost in find_lost(each, lines.get(place, []))],
        "broken": [*find_broken_chains(lines), *find_untrue_marks(lines), *find_orphans(), *find_bad_numbers()],
    }
    sys.stdout.write(json.dumps(answer))


def read_history() -> dict[tuple[int, int], list[tuple[str, str]]]:
    """(before, after) of every line of history, by learner and topic, oldest first."""
    from progress.models import Change

    lines = defaultdict(list)
    for user, topic, before, after in Change.objects.order_by("pk").values_list("user", "topic", "before", "after"):
        lines[user, topic].append((before, after))
    return dict(lines)


def find_lost(presses: list[Press], lines: list[tuple[str, str]]) -> list[str]:
    """Statuses that were acknowledged and have no line. A press without an answer may have one, or none.

    Follows every reading of the history that is possible so far: `ends` is how many lines each of them has used up.
    """
    lost, ends = [], {0}
    for wanted, acknowledged in presses:
        carried_out = {end + 1 for end in ends if end < len(lines) and lines[end][1] == wanted}
        stands_so = {end for end in ends if (lines[end - 1][1] if end else "todo") == wanted}
        explained = carried_out | stands_so if acknowledged else carried_out | ends
        if not explained:
            lost.append(wanted)
        ends = explained or ends
    return lost


def find_broken_chains(lines: dict[tuple[int, int], list[tuple[str, str]]]) -> list[str]:
    broken = []
    for place, each in lines.items():
        befores = [before for before, _ in each]
        afters = ["todo", *(after for _, after in each)]
        if befores != afters[:-1]:
            broken.append(f"history of {place}: {each}")
    return broken


def find_untrue_marks(lines: dict[tuple[int, int], list[tuple[str, str]]]) -> list[str]:
    """Marks that are not what the last line of their history says."""
    from progress.models import Mark

    told = {place: each[-1][1] for place, each in lines.items()}
    stored = {(user, topic): status for user, topic, status in Mark.objects.values_list("user", "topic", "status")}
    places = told.keys() | stored.keys()
    wrong = sorted(place for place in places if told.get(place, "todo") != stored.get(place, "todo"))
    return [f"mark of {place}: {stored.get(place)}, history {told.get(place)}" for place in wrong]


def find_orphans() -> list[str]:
    """Rows whose topic or learner is gone: asked of the rows themselves, whatever constraints the database holds."""
    from accounts.models import User
    from progress.models import Change, Mark
    from roadmaps.models import Topic

    topics, people = set(Topic.objects.values_list("pk", flat=True)), set(User.objects.values_list("pk", flat=True))
    rows = [*Mark.objects.values_list("topic_id", "user_id"), *Change.objects.values_list("topic_id", "user_id")]
    return [f"row of {row}" for row in rows if row[0] not in topics or row[1] not in people]


def find_bad_numbers() -> list[str]:
    """Percentages out of bounds, of some learners on all roadmaps."""
    from accounts.models import User
    from progress.queries import read_trail
    from roadmaps.models import Roadmap

    meters = [
        (user.pk, roadmap.key, read_trail(user, roadmap).meter)
        for user in User.objects.order_by("pk")[:10]
        for roadmap in Roadmap.objects.published()
    ]
    return [
        f"numbers of {user} on {key}: {meter}"
        for user, key, meter in meters
        if not (meter.percent is None or 0 <= meter.percent <= 100) or not 0 <= meter.done <= meter.required
    ]


if __name__ == "__main__":
    main()
