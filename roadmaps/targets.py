"""Topics of the site that a `sameAs` may name."""

from collections.abc import Collection, Iterator

from django.db.models import QuerySet

from roadmaps.chunks import chunked
from roadmaps.documents.same import Target
from roadmaps.models import FormerKey, Topic

CHUNK = 500
"""Addresses asked about at once."""


def find_targets(addresses: Collection[str]) -> dict[str, Target]:
    """Address -> the topic there, retired or not, or the one that once was. Four queries at most for every CHUNK."""
    pairs = sorted({(roadmap, topic) for roadmap, _, topic in (address.partition("/") for address in addresses)})
    found: dict[str, Target] = {}
    for chunk in chunked(pairs, CHUNK):
        found |= dict(_find_present(chunk))
        left = [pair for pair in chunk if "/".join(pair) not in found]
        if left:
            found |= dict(_find_former(left))
    return found


def _find_present(pairs: Collection[tuple[str, str]]) -> Iterator[tuple[str, Target]]:
    topics = Topic.objects.filter(roadmap__key__in={pair[0] for pair in pairs}, key__in={pair[1] for pair in pairs})
    for target in _list_targets(topics):
        yield target.address, target


def _find_former(pairs: Collection[tuple[str, str]]) -> Iterator[tuple[str, Target]]:
    """By a former key of the roadmap, of the topic, or of both."""
    formers = FormerKey.objects.filter(node=None, topic=None, key__in={pair[0] for pair in pairs})
    roadmaps = dict(formers.values_list("key", "roadmap__key"))
    now = {pair: (roadmaps.get(pair[0], pair[0]), pair[1]) for pair in pairs}
    renamed = FormerKey.objects.filter(
        topic__isnull=False, roadmap__key__in={pair[0] for pair in now.values()}, key__in={pair[1] for pair in pairs}
    )
    topics = {
        (roadmap, former): (roadmap, key)
        for roadmap, former, key in renamed.values_list("roadmap__key", "key", "topic__key")
    }
    present = dict(_find_present({topics.get(pair, pair) for pair in now.values()}))
    for pair, moved in now.items():
        target = present.get("/".join(topics.get(moved, moved))) or present.get("/".join(moved))
        if target:
            yield "/".join(pair), target


def _list_targets(topics: QuerySet[Topic]) -> Iterator[Target]:
    for roadmap, key, same_as in topics.order_by().values_list("roadmap__key", "key", "same_as"):
        yield Target(f"{roadmap}/{key}", same_as)
