"""`manage.py export_roadmaps [ID...] --to DIR | --stdout`: roadmaps of the site as canonical YAML."""

from collections.abc import Iterator, Mapping, Sequence
from pathlib import Path
from typing import Any

from django.core.management.base import BaseCommand, CommandError, CommandParser

from roadmaps.chunks import chunked
from roadmaps.documents.keys import normalise_key
from roadmaps.documents.problem import escape_hidden, quote_short, suggest_word
from roadmaps.documents.saving import replace_files
from roadmaps.documents.write import write_text
from roadmaps.models import Roadmap
from roadmaps.sync.count import count
from roadmaps.sync.export import make_export
from roadmaps.sync.snapshot import take_snapshots

BAD_INPUT, USAGE = 1, 2
CHUNK = 50


class Command(BaseCommand):
    help = (
        "Write roadmaps of the site as YAML, drafts and archived ones too, so that importing them changes nothing. "
        "Exit codes: 0 done, 1 an unknown id or a folder that cannot be written, 2 usage."
    )

    def add_arguments(self, parser: CommandParser) -> None:
        parser.add_argument("ids", nargs="*", metavar="ID", help="A roadmap; all of them when none is named.")
        place = parser.add_mutually_exclusive_group(required=True)
        place.add_argument("--to", metavar="DIR", help="The folder to write ID.yaml into; it is made if need be.")
        # the second name keeps `stdout=` of call_command for the stream
        place.add_argument(
            "--stdout", "--print", action="store_true", dest="print", help="Print one roadmap and nothing else."
        )

    def handle(self, *, ids: Sequence[str], to: str | None, verbosity: int, **options: Any) -> None:
        keys = find_keys(ids)
        if to is None and len(keys) != 1:
            message = f"--stdout prints one roadmap, not {len(keys)}. Name one, or write them --to a folder."
            raise CommandError(message, returncode=USAGE)
        texts = dict(write_texts(keys))
        if to is None:
            self.stdout.write("".join(texts.values()), ending="")
            return
        files = {Path(to, f"{key}.yaml"): text.encode() for key, text in texts.items()}
        written = save(files)
        if verbosity:
            for file in files:
                self.stdout.write(escape_hidden(f"{file}: {'written' if file in written else 'unchanged'}"))
            self.stdout.write(f"{count(len(written), 'file')} written, {len(files) - len(written)} unchanged.")


def write_texts(keys: Sequence[str]) -> Iterator[tuple[str, str]]:
    """(key, YAML) of each roadmap; only some of their rows are in memory at one time."""
    for chunk in chunked(keys, CHUNK):
        for key, site in take_snapshots(chunk).items():
            yield key, write_text(make_export(site))


def find_keys(ids: Sequence[str]) -> list[str]:
    """The keys of the roadmaps that are named, or of all, sorted. Raises CommandError when one is not there."""
    known = sorted(Roadmap.objects.values_list("key", flat=True))
    unknown = [name for name in ids if normalise_key(name) not in known]
    if unknown:
        lines = [f"No roadmap is {quote_short(name)}{suggest(name, known)}." for name in unknown]
        raise CommandError(escape_hidden(f"{' '.join(lines)} Nothing written."), returncode=BAD_INPUT)
    return sorted({normalise_key(name) for name in ids}) or known


def suggest(name: str, known: Sequence[str]) -> str:
    """What may have been meant, after a comma, or ""."""
    near = suggest_word(name, known)
    return f", {near.removesuffix('?')}" if near else ""


def save(files: Mapping[Path, bytes]) -> set[Path]:
    """Write those files that say something else, all or none. Returns them. Raises CommandError."""
    try:
        for folder in {file.parent for file in files}:
            folder.mkdir(parents=True, exist_ok=True)
        changed = {file: data for file, data in files.items() if not file.is_file() or file.read_bytes() != data}
        replace_files(changed)
    except OSError as error:
        raise CommandError(f"Cannot write: {error}.", returncode=BAD_INPUT) from error
    return set(changed)
