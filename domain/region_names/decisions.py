"""What may be decided about a region's name."""

from __future__ import annotations

from datetime import date
from itertools import pairwise

from domain.free_text import clean_text
from domain.region_names.events import RegionNamed
from domain.region_names.rejections import RegionNameEndsTooEarly, RegionNamesOverlap
from domain.region_names.state import Region, evolve

LONGEST_NAME = 60
"""Characters: the longest official names, which list every people of an autonomous county, have about 30."""


def name_region(
    region: Region, *, name: str, valid_from: date, valid_to: date | None, document: str
) -> tuple[RegionNamed, ...]:
    """Give a region a name; nothing when it is known exactly so already.

    Days may lie in the past (a register is brought with its history) and in the future (a renaming is ordered ahead).
    Raises RegionNameEndsTooEarly, RegionNamesOverlap, TextMissing, TextTooLong, PersonalNumberInText.
    """
    named = RegionNamed(
        clean_text(name, field="name", limit=LONGEST_NAME),
        valid_from,
        valid_to,
        clean_text(document, field="document", limit=80),
    )
    if valid_to is not None and valid_to < valid_from:
        raise RegionNameEndsTooEarly("valid_to", valid_from=valid_from, valid_to=valid_to)
    after = evolve(region, named)
    for earlier, later in pairwise(after.names):
        if earlier.valid_to is not None and earlier.valid_to >= later.valid_from:
            other, field = (later, "valid_to") if earlier.valid_from == valid_from else (earlier, "valid_from")
            raise RegionNamesOverlap(
                field,
                region=region.code,
                name=other.name,
                valid_from=other.valid_from,
                valid_to=other.valid_to or "—",
            )
    return () if after.names == region.names else (named,)
