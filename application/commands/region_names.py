"""What regions are called: one name, or a whole register of them brought as a list."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import date

from application import streams
from application.commands.brought_lists import BadRow
from application.desk import Desk
from application.imports import RegionRow
from application.road import Answer, Officer
from application.work import Work
from domain.region_names import decisions
from domain.region_names.rejections import RegionNamedTwice, RegionNamesUnchanged
from domain.region_names.state import Region, evolve
from domain.regions import RegionCode
from domain.rejected import Rejected


@dataclass(frozen=True, slots=True)
class RegionName:
    """A name of a region (6 or 12 digits) and its days; `valid_to` None: until the next name begins."""

    region: str
    name: str
    valid_from: date
    valid_to: date | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class NameRegions:
    """Regions get names, all or none of them; `document` orders it, or says where the register comes from."""

    command_id: str
    names: tuple[RegionName, ...]
    document: str


def name_regions(ask: NameRegions, *, by: Officer, desk: Desk) -> Answer:
    """Give regions their names; what is known exactly so already is left out.

    Raises NotARegionCode, RegionNamedTwice, RegionNamesUnchanged (not one is new), and what the decision raises.
    """

    def decide(work: Work) -> dict[str, object]:
        for index, one in enumerate(ask.names):
            RegionCode.parse(one.region, field=f"names[{index}].region")
        codes = list(dict.fromkeys(one.region for one in ask.names))
        loaded = {one.state.code: one for one in streams.regions(work, codes)}
        states = {code: one.state for code, one in loaded.items()}
        _once_each(ask.names)
        named = 0
        for index, one in enumerate(ask.names):
            try:
                events = _decided(states, one, ask.document)
            except Rejected as refusal:
                if refusal.field != "document":
                    refusal.field = f"names[{index}].{refusal.field}"
                raise
            work.record(loaded[one.region], *events)
            named += len(events)
        if not named:
            raise RegionNamesUnchanged("names")
        return {"named": named, "unchanged": len(ask.names) - named}

    return desk.take(ask, decide, by=by)


def check_names(rows: Sequence[RegionRow], *, document: str, desk: Desk) -> tuple[BadRow, ...]:
    """Return every row of a list that `name_regions` would refuse, in the order of the file."""
    work = Work(desk.log, attempt=0)
    codes = list(dict.fromkeys(row.region for row in rows))
    states = {one.state.code: one.state for one in streams.regions(work, codes)}
    bad = []
    for row in rows:
        try:
            _decided(states, named_in(row), document)
        except Rejected as refusal:
            bad.append(BadRow(row.row, "", refusal))
    return tuple(bad)


def named_in(row: RegionRow) -> RegionName:
    """Return what a row of a list says."""
    return RegionName(row.region, row.name, row.valid_from, row.valid_to)


def _decided(states: dict[str, Region], one: RegionName, document: str) -> tuple[object, ...]:
    """Decide one name on what the names before it have made of its region."""
    region = states[one.region]
    events = decisions.name_region(
        region, name=one.name, valid_from=one.valid_from, valid_to=one.valid_to, document=document
    )
    for event in events:
        region = evolve(region, event)
    states[one.region] = region
    return events


def _once_each(names: Iterable[RegionName]) -> None:
    seen: set[tuple[str, date]] = set()
    for index, one in enumerate(names):
        if (one.region, one.valid_from) in seen:
            raise RegionNamedTwice(f"names[{index}].region", region=one.region, valid_from=one.valid_from)
        seen.add((one.region, one.valid_from))
