"""A learner who marks as fast as the site lets them, in a process of their own, and tells of each acknowledged mark.

usage: marker.py PERSON     one line on stdout for each mark: the number of marks so far; ends when stdin closes
"""

from __future__ import annotations

import os
import sys
import threading
from pathlib import Path

sys.path.insert(0, str(Path(__file__).resolve().parents[2]))
os.environ["DJANGO_SETTINGS_MODULE"] = "config.settings"


def main() -> None:
    import django

    django.setup()
    from accounts.models import User
    from progress.actions import mark_topic
    from roadmaps.models import Topic

    person = User.objects.get(pk=int(sys.argv[1]))
    topics = list(Topic.objects.order_by("pk"))
    ended = threading.Event()
    threading.Thread(target=wait_for_end, args=(ended,), daemon=True).start()
    number = 0
    while not ended.is_set():
        status = ("learning", "done")[number // len(topics) % 2]
        mark_topic(user=person, topic=topics[number % len(topics)], status=status)
        number += 1
        sys.stdout.write(f"{number}\n")
        sys.stdout.flush()


def wait_for_end(ended: threading.Event) -> None:
    sys.stdin.read()
    ended.set()


main()
