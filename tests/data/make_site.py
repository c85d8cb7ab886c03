"""Fills an empty, migrated database with a small site: a roadmap, three people, every kind of mark, and history.

It made `site-*.sqlite3` and `site-*.pg.sql`, each by its own version; later ones prove their upgrade against them:
    DATABASE_URL=... python manage.py migrate && DATABASE_URL=... python manage.py createcachetable
    DATABASE_URL=... python tests/data/make_site.py
    sqlite3 ... "VACUUM INTO 'tests/data/site-0.1.0.sqlite3'"      or      pg_dump --no-owner --no-privileges ...
"""

import os
import sys
from pathlib import Path

ROOT = Path(__file__).resolve().parent.parent.parent
PASSWORD = "walk-the-trail-1"  # of people who exist in this file only

# Topic -> (status, reason) of each learner; the first one also undoes a mark.
WALKS = {
    "ada@example.org": {
        "linear-algebra": ("done", "known"),
        "calculus": ("done", ""),
        "probability-statistics": ("learning", ""),
        "support-vector-machines-svm": ("skipped", ""),
        "gradient-boosting": ("skipped", "later"),
    },
    "grace@example.org": {"linear-algebra": ("done", ""), "api-development": ("learning", "")},
}


def make_site() -> None:
    from django.core.management import call_command

    from accounts.editors import make_editor
    from accounts.models import User
    from progress.actions import mark_topic, reset_place, undo_batch
    from roadmaps.models import Roadmap, Topic

    call_command("import_roadmaps", "tests/data/machine-learning.md")  # a short path: the site remembers it
    roadmap = Roadmap.objects.get(key="machine-learning")
    make_editor(email="editor@example.org", password=PASSWORD)
    for email, walk in WALKS.items():
        user = User.objects.create_user(email, PASSWORD, display_name=email.split("@")[0].title())
        for key, (status, reason) in walk.items():
            topic = Topic.objects.get(roadmap=roadmap, key=key)
            mark_topic(user=user, topic=topic, status="learning")
            mark_topic(user=user, topic=topic, status=status, reason=reason)
    ada = User.objects.get(email="ada@example.org")
    batch = reset_place(user=ada, place=roadmap).batch
    if batch:
        undo_batch(user=ada, batch=batch)


if __name__ == "__main__":
    os.chdir(ROOT)
    sys.path.insert(0, str(ROOT))
    os.environ.setdefault("DJANGO_SETTINGS_MODULE", "config.settings")
    import django

    django.setup()
    make_site()
