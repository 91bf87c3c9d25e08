"""A list of people that the office brings: everybody on it who cannot be registered, named at once."""

from __future__ import annotations

from collections.abc import Sequence

from application.commands.brought_lists import BadRow
from application.desk import Desk
from application.imports import PersonRow
from application.people import Admission
from application.road import Officer
from domain.beneficiaries.rejections import RecordDiffers, RegisteredAlready, SamePersonTwice
from domain.regions import RegionCode
from domain.rejected import Rejected
from domain.uploads import RowOutsideArea


def check_people(rows: Sequence[PersonRow], *, why: str, by: Officer, desk: Desk) -> tuple[BadRow, ...]:
    """Return every row that `register_people` would refuse for whom it names, in the order of the file.

    That the vault is asked about those it knows is noted there, with the reason. Raises what `Vault.compare` raises.
    """
    found = desk.vault.compare([row.record for row in rows], actor=by.id, why=why)
    registered = desk.log.streams([f"beneficiary/{one.beneficiary_id}" for one in found if one.beneficiary_id])
    bad: list[BadRow] = []
    seen: set[str] = set()
    for row, one in zip(rows, found, strict=True):
        if refusal := _refusal(one, seen, f"beneficiary/{one.beneficiary_id}" in registered):
            bad.append(BadRow(row.row, one.beneficiary_id, refusal))
        seen.update({one.beneficiary_id} - {""})
    return tuple(bad)


def outside_of(area: str, rows: Sequence[PersonRow]) -> tuple[BadRow, ...]:
    """Return every row of somebody who does not live in the area (empty: anywhere will do).

    It is asked before the vault is: whether somebody elsewhere is known is none of the officer's business.
    """
    if not area:
        return ()
    inside = RegionCode.parse(area)
    return tuple(
        BadRow(row.row, "", RowOutsideArea("region", region=row.region, area=area))
        for row in rows
        if not RegionCode.parse(row.region).within(inside)
    )


def _refusal(one: Admission, seen: set[str], is_registered: bool) -> Rejected | None:
    if one.beneficiary_id in seen or (one.known and not one.beneficiary_id):
        return SamePersonTwice("id_number")
    if one.differs:
        return RecordDiffers(one.differs[0], beneficiary=one.beneficiary_id, fields=", ".join(one.differs))
    if is_registered:
        return RegisteredAlready("id_number", beneficiary=one.beneficiary_id)
    return None
