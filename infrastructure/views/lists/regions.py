"""The list of region names: of each code and first day the newest row, ended by what follows it."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterator, Sequence

from application.listed.rules_and_people import RegionListed
from application.lists import Where
from application.views.regions import RegionName
from domain.region_names.events import RegionNamed
from domain.region_names.state import replay
from infrastructure.views.lists.conditions import ALWAYS, Starts, Without
from infrastructure.views.lists.plans import Plan, Store


def _regions(store: Store, rows: Sequence[RegionName], _: Where) -> Iterator[RegionListed]:
    told: dict[str, list[RegionNamed]] = defaultdict(list)
    for row in store.rows(RegionName, region={row.region for row in rows}):
        told[row.region].append(RegionNamed(row.name, row.effective, row.valid_to, row.document))
    ends = {(code, one.valid_from): one.valid_to for code, facts in told.items() for one in replay(code, facts).names}
    for row in rows:
        last = ends[row.region, row.effective]
        yield RegionListed(row.region, row.name, row.effective, last, row.document, row.position)


REGIONS = Plan(
    kind=RegionName,
    views=("regions",),
    key=("region", "position"),
    births=Without(RegionName, (("region", "region"), ("effective", "effective")), ALWAYS),
    fold=_regions,
    region=lambda prefix: Starts("region", (prefix,)),
)
