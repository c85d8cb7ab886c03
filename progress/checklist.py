"""A trail as a checklist in Markdown, to keep wherever one keeps lists: names, the learner's own ticks, and links."""

from __future__ import annotations

import re
from collections import defaultdict
from collections.abc import Iterator, Mapping, Sequence

from django.conf import settings
from django.utils.translation import gettext as _

from progress.queries import Person, read_trail
from progress.trail import TopicRow, Trail
from roadmaps.documents.links import LinkError, clean_link
from roadmaps.models import Link, Roadmap

# What would be markup in a line of text: `#` where a heading may begin or end, `&` where it names a character.
MARKUP = re.compile(r"[\\`*_\[\]<>~|]|(?<!\S)#|&(?=#?\w+;)")
LIST_MARK = re.compile(r"^(\d*)([-+.)])")


def read_checklist(user: Person, roadmap: Roadmap) -> str:
    """The checklist of one person on one roadmap. Four queries: nodes, topics, marks (none for guests), links."""
    return write_checklist(read_trail(user, roadmap), map_links(roadmap))


def map_links(roadmap: Roadmap) -> dict[int, list[Link]]:
    """Links, then references, of a roadmap by topic id. One query."""
    links: dict[int, list[Link]] = defaultdict(list)
    for link in Link.objects.filter(topic__roadmap=roadmap).order_by("kind", "position", "id"):
        links[link.topic_id].append(link)
    return links


def write_checklist(trail: Trail, links: Mapping[int, Sequence[Link]]) -> str:
    """Markdown with a task list for each node; rows that left the trail stand last. `links` is keyed by topic id."""
    blocks = [f"# {escape(trail.roadmap.title)}", escape_paragraph(trail.roadmap.description)]
    if trail.is_started and trail.meter.percent is not None:
        numbers = {"done": trail.meter.done, "required": trail.meter.required, "percent": trail.meter.percent}
        blocks.append(_("%(done)d of %(required)d done, %(percent)d %%") % numbers)
    for node in trail.nodes:
        blocks += [f"## {escape(node.node.title)}", *list_tasks(node.rows, links)]
    if trail.gone:
        blocks += [f"## {_('No longer on this trail')}", *list_tasks(trail.gone, links)]
    return "\n\n".join(blocks) + "\n"


def list_tasks(rows: Sequence[TopicRow], links: Mapping[int, Sequence[Link]]) -> Iterator[str]:
    """The task list of these rows as one block; none where there are no rows."""
    if rows:
        yield "\n".join(line for row in rows for line in write_task(row, links.get(row.topic.pk, ())))


def write_task(row: TopicRow, links: Sequence[Link]) -> Iterator[str]:
    """`- [x] Calculus (optional, 2 weeks)`, and a line below for each link."""
    facts = ", ".join(fact for fact in list_facts(row) if fact)
    yield f"- [{'x' if row.status == 'done' else ' '}] {escape(row.topic.name)}{f' ({facts})' if facts else ''}"
    for link in links:
        yield f"  - {write_link(link)}"


def list_facts(row: TopicRow) -> Iterator[str]:
    """What stands after a name, in words; some are ""."""
    yield _("optional") if row.topic.optional else ""
    yield escape(row.topic.duration)
    words = {
        ("learning", ""): _("learning"),
        ("skipped", ""): _("skipped"),
        ("skipped", "later"): _("skipped for later"),
        ("done", "known"): _("known before"),
    }
    yield words.get((row.status, row.reason), "")


def write_link(link: Link) -> str:
    """The link; its title alone where we do not know on which site its address is."""
    title = escape(link.title)
    try:
        address = clean_link(link.url, base=settings.LINK_BASE).href
    except LinkError:
        address = ""
    if not address:
        return title
    address = re.sub(r"&(?=#?\w+;)", r"\&", address)
    return f"[{title}](<{address}>)" if "(" in address or ")" in address else f"[{title}]({address})"


def escape(text: str) -> str:
    """The text on one line, so that Markdown shows it as it is."""
    return MARKUP.sub(r"\\\g<0>", " ".join(text.split()))


def escape_paragraph(text: str) -> str:
    """As `escape`, for what begins a line: it may look like an entry of a list."""
    return LIST_MARK.sub(r"\1\\\2", escape(text))
