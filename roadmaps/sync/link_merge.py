"""The three-way rules for one list of links: a set keyed by address, each link with fields of its own. Pure."""

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, replace
from dataclasses import field as dataclass_field
from typing import Any

from roadmaps.documents.document import LinkDoc
from roadmaps.sync.merge import OnConflict, Reason, Side, Verdict, decide, find_base, merge_order, settle
from roadmaps.sync.values import LINK_SCALARS, is_same, state

ORDER = "order"
"""The part of a list that a verdict on its order is about."""

Choose = Callable[..., OnConflict]


@dataclass(frozen=True, slots=True)
class LinkVerdict:
    """What is to be said of one link, of a field of it, or (no `url`) of the order of the list."""

    url: str
    verdict: Verdict
    field: str = ""
    site: Any = None
    file: Any = None


def merge_links(
    *, base: Sequence[LinkDoc] | None, site: Sequence[LinkDoc], file: Sequence[LinkDoc], choose: Choose
) -> tuple[tuple[LinkDoc, ...], list[LinkVerdict]]:
    """The list as it will be, every field stated, and what is to be said. `base` is `None` as in `decide`.

    choose: who wins a conflict about a link or, with two arguments, about a field of it.
    """
    merge = _Merge(None if base is None else _by_url(base), _by_url(site), _by_url(file), choose)
    links = {url: link for url in {**merge.site, **merge.file} if (link := merge.merge(url))}
    order, verdict = merge_order(
        base=None if merge.base is None else tuple(merge.base),
        site=tuple(merge.site),
        file=tuple(merge.file),
        stays=frozenset(links),
        on_conflict=choose("", ORDER),
    )
    merge.say("", verdict, field=ORDER, site=tuple(merge.site), file=tuple(merge.file))
    return tuple(links[url] for url in order), merge.verdicts


def is_same_set(said: Sequence[LinkDoc], links: Sequence[LinkDoc]) -> bool:
    """Whether two lists hold the same links in whatever order; what a link does not say is at its default."""
    one, other = _by_url(said), _by_url(links)
    return one.keys() == other.keys() and all(is_same_link(one[url], other[url]) for url in one)


def is_same_link(said: LinkDoc, link: LinkDoc) -> bool:
    """Whether two links of one address say the same; what one does not say is at its default."""
    one, other = state_link(said), state_link(link)
    return all(is_same(getattr(one, field.name), getattr(other, field.name)) for field in LINK_SCALARS)


def state_link(link: LinkDoc) -> LinkDoc:
    """The link with what it does not say at its default."""
    return replace(link, **{field.name: state(field, getattr(link, field.name)) for field in LINK_SCALARS})


def fill_link(link: LinkDoc, said: LinkDoc | None) -> LinkDoc:
    """The link with what it does not say taken from what was said before."""
    unsaid = [field.name for field in LINK_SCALARS if getattr(link, field.name) is None]
    return replace(link, **{name: getattr(said, name) for name in unsaid}) if said else link


def _by_url(links: Sequence[LinkDoc]) -> dict[str, LinkDoc]:
    return {link.url: link for link in links}


@dataclass(slots=True)
class _Merge:
    base: Mapping[str, LinkDoc] | None
    site: Mapping[str, LinkDoc]
    file: Mapping[str, LinkDoc]
    choose: Choose
    verdicts: list[LinkVerdict] = dataclass_field(default_factory=list)

    def say(self, url: str, verdict: Verdict, *, field: str = "", site: Any = None, file: Any = None) -> None:
        if verdict.reason:
            self.verdicts.append(LinkVerdict(url, verdict, field, site, file))

    def merge(self, url: str) -> LinkDoc | None:
        """The link as it will be, or `None` when it goes or stays away."""
        base, site, file = (self.base or {}).get(url), self.site.get(url), self.file.get(url)
        if site and file:
            return self._merge_fields(base, site, file)
        verdict = self._judge_presence(url, base, site, file)
        self.say(url, verdict, site=site, file=file)
        link = site if verdict.side is Side.SITE else file
        return state_link(link) if link else None

    def _judge_presence(self, url: str, base: LinkDoc | None, site: LinkDoc | None, file: LinkDoc | None) -> Verdict:
        if base is None:
            if file and self.base is None:
                return settle(Reason.ADOPT, self.choose(url))
            return Verdict(Side.FILE if file else Side.SITE)
        if file:
            unchanged = fill_link(file, base) == base
            return Verdict(Side.SITE, Reason.REMOVED) if unchanged else settle(Reason.BOTH, self.choose(url))
        if site and is_same_link(base, site):
            return Verdict(Side.FILE)
        return settle(Reason.GONE, self.choose(url))

    def _merge_fields(self, base: LinkDoc | None, site: LinkDoc, file: LinkDoc) -> LinkDoc:
        values = {}
        for field in LINK_SCALARS:
            said, mine = getattr(file, field.name), getattr(site, field.name)
            if said is not None:
                verdict = decide(find_base(field, base, mine), mine, said, self.choose(site.url, field.name))
                self.say(site.url, verdict, field=field.name, site=mine, file=said)
                if verdict.side is Side.FILE:
                    values[field.name] = said
        return replace(site, **values) if values else site
