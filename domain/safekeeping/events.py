"""What is decided about keeping. Streams: retention/ledger and keys/master."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date


@dataclass(frozen=True, slots=True)
class RetentionSet:
    """From now on accounting records of a programme (empty: of every one without a rule of its own) are kept `years`
    after the year of the last of them; None is for ever. `document` orders it."""

    programme: str
    years: int | None
    document: str
    set_on: date


@dataclass(frozen=True, slots=True)
class MasterKeyRotated:
    """The keys of `people` persons are wrapped under another master key now. Both are named by ids that are derived
    from them and give nothing away; nothing in the log changed."""

    from_key: str
    to_key: str
    people: int
    rotated_on: date


SafekeepingEvent = RetentionSet | MasterKeyRotated
