"""Region codes: 6 digits (GB/T 2260) or 12 (statistical: county, township, village). Compared by segment."""

from __future__ import annotations

import re
from dataclasses import dataclass

from domain.rejected import Rejected

_CODE = re.compile(r"\d{6}|\d{12}", re.ASCII)
_SEGMENTS = (2, 4, 6, 9, 12)


class NotARegionCode(Rejected):
    """“{text}” is not a region code of 6 or 12 digits."""

    code = "not_a_region_code"
    zh = "“{text}”不是 6 位或 12 位的行政区划代码。"


@dataclass(frozen=True, slots=True, order=True)
class RegionCode:
    """A place. A county is written with 6 digits, a township with 12 ending in 000, a village with 12."""

    code: str

    def __str__(self) -> str:
        return self.code

    @classmethod
    def parse(cls, text: str, *, field: str = "region") -> RegionCode:
        """Read a code. Raises NotARegionCode."""
        if not _CODE.fullmatch(text) or not int(text[:2]):
            raise NotARegionCode(field, text=text[:20])
        return cls(text)

    def segments(self) -> tuple[str, ...]:
        """Return the parts that are set: province 2, prefecture 2, county 2, township 3, village 3 digits."""
        parts, start = [], 0
        for end in _SEGMENTS:
            if end <= len(self.code):
                parts.append(self.code[start:end])
            start = end
        while parts and not int(parts[-1]):
            parts.pop()
        return tuple(parts)

    def within(self, other: RegionCode) -> bool:
        """Say whether this place is the other one or lies inside it."""
        outer = other.segments()
        return self.segments()[: len(outer)] == outer
