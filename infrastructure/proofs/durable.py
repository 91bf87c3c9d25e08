"""Files that are there whole or not at all, also after the power went: written aside, flushed, moved into place."""

from __future__ import annotations

import fcntl
import os
from collections.abc import Iterable
from pathlib import Path

PART = ".part"
"""What the name of a file ends in while it is being written. One such file may be left by a kill; it means nothing."""


def replace(path: Path, content: bytes, *, mode: int = 0o644) -> None:
    """Put a file there, new or in the stead of the old one."""
    _write(_aside(path), content, mode)
    _aside(path).replace(path)
    flush_folder(path.parent)


def replace_all(files: Iterable[tuple[Path, bytes]]) -> None:
    """Put many files there; folders are made as needed. When this returns, all of them are durable.

    They come into place in the order given, so what names others is given last.
    """
    folders: dict[Path, None] = {}
    for path, content in files:
        _make(path.parent, folders)
        _write(_aside(path), content, 0o644)
        _aside(path).replace(path)
        folders[path.parent] = None
    for folder in folders:
        flush_folder(folder)


def create(path: Path, content: bytes, *, mode: int = 0o600) -> None:
    """Put a file there for good. Raises FileExistsError."""
    aside = _aside(path)
    _write(aside, content, mode)
    try:
        os.link(aside, path)
    finally:
        aside.unlink()
    flush_folder(path.parent)


def held(path: Path, *, wait: bool = False) -> int | None:
    """Take a lock file for ourselves: return the descriptor whose closing gives it back, None while others hold it.

    With `wait`, return when they have given it back.

    The kernel gives it back however its holder ends.
    """
    handle = os.open(path, os.O_RDWR | os.O_CREAT | os.O_CLOEXEC | os.O_NOFOLLOW, 0o600)
    try:
        fcntl.flock(handle, fcntl.LOCK_EX if wait else fcntl.LOCK_EX | fcntl.LOCK_NB)
    except BlockingIOError:
        os.close(handle)
        return None
    return handle


def flush_folder(folder: Path) -> None:
    """Make the names in a folder durable."""
    handle = os.open(folder, os.O_RDONLY | os.O_DIRECTORY)
    try:
        os.fsync(handle)
    finally:
        os.close(handle)


def _make(folder: Path, made: dict[Path, None]) -> None:
    if not folder.is_dir():
        _make(folder.parent, made)
        folder.mkdir(exist_ok=True)
        made[folder.parent] = None


def _write(path: Path, content: bytes, mode: int) -> None:
    handle = os.open(path, os.O_WRONLY | os.O_CREAT | os.O_TRUNC | os.O_CLOEXEC | os.O_NOFOLLOW, mode)
    with os.fdopen(handle, "wb") as file:
        file.write(content)
        file.flush()
        os.fsync(file.fileno())


def _aside(path: Path) -> Path:
    return path.with_name(path.name + PART)
