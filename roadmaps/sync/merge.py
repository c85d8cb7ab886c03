"""The three-way rules for one value and one order. Pure; `link_merge.py` builds on it.

Base is what the last applied import said, site what the rows say, file what the document says (`docs/laws.md`).
"""

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from enum import Enum, StrEnum
from typing import Any

from roadmaps.documents.document import Field
from roadmaps.sync.values import is_same


class OnConflict(StrEnum):
    """Who wins when file and site both changed a thing. Either way the next base says what the file says."""

    STOP = "stop"
    KEEP = "keep"
    TAKE = "take"


class Reason(StrEnum):
    """Why a value is kept or in conflict."""

    NONE = ""
    EDITED = "edited"  # on the site, and the file did not change
    RETIRED = "retired"  # on the site, and the file still has it
    REMOVED = "removed"  # from the site, and the file did not change
    HOLDS = "holds"  # gone from the file, but holds topics that stay
    BOTH = "both"  # file and site both changed it
    GONE = "gone"  # from the file, edited on the site
    ADOPT = "adopt"  # on the site and in the file, never imported
    CLAIMED = "claimed"  # two things of the file claim one row


class Side(Enum):
    """Whose value stands."""

    SITE = "site"
    FILE = "file"


@dataclass(frozen=True, slots=True)
class Verdict:
    """side: whose value stands; reason: NONE when there is nothing to say; open: a conflict nobody settled."""

    side: Side
    reason: Reason = Reason.NONE
    open: bool = False


def decide(base: Any, site: Any, file: Any, on_conflict: OnConflict) -> Verdict:
    """The table of `docs/laws.md` for one value the file states; `base` is `None` where nothing was imported yet."""
    if is_same(site, file):
        return Verdict(Side.SITE)
    if base is None:
        return settle(Reason.ADOPT, on_conflict)
    if is_same(base, site):
        return Verdict(Side.FILE)
    if is_same(base, file):
        return Verdict(Side.SITE, Reason.EDITED)
    return settle(Reason.BOTH, on_conflict)


def settle(reason: Reason, on_conflict: OnConflict) -> Verdict:
    """A conflict as the person at the command wants it."""
    if on_conflict is OnConflict.TAKE:
        return Verdict(Side.FILE, reason)
    return Verdict(Side.SITE, reason, open=on_conflict is OnConflict.STOP)


def find_base(field: Field, thing: Any, site: Any) -> Any:
    """What the last import said of a field of a thing; `None` where it said nothing and somebody since did.

    A field the file never stated still has its default when nobody edited it: then the default is the base.
    """
    if thing is None:
        return None
    said = getattr(thing, field.name)
    return field.default if said is None and is_same(field.default, site) else said


def merge_order(
    *,
    base: Sequence[str] | None,
    site: Sequence[str],
    file: Sequence[str],
    stays: frozenset[str],
    on_conflict: OnConflict,
) -> tuple[tuple[str, ...], Verdict]:
    """The order of children, and whose it is. `stays`: the keys of the result, each of them in `site` or `file`.

    Compared are only keys that all sides have; any other goes after its nearest earlier neighbour on its own side.
    """
    common = stays.intersection(site, file, file if base is None else base)
    site_order, file_order = _only(site, common), _only(file, common)
    verdict = decide(None if base is None else _only(base, common), site_order, file_order, on_conflict)
    order = _Chain(site_order if verdict.side is Side.SITE else file_order)
    order.weave(site, stays)
    order.weave(file, stays)
    return tuple(order), verdict


def _only(order: Iterable[str], keys: frozenset[str]) -> tuple[str, ...]:
    return tuple(key for key in order if key in keys)


class _Chain:
    """A linked list of keys: putting one after another costs the same whatever its length."""

    def __init__(self, keys: Iterable[str]) -> None:
        self._next: dict[str | None, str | None] = {None: None}
        last: str | None = None
        for key in keys:
            self._put(key, last)
            last = key

    def weave(self, order: Iterable[str], wanted: frozenset[str]) -> None:
        """Put each wanted key that is not here yet after its nearest earlier neighbour in `order`."""
        last: str | None = None
        for key in order:
            if key in wanted:
                if key not in self._next:
                    self._put(key, last)
                last = key

    def __iter__(self) -> Iterator[str]:
        key = self._next[None]
        while key is not None:
            yield key
            key = self._next[key]

    def _put(self, key: str, after: str | None) -> None:
        self._next[key] = self._next[after]
        self._next[after] = key
