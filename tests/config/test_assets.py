"""Style sheets and scripts: each by itself in development, joined into one of each in production."""

from __future__ import annotations

import base64
import json
import subprocess
from pathlib import Path

import pytest
from django.core.management import call_command
from django.test import override_settings

from config.assets import SCRIPTS, STYLES, script_links, style_links
from config.joining import join_files

JOINING = {
    "default": {"BACKEND": "django.core.files.storage.FileSystemStorage"},
    "staticfiles": {"BACKEND": "config.joining.JoiningStorage"},
}


def hash_file(path: Path) -> str:
    digest = subprocess.run(["openssl", "dgst", "-sha384", "-binary", path], capture_output=True, check=True).stdout
    return f"sha384-{base64.b64encode(digest).decode()}"


@pytest.fixture
def collected(tmp_path: Path) -> Path:
    """Where collectstatic put the files of a site in production; its settings hold only while it ran."""
    with override_settings(DEBUG=False, STORAGES=JOINING, STATIC_ROOT=tmp_path):
        call_command("collectstatic", interactive=False, verbosity=0)
    return tmp_path


def test_each_file_is_linked_in_development() -> None:
    assert style_links().count("<link") == len(STYLES)
    assert style_links().startswith('<link rel="stylesheet" href="/static/css/tokens.css">')
    assert script_links().count("defer></script>") == 1 + len(SCRIPTS)
    assert script_links().startswith('<script src="/static/vendor/htmx-')


def test_one_style_sheet_and_one_script_of_ours_are_linked_in_production(collected: Path) -> None:
    names = json.loads((collected / "staticfiles.json").read_text())["paths"]
    with override_settings(DEBUG=False, STORAGES=JOINING, STATIC_ROOT=collected):
        style, script = names["css/waymark.css"], names["js/waymark.js"]
        assert (
            style_links()
            == f'<link rel="stylesheet" href="/static/{style}" integrity="{hash_file(collected / style)}">'
        )
        htmx, own = script_links().splitlines()
        assert htmx.startswith('<script src="/static/vendor/htmx-')
        assert htmx.count(' integrity="sha384-') == 1
        assert own.strip() == (
            f'<script src="/static/{script}" integrity="{hash_file(collected / script)}" defer></script>'
        )


def test_the_joined_files_are_hashed_and_compressed(collected: Path) -> None:
    names = json.loads((collected / "staticfiles.json").read_text())["paths"]
    for name in ("css/waymark.css", "js/waymark.js"):
        joined = collected / names[name]
        assert joined.stem.startswith("waymark.")
        for ending in (".gz", ".br"):
            assert joined.with_name(joined.name + ending).exists()
    assert not (collected / "css/waymark.css").exists()
    assert (collected / names["css/waymark.css"]).read_text().startswith("@layer tokens, base, layout, components")


def test_a_dry_run_joins_nothing(tmp_path: Path) -> None:
    with override_settings(DEBUG=False, STORAGES=JOINING, STATIC_ROOT=tmp_path):
        call_command("collectstatic", interactive=False, dry_run=True, verbosity=0)
    assert list(tmp_path.iterdir()) == []


def test_style_sheets_lose_comments_and_indentation() -> None:
    texts = {"a.css": "/* why\n  so */\np {\n  color: red; /* warm */\n}\n", "b.css": "q { color: blue }"}
    assert join_files("css/all.css", texts) == "p {\ncolor: red;\n}\nq { color: blue }"


def test_scripts_have_a_scope_each() -> None:
    texts = {"a.js": "// why\nconst a = 1;\n\nif (a) {\n  go(); // on\n}\n", "b.js": "const a = 2;\n"}
    assert join_files("js/all.js", texts) == "{\nconst a = 1;\nif (a) {\ngo(); // on\n}\n}\n{\nconst a = 2;\n}"
