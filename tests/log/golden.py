"""The golden entries: one file a published name, the entry's bytes and nothing else.

`python -m tests.log.golden` writes those that are missing. It never rewrites one: bytes that were published stay.
"""

from __future__ import annotations

from datetime import UTC, datetime
from pathlib import Path

from application.recorded import Recorded
from domain.catalogue import EVENTS
from infrastructure.log.mapper import EntryMapper
from tests.log.examples import example

FOLDER = Path(__file__).parent / "golden"


def entry(name: str) -> Recorded[object]:
    """Return the example entry of a name in use."""
    return Recorded(
        ledger="340700",
        position=1_000_000,
        stream="payout/medicine/2017/b-1",
        version=3,
        name=name,
        recorded_at=datetime(2017, 4, 25, 8, tzinfo=UTC),
        actor="officer/财务",
        command_id="0b9a3b0e-8a53-4c1e-9f0a-1f1f3e9d7a11",
        request_hash="0123456789abcdef" * 4,
        causation="",
        fact=example(EVENTS[name]),
    )


def file(name: str) -> Path:
    """Return where a name's golden bytes lie."""
    return FOLDER / f"{name}.json"


def main() -> None:
    """Write what is missing."""
    mapper = EntryMapper()
    FOLDER.mkdir(exist_ok=True)
    for name in EVENTS:
        if not file(name).exists():
            file(name).write_bytes(mapper.write(entry(name)))
            print(f"wrote {file(name).name}")


if __name__ == "__main__":
    main()
