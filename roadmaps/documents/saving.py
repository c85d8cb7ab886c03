"""Files replaced whole: nobody ever reads half a file, and a full disk leaves the old one."""

import os
import secrets
from collections.abc import Iterator, Mapping
from contextlib import ExitStack, contextmanager, suppress
from pathlib import Path


def replace_files(contents: Mapping[Path, bytes]) -> None:
    """Give each file its bytes. All are written beside their places first, then put there one by one.

    A symlink stays: the file it leads to is replaced. A file keeps its mode and owner. Raises OSError; nothing is
    replaced then, unless putting one of several in its place is what failed.
    """
    with ExitStack() as stack:
        staged = [stack.enter_context(_write_beside(path, data)) for path, data in contents.items()]
        for temporary, target in staged:
            temporary.replace(target)


@contextmanager
def _write_beside(path: Path, data: bytes) -> Iterator[tuple[Path, Path]]:
    """The bytes in a file of their own, and the file whose place it may take. It is removed if it did not."""
    target = Path(os.path.realpath(path))
    temporary = target.with_name(f".{secrets.token_hex(8)}.tmp")
    try:
        with temporary.open("xb") as stream:
            stream.write(data)
            stream.flush()
            os.fsync(stream.fileno())
        with suppress(FileNotFoundError):
            _copy_owner(target, temporary)
        yield temporary, target
    finally:
        temporary.unlink(missing_ok=True)


def _copy_owner(source: Path, target: Path) -> None:
    info = source.stat()
    with suppress(PermissionError):  # only root gives files away
        os.chown(target, info.st_uid, info.st_gid)
    target.chmod(info.st_mode & 0o7777)
