"""The house as it was meant to be. Each rule is tried on the files, and on a bad sample that it must catch."""

from __future__ import annotations

import pytest

from config.assets import JOINED, PASSKEYS
from tests.architecture.files import APPS, list_code, list_files, read
from tests.architecture.imports import find_forbidden_imports
from tests.architecture.sizes import MEDIAN_FUNCTION, find_long_files, find_long_functions, median_length
from tests.architecture.texts import (
    Finder,
    find_anywhere,
    find_in_code,
    find_in_scripts,
    find_in_styles,
    find_in_templates,
)
from tests.architecture.writes import find_writes


def test_the_files_are_found() -> None:
    assert {path.split("/")[0] for path in list_code()} == {"config", *APPS}
    assert {"Makefile", "pyproject.toml", "bin/test", ".ci/run", "tests/test_architecture.py"} <= set(list_files())


@pytest.mark.parametrize(
    ("find", "files"),
    [
        (find_forbidden_imports, list_code()),
        (find_writes, list_code()),
        (find_long_functions, list_files(".py")),
        (find_long_files, [path for path in list_files() if "/migrations/" not in path]),
        (find_in_templates, list_files(".html")),
        (find_in_styles, list_files(".css")),
        (find_in_scripts, list_files(".js")),
        (find_in_code, list_files(".py")),
        (find_anywhere, list_files()),
    ],
)
def test_no_file_breaks_the_rule(find: Finder, files: list[str]) -> None:
    faults = [fault for path in files for fault in find(path, read(path))]
    assert not faults, "\n".join(faults)


def test_every_style_sheet_and_script_is_named_once() -> None:
    found = [path for path in [*list_files(".css"), *list_files(".js")] if not path.startswith("deploy/")]
    files = {path.removeprefix("static/") for path in found}
    named = [part for parts in JOINED.values() for part in parts] + [path for path in PASSKEYS if path in files]
    assert sorted(named) == sorted(path for path in files if not path.startswith("css/admin")), "see config/assets.py"


def test_functions_are_short() -> None:
    assert median_length([read(path) for path in list_code()]) <= MEDIAN_FUNCTION


@pytest.mark.parametrize(
    ("path", "line"),
    [
        ("roadmaps/queries.py", "from progress.models import Mark"),
        ("roadmaps/models.py", "import accounts.models"),
        ("roadmaps/sync/apply.py", "from progress import models"),
        ("roadmaps/sync/apply.py", "from ..views import roadmap"),
        ("accounts/models.py", "from roadmaps.models import Topic"),
        ("accounts/models.py", "from progress.queries import load_marks"),
        ("progress/actions/marks.py", "from progress.views import mark"),
        ("progress/queries/trails.py", "from roadmaps import admin"),
        ("roadmaps/views.py", "from progress.views import mark"),
        ("roadmaps/management/commands/import_roadmaps.py", "from progress.actions import mark_topic"),
        ("roadmaps/management/commands/import_roadmaps.py", "from progress import actions"),
        ("roadmaps/documents/read.py", "from django.conf import settings"),
        ("roadmaps/documents/read.py", "from roadmaps.models import Topic"),
        ("roadmaps/sync/plan.py", "from roadmaps.sync.apply import apply_plan"),
        ("roadmaps/sync/merge.py", "from roadmaps.sync import snapshot"),
        ("roadmaps/sync/match.py", "def match():\n    import django"),
        ("progress/meter.py", "from progress.models import Status"),
        ("config/settings.py", "from accounts.models import User"),
        ("accounts/adapter.py", "from config import env"),
        ("accounts/models.py", "from tests.factories import UserFactory"),
        ("operation/views.py", "from progress.queries import load_marks"),
        ("operation/management/commands/backup.py", "from accounts.models import User"),
        ("progress/views.py", "from operation.busy import show_busy"),
    ],
)
def test_a_forbidden_import_is_caught(path: str, line: str) -> None:
    assert len(find_forbidden_imports(path, line)) == 1


@pytest.mark.parametrize(
    ("path", "line"),
    [
        ("roadmaps/views.py", "from progress.queries import load_marks"),
        ("roadmaps/views.py", "from progress.actions import mark_topic"),
        ("accounts/views.py", "from .forms import SettingsForm"),
        ("progress/models.py", "from roadmaps.models import Topic"),
        ("progress/actions/marks.py", "from accounts.models import User"),
        ("roadmaps/models.py", "from roadmaps.documents.document import MAX_KEY"),
        ("roadmaps/documents/read.py", "import re, yaml"),
        ("roadmaps/sync/plan.py", "from roadmaps.documents.document import RoadmapDoc"),
        ("roadmaps/sync/plan.py", "from roadmaps.documents import document"),
        ("roadmaps/sync/apply.py", "from roadmaps.models import Topic"),
        ("progress/meter.py", "import progress.meter, collections.abc"),
        ("config/urls.py", "from accounts.admin import secure_sign_in"),
        ("operation/middleware.py", "from operation.busy import show_busy"),
    ],
)
def test_an_allowed_import_passes(path: str, line: str) -> None:
    assert find_forbidden_imports(path, line) == []


@pytest.mark.parametrize(
    "line",
    [
        "Mark.objects.create(user=user)",
        "Mark(user=user).save()",
        "models.Change.objects.bulk_create(rows)",
        "user.marks.filter(topic=topic).delete()",
        "topic.marks.update(status='done')",
        "cursor.execute('DELETE FROM progress_mark')",
        "from progress.models import MarkQuerySet\nfor mark in rows:\n    mark.save()",
    ],
)
def test_a_write_to_a_progress_table_is_caught(line: str) -> None:
    assert len(find_writes("roadmaps/sync/apply.py", line)) == 1


@pytest.mark.parametrize(
    ("path", "line"),
    [
        ("progress/actions/marks.py", "Mark.objects.create(user=user)"),
        ("progress/queries/trails.py", "Mark.objects.filter(user=user)"),
        ("roadmaps/sync/plan.py", "changes.update(found)"),
        ("roadmaps/sync/apply.py", "Topic.objects.bulk_create(rows)"),
    ],
)
def test_other_writes_and_reads_pass(path: str, line: str) -> None:
    assert find_writes(path, line) == []


def test_a_long_function_is_caught() -> None:
    body = "    pass\n"
    assert find_long_functions("a.py", "async def walk():\n" + 39 * body) == []
    assert find_long_functions("a.py", "async def walk():\n" + 40 * body) == ["a.py:1: walk has 41 lines, at most 40"]


@pytest.mark.parametrize(("name", "limit"), [("a.py", 300), ("a.html", 120), ("a.css", 200), ("a.js", 80)])
def test_a_long_file_is_caught(name: str, limit: int) -> None:
    assert find_long_files(name, limit * "\n") == []
    assert find_long_files(name, (limit + 1) * "\n") == [f"{name}: {limit + 1} lines, at most {limit}"]


def test_the_median_counts_methods_of_all_modules() -> None:
    texts = ["def one(): ...", "class A:\n    def three(self):\n        a = 1\n        return a", "def two():\n    ..."]
    assert median_length(texts) == 2


@pytest.mark.parametrize(
    ("find", "text", "what"),
    [
        (find_in_templates, "<script>go()</script>", "inline script"),
        (find_in_templates, '<p\nstyle="color: red">', "inline style"),
        (find_in_templates, "<style>p {}</style>", "inline style"),
        (find_in_templates, '<a onclick="go()">', "inline handler"),
        (find_in_templates, '<a href="javascript:go()">', "inline handler"),
        (find_in_templates, '<img src="https://example.org/a.png">', "something from another site"),
        (find_in_templates, "{% for topic in node.topics.all %}", "a query"),
        (find_in_templates, "{{ node.topic_set }}", "a query"),
        (find_in_templates, "{% if perms.roadmaps.change_topic %}", "a decision about permission"),
        (find_in_templates, "{% static 'css/own.css' %}", "a file that config/assets.py does not name"),
        (find_in_templates, '{% static "js/own.js" %}', "a file that config/assets.py does not name"),
        (find_in_templates, "{% block styles %}", "a block that base.html lost"),
        (find_in_styles, "p { color: red ! important }", "a forced style"),
        (find_in_styles, "p { background: url(//example.org/a.png) }", "something from another site"),
        (find_in_scripts, "import { a } from './a.js'", "an import"),
        (find_in_scripts, "eval(text)", "code made from text"),
        (find_in_scripts, "fetch('https://example.org/')", "something from another site"),
        (find_in_code, "# TO" + "DO: later", "work put off"),
        (find_in_code, "@pytest.mark.sk" + "ip(reason='slow')", "a test that does not run"),
        (find_in_code, "x = 1  # type: ign" + "ore[assignment]", "a silenced checker without its reason"),
        (find_in_code, "x = 1  # no" + "qa: E501", "a silenced checker without its reason"),
        (find_anywhere, "cd /ho" + "me/ada/waymark", "a path of this machine"),
        (find_anywhere, "https://py" + "pi.org/simple", "a package registry"),
    ],
)
def test_a_bad_line_is_caught(find: Finder, text: str, what: str) -> None:
    found = find("a", "\n" + text)
    assert [fault.split(": ", 1)[1] for fault in found] == [what]


@pytest.mark.parametrize(
    ("find", "text"),
    [
        (find_in_templates, '<link rel="stylesheet" href="{% static "css/admin.css" %}">'),
        (find_in_templates, '<a href="https://example.org/" data-once="1">{# <script> style= #}</a>'),
        (find_in_styles, "/* no !important here */ p { background: url(data:image/svg+xml,a) }"),
        (find_in_code, "x = 1  # type: ign" + "ore[assignment]  # the base class declares it"),
    ],
)
def test_a_good_line_passes(find: Finder, text: str) -> None:
    assert find("a", text) == []
