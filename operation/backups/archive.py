"""One file that holds a database and its manifest: a zip archive."""

from __future__ import annotations

import errno
import hashlib
import os
import tempfile
import zipfile
import zlib
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import IO

from operation.backups.manifest import BackupError, Manifest, read_manifest, write_manifest

SCRATCH = ".waymark-"
MANIFEST, DATA = "manifest.json", "database"
CHUNK = 1024 * 1024
BROKEN = (zipfile.BadZipFile, zlib.error, EOFError, OSError, KeyError, NotImplementedError, RuntimeError, ValueError)


def pack(place: Path, manifest: Manifest, data: Path) -> None:
    """Writes the archive, for its owner alone, down to the disk."""
    with _open_private(place) as file:
        with zipfile.ZipFile(file, "w", zipfile.ZIP_DEFLATED, compresslevel=1) as archive:
            archive.writestr(MANIFEST, write_manifest(manifest))
            archive.write(data, DATA)
        file.flush()
        os.fsync(file.fileno())


def publish(packed: Path, place: Path) -> None:
    """Gives a file its name. A rename is on the disk only once its folder is."""
    packed.replace(place)
    handle = os.open(place.parent, os.O_RDONLY)
    try:
        os.fsync(handle)
    finally:
        os.close(handle)


@contextmanager
def scratch_beside(path: Path) -> Iterator[Path]:
    """A folder for its owner alone, on the disk of `path` if we may write there, gone after the block."""
    folder = path if path.is_dir() else path.absolute().parent
    with tempfile.TemporaryDirectory(prefix=SCRATCH, dir=folder if os.access(folder, os.W_OK) else None) as scratch:
        yield Path(scratch)


def peek(place: Path) -> Manifest:
    """The manifest, without reading the data. Notices a file that is cut short, not one whose data changed."""
    with _open_archive(place) as archive:
        return read_manifest(archive.read(MANIFEST).decode())


def unpack(place: Path, target: Path) -> Manifest:
    """Writes the database to `target` and compares every byte with the digest. Raises BackupError."""
    with _open_archive(place) as archive, archive.open(DATA) as source, _open_private(target) as file:
        manifest = read_manifest(archive.read(MANIFEST).decode())
        for chunk in iter(lambda: source.read(CHUNK), b""):
            file.write(chunk)
    if (measure(target), manifest.bytes) != (manifest.sha256, target.stat().st_size):
        raise BackupError("Its data are not what was written. Take another backup.")
    return manifest


def measure(path: Path) -> str:
    """SHA-256 of a file, in hex."""
    with path.open("rb") as file:
        return hashlib.file_digest(file, "sha256").hexdigest()


@contextmanager
def _open_archive(place: Path) -> Iterator[zipfile.ZipFile]:
    try:
        with zipfile.ZipFile(place) as archive:
            yield archive
    except FileNotFoundError as error:
        raise BackupError(f"There is no file {place}.") from error
    except BROKEN as error:
        if isinstance(error, OSError) and error.errno == errno.ENOSPC:
            raise  # the disk's fault, not the file's
        raise BackupError(f"It is damaged ({type(error).__name__}). Take another backup.") from error


def _open_private(path: Path) -> IO[bytes]:
    return os.fdopen(os.open(path, os.O_CREAT | os.O_EXCL | os.O_RDWR, 0o600), "w+b")
