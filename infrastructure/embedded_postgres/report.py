"""What the keeper tells its clients: one small file, replaced as a whole."""

import json
import os
from dataclasses import asdict, dataclass
from pathlib import Path
from typing import Literal

Phase = Literal["creating", "starting", "ready", "stopping", "failed"]


@dataclass(frozen=True, slots=True)
class Report:
    """`keeper` tells one keeper's word from that of the one before it."""

    keeper: str
    phase: Phase
    sockets: str = ""
    code: str = ""
    message: str = ""
    keeper_pid: int = 0
    server_pid: int = 0


def write_report(path: Path, report: Report) -> None:
    fresh = path.with_name(path.name + ".new")
    fresh.write_text(json.dumps(asdict(report)), encoding="utf-8")
    fresh.replace(path)


def read_report(path: Path) -> Report | None:
    try:
        return Report(**json.loads(path.read_text(encoding="utf-8", errors="surrogateescape")))
    except FileNotFoundError:
        return None


def forget_report(path: Path) -> None:
    path.unlink(missing_ok=True)


def tail(path: Path, lines: int = 6) -> str:
    """The end of a log, for a message."""
    try:
        with path.open("rb") as log:
            log.seek(max(0, os.fstat(log.fileno()).st_size - 8192))
            text = log.read().decode(errors="replace")
    except FileNotFoundError:
        return ""
    return " | ".join(text.strip().splitlines()[-lines:])
