"""三个一致: the three checks over a region's service files of a year, each row with both sides as evidence."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from itertools import islice

from application.desk import Desk
from application.lists import BENEFICIARIES, SERVICE_FILES, Where
from application.tailored.places import Asked, facts_until
from domain.regions import RegionCode
from domain.tailored.consistency import CHECKS, Accord, Disagreement, Standing
from domain.tailored.state import ServiceFile, replay

_AT_ONCE = 500


def disagreements(asked: Asked, accords: Sequence[Accord], *, desk: Desk) -> Sequence[Disagreement]:
    """Run the checks and return their rows in the order of the checks, file by file.

    A page that stands in another file is looked for among the region's files of the year.
    """
    regions = (RegionCode.parse(asked.region),)
    listed = desk.views.rows(
        SERVICE_FILES, where=Where(regions=regions, year=asked.year), as_of=asked.position, effective=asked.until
    )
    files = list(_files((one.file for one in listed), asked, desk=desk))
    people = {file.beneficiary for file in files}
    standing = {
        one.beneficiary: Standing(one.died_on, one.moved_on)
        for one in desk.views.rows(
            BENEFICIARIES, where=Where(regions=regions), as_of=asked.position, effective=asked.until
        )
        if one.beneficiary in people
    }
    return [row for accord in accords for row in CHECKS[accord](files, standing)]


def _files(names: Iterator[str], asked: Asked, *, desk: Desk) -> Iterator[ServiceFile]:
    while some := list(islice(names, _AT_ONCE)):
        entries = desk.log.streams([f"service_file/{name}" for name in some])
        for name in some:
            yield replay(name, facts_until(entries.get(f"service_file/{name}", ()), asked))
