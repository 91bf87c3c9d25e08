"""The frame: who may be drawn, and the one text that its hash is over."""

from __future__ import annotations

from collections import Counter
from collections.abc import Mapping
from dataclasses import dataclass
from hashlib import sha256

from domain.inspections.events import Sampled, UnitCount
from domain.regions import RegionCode

_TOWNSHIP_SEGMENTS = 4
_SEGMENT_ENDS = (2, 4, 6, 9)


@dataclass(frozen=True, slots=True)
class Frame:
    """People by unit, in the order of the text: by unit, then by id, byte by byte. Everybody stands in it once."""

    people: tuple[Sampled, ...]

    @classmethod
    def of(cls, regions: Mapping[str, str]) -> Frame:
        """Make the frame of beneficiary ids and the region each is paid or entitled in."""
        return cls(tuple(Sampled(*one) for one in sorted((unit_of(code), name) for name, code in regions.items())))

    @property
    def text(self) -> str:
        """The canonical text: a line `unit id` each, sorted, every line ended (`LC_ALL=C sort -u` leaves it alone)."""
        return "".join(f"{one.unit} {one.beneficiary}\n" for one in self.people)

    @property
    def sha256(self) -> str:
        """The SHA-256 (hex) of the text in UTF-8: what `sha256sum` says of the file."""
        return sha256(self.text.encode()).hexdigest()

    @property
    def counts(self) -> Mapping[str, int]:
        """How many people each unit has, by unit."""
        return dict(sorted(Counter(one.unit for one in self.people).items()))

    @property
    def units(self) -> tuple[UnitCount, ...]:
        """The same, as it is recorded."""
        return tuple(UnitCount(unit, people) for unit, people in self.counts.items())


def unit_of(region: str) -> str:
    """Return the township a place lies in (12 digits), or the place itself when it is larger than a township."""
    code = RegionCode.parse(region)
    if len(code.segments()) <= _TOWNSHIP_SEGMENTS:
        return code.code
    return code.code[: _SEGMENT_ENDS[_TOWNSHIP_SEGMENTS - 1]].ljust(12, "0")
