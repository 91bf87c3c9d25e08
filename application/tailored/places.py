"""The places of a region in a year, as of both times of a query: who lives there, what they did, which terms hold."""

from __future__ import annotations

from collections import Counter
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field, fields, is_dataclass
from datetime import date

from application.desk import Desk
from application.lists import BENEFICIARIES, Where
from application.recorded import Recorded
from domain.inspections.frames import unit_of
from domain.regions import RegionCode
from domain.tailored import places as of_places
from domain.tailored import terms as rules
from domain.tailored.place_events import Terms
from domain.tailored.places import ServicePlace


@dataclass(frozen=True, slots=True)
class Asked:
    """What is asked about: the townships of a region in a year, up to a position and a day."""

    region: str
    year: int
    position: int
    until: date


@dataclass(slots=True)
class PlacesSeen:
    """What is known of the places of a region. `alive` counts the people of each township who neither died nor moved
    away; `places` are those with entries of their own, townships or not, in order."""

    asked: Asked
    desk: Desk
    alive: Counter[str] = field(default_factory=Counter)
    townships: Sequence[str] = ()
    places: Mapping[str, ServicePlace] = field(default_factory=dict)
    known: dict[str, Terms | None] = field(default_factory=dict)

    def __post_init__(self) -> None:
        asked, desk = self.asked, self.desk
        inside = RegionCode.parse(asked.region)
        where = Where(regions=(inside,))
        regions, units = {asked.region}, set()
        for person in desk.views.rows(BENEFICIARIES, where=where, as_of=asked.position, effective=asked.until):
            unit = unit_of(person.region)
            units.add(unit)
            regions |= {person.region, unit}
            self.alive[unit] += person.stopped_on is None or person.stopped_on > asked.until
        self.townships = sorted(units)
        entries = desk.log.streams([f"service_place/{asked.year}/{region}" for region in sorted(regions)])
        found = {}
        for stream, own in sorted(entries.items()):
            name = stream.partition("/")[2]
            found[name.partition("/")[2]] = of_places.replay(name, self._facts(own))
        self.places = found

    def place(self, region: str) -> ServicePlace:
        """Return a place, one without entries if it has none."""
        return self.places.get(region) or ServicePlace(self.asked.year, region)

    def terms(self, region: str) -> Terms:
        """Return the terms that hold in a place on the day. Raises NoServiceTerms."""
        found = self.terms_or_none(region)
        return found if found is not None else rules.closest((), region=region, on=self.asked.until)[1].terms

    def terms_or_none(self, region: str) -> Terms | None:
        """Return the terms that hold in a place on the day, if any do."""
        if region not in self.known:
            self.known[region] = self._terms(region)
        return self.known[region]

    def _terms(self, region: str) -> Terms | None:
        above = rules.places_above(region)
        entries = self.desk.log.streams([f"service_terms/{place}" for place in above])
        for place in above:
            own = [one.fact for one in entries.get(f"service_terms/{place}", ()) if one.position <= self.asked.position]
            if (found := rules.replay(place, own).on(self.asked.until)) is not None:
                return found.terms
        return None

    def _facts(self, entries: Sequence[Recorded[object]]) -> Sequence[object]:
        return facts_until(entries, self.asked)


def facts_until(entries: Sequence[Recorded[object]], asked: Asked) -> Sequence[object]:
    """Return the facts of entries up to the position and the day asked about."""
    return [one.fact for one in entries if one.position <= asked.position and day_of(one.fact) <= asked.until]


def day_of(fact: object) -> date:
    """Return the day a fact of tailored service counts for: the last of its days that says when it was done."""
    assert is_dataclass(fact)
    days = [getattr(fact, one.name) for one in fields(fact) if one.name.endswith("_on") and one.name != "due_on"]
    return next(day for day in reversed(days) if isinstance(day, date))
