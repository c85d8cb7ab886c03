"""What a page says of a moment beyond what the trail knows."""

from __future__ import annotations

from progress.moments import Before, Moment, find_moment
from progress.trail import Trail
from roadmaps.models import Topic

MOST_TAKEAWAYS = 4


def read_moment(trail: Trail, before: Before) -> Moment | None:
    """The moment that a move has brought about. No query, one more where a stage was finished: its takeaways."""
    moment = find_moment(trail, before)
    if moment and moment.nodes:
        done = [row.topic.pk for node in moment.nodes for row in node.rows if row.standing.is_done]
        found = Topic.objects.filter(pk__in=done).in_order().values_list("takeaways", flat=True)
        moment.takeaways = [text for takeaways in found for text in takeaways][:MOST_TAKEAWAYS]
    return moment
