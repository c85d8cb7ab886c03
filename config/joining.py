"""The storage of static files in production: joins, hashes and compresses what collectstatic found."""

from __future__ import annotations

import re
from collections.abc import Iterator
from typing import Any

from django.core.files.base import ContentFile
from whitenoise.storage import CompressedManifestStaticFilesStorage

from config.assets import JOINED


class JoiningStorage(CompressedManifestStaticFilesStorage):  # type: ignore[misc]  # WhiteNoise ships no types
    """WhiteNoise's storage, with the files of config/assets.py joined before they get their hashed names."""

    joins = True

    def post_process(self, paths: dict[str, Any], dry_run: bool = False, **options: Any) -> Iterator[Any]:
        if not dry_run:
            for joined, parts in JOINED.items():
                text = join_files(joined, {part: read_file(*paths[part]) for part in parts})
                self.delete(joined)
                self._save(joined, ContentFile(text.encode()))
                paths[joined] = (self, joined)
        yield from super().post_process(paths, dry_run=dry_run, **options)


def read_file(storage: Any, path: str) -> str:
    with storage.open(path) as file:
        return str(file.read().decode())


def join_files(joined: str, texts: dict[str, str]) -> str:
    """One text of many, without indentation and comments. Each script gets a scope of its own, as no file of ours
    uses a name of another."""
    if joined.endswith(".css"):
        return "\n".join(shorten(re.sub(r"/\*.*?\*/", "", text, flags=re.DOTALL)) for text in texts.values())
    return "\n".join(f"{{\n{shorten(text)}\n}}" for text in texts.values())


def shorten(text: str) -> str:
    lines = (line.strip() for line in text.splitlines())
    return "\n".join(line for line in lines if line and not line.startswith("//"))
