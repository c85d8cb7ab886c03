"""Whatever an editor sends to the import page is told what is wrong with it, and changes no row."""

from __future__ import annotations

import gzip
import io
import zipfile

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile

from tests.probes.production import Browser
from tests.probes.test_csrf import list_changes, read_rows
from tests.probes.world import World

pytestmark = pytest.mark.django_db

PAGE = "/admin/roadmaps/importrun/new/"
GOOD = b"title: New\nid: new\ndescription: d\nnodes:\n  - {id: a, title: A, topics: [{id: b, name: B}]}\n"


def make_zip() -> bytes:
    held = io.BytesIO()
    with zipfile.ZipFile(held, "w", zipfile.ZIP_DEFLATED) as archive:
        archive.writestr("rope.yaml", b"a" * 5_000_000)
    return held.getvalue()


def make_bomb() -> bytes:
    """Nine levels of ten aliases each: a thousand million words from a few hundred bytes."""
    lines = ["a: &a [x, x, x, x, x, x, x, x, x, x]"]
    for before, name in zip("abcdefgh", "bcdefghi", strict=True):
        lines.append(f"{name}: &{name} [{', '.join([f'*{before}'] * 10)}]")
    return "\n".join(lines).encode()


HOSTILE = {
    "empty.yaml": b"",
    "huge.yaml": b"title: " + b"a" * (2 * 1024 * 1024 + 1),
    "binary.yaml": bytes(range(256)) * 50,
    "image.yaml": b"\x89PNG\r\n\x1a\n" + b"\0" * 500,
    "archive.yaml": make_zip(),
    "squeezed.yaml": gzip.compress(GOOD * 1_000),
    "bomb.yaml": make_bomb(),
    "merge.yaml": b"<<: [" + b"{a: b}, " * 500 + b"]",
    "deep.yaml": b"[" * 100_000,
    "wide.yaml": b"nodes: [" + b"[]," * 20_000 + b"]",
    "object.yaml": b"!!python/object/apply:os.system ['touch /tmp/owned']",
    "tag.yaml": b"title: !!binary aGk=\n",
    "two.yaml": GOOD + b"---\n" + GOOD,
    "utf16.yaml": GOOD.decode().encode("utf-16"),
    "nul.yaml": GOOD.replace(b"New", b"N\0w"),
    "bidi.yaml": GOOD.replace(b"New", "N\u202ew".encode()),
    "script.yaml": GOOD.replace(b"topics:", b"url: 'javascript:alert(1)', topics:"),
    "page.html": b"<script>alert(1)</script>",
    "shell.sh": GOOD,
    "roadmap.yaml.exe": GOOD,
    "drawing.svg": b"<svg onload='alert(1)'/>",
    "noending": GOOD,
    "plain.md": b"# no front matter",
}


@pytest.mark.parametrize("name", HOSTILE)
def test_a_hostile_file_is_refused_with_its_reason(world: World, name: str) -> None:
    browser = Browser(world.editor)
    before = read_rows()

    answer = browser.post(PAGE, {"file": SimpleUploadedFile(name, HOSTILE[name]), "name": "", "text": ""})

    assert answer.status_code == 200
    context = answer.context
    assert context["form"].errors or context["errors"] > 0
    assert list_changes(before, read_rows()) == []


def test_a_good_file_is_planned_and_not_yet_written(world: World) -> None:
    browser = Browser(world.editor)
    before = read_rows()

    answer = browser.post(PAGE, {"file": SimpleUploadedFile("new.yaml", GOOD), "name": "", "text": ""})

    assert answer.context["page"].may_apply
    assert list_changes(before, read_rows()) == []


@pytest.mark.parametrize(
    "name", ["../../etc/passwd.yaml", "..\\..\\x.yaml", "/etc/x.yaml", "a\r\nX: y.yaml", "<b>.yaml"]
)
def test_a_name_is_no_path(world: World, name: str) -> None:
    answer = Browser(world.editor).post(PAGE, {"name": name, "text": GOOD.decode()})

    assert answer.status_code == 200
    shown = answer.content.decode()
    assert "etc/" not in shown.partition("<main")[2]
    assert "<b>.yaml" not in shown


def test_an_upload_elsewhere_is_no_upload(world: World) -> None:
    browser, before = Browser(world.eve), read_rows()

    for path in ("/settings/", "/roadmaps/rope/start/knots/own-links/", "/accounts/login/", PAGE):
        answer = browser.post(path, {"file": SimpleUploadedFile("a.html", b"<script>"), "url": "x"})
        assert answer.status_code in (200, 302, 422), path

    assert list_changes(before, read_rows()) == []
