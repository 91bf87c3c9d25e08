"""On what the figures were reached: the machine, and the versions of everything that matters."""

from __future__ import annotations

import os
import platform
from datetime import UTC, datetime
from importlib.metadata import version
from pathlib import Path

import psycopg

_PACKAGES = ("eventsourcing", "psycopg", "orjson")


def machine(conninfo: str) -> dict[str, object]:
    """Describe the machine, the versions and the settings that decide how durable a commit is."""
    with psycopg.connect(conninfo) as connection:
        settings = {name: _setting(connection, name) for name in ("server_version", "fsync", "synchronous_commit")}
    return {
        "when": datetime.now(UTC).isoformat(timespec="seconds"),
        "processor": _processor(),
        "cores": len(os.sched_getaffinity(0)),
        "memory_gib": round(os.sysconf("SC_PAGE_SIZE") * os.sysconf("SC_PHYS_PAGES") / 2**30, 1),
        "load": round(os.getloadavg()[2], 2),
        "python": platform.python_version(),
        "postgresql": settings.pop("server_version"),
        **settings,
        **{package: version(package) for package in _PACKAGES},
    }


def _setting(connection: psycopg.Connection[tuple[object, ...]], name: str) -> str:
    row = connection.execute("SELECT current_setting(%s)", (name,)).fetchone()
    return str(row[0]) if row else ""


def _processor() -> str:
    """Return the processor's name, as far as the system says."""
    try:
        lines = Path("/proc/cpuinfo").read_text().splitlines()
    except OSError:
        return platform.machine()
    return next((line.partition(":")[2].strip() for line in lines if line.startswith("model name")), platform.machine())
