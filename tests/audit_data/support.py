"""Books on memory ports: facts as they come, the package written from them, and packages with something changed."""

from __future__ import annotations

import io
import json
from collections.abc import Iterable, Mapping
from datetime import date
from hashlib import sha256
from typing import cast
from zipfile import ZipFile

from application.audit_data.books import span_of
from application.audit_data.exporting import exported, wanted
from application.audit_data.tables import CONTROL
from application.desk import Desk
from domain.funds.events import FundsAllocated, FundsFreed, FundsReserved, FundsSurrendered, LevelShare
from domain.funds.parts import Part
from domain.levels import FundKind, GovernmentLevel
from domain.money import Money
from domain.payouts.events import PayoutReleased, PayoutReturned, PayoutSettled, ReturnReason
from domain.periods import Month, Period
from domain.revenue.events import RevenueCollected
from infrastructure.log.memory_log import MemoryLog
from tests.log.support import append
from tests.support.office import an_office

FUND = "2017/medicine/990101"
DOCUMENT = "财社〔2016〕114号 <补助> & 其他"
LINE = f"{FUND}/provincial/general_budget/{DOCUMENT}"
BATCH = "medicine/2017/1"
PERSON = "b-0007"


def a_desk(facts: Iterable[tuple[str, object]]) -> Desk:
    """Return a desk whose log has these facts, each with its stream."""
    desk = an_office(date(2018, 2, 1)).desk
    log = cast(MemoryLog, desk.log)
    versions: dict[str, int] = {}
    for stream, fact in facts:
        append(log, (stream, versions.get(stream, 0), fact))
        versions[stream] = versions.get(stream, 0) + 1
    return desk


def a_story() -> list[tuple[str, object]]:
    """Money of the year before, money of January, a batch in April of which one of two payments came back in May."""
    parts = (Part(LINE, Money(100_000)),)
    out = [
        PayoutReleased(BATCH, person, person, "990101", "quota", Money(100_000), parts, date(2017, 4, 25))
        for person in (PERSON, "b-0008")
    ]
    share = LevelShare(GovernmentLevel.PROVINCIAL, FundKind.GENERAL_BUDGET, Money(500_000))
    reserved = FundsReserved(BATCH, Period("2017"), (Part(LINE, Money(250_000)),), (), date(2017, 4, 1))
    return [
        (f"fund/{FUND}", FundsAllocated(DOCUMENT, (share,), date(2016, 12, 20))),
        ("revenue/2017/fees", _collected(30_000, date(2017, 1, 9))),
        (f"fund/{FUND}", reserved),
        (f"fund/{FUND}", FundsFreed(BATCH, Period("2017"), (Part(LINE, Money(50_000)),), (), date(2017, 4, 2))),
        (f"payout/medicine/2017/{PERSON}", out[0]),
        ("payout/medicine/2017/b-0008", out[1]),
        (f"payout/medicine/2017/{PERSON}", PayoutSettled(BATCH, Money(100_000), parts, date(2017, 4, 26))),
        (
            "payout/medicine/2017/b-0008",
            PayoutReturned(BATCH, Money(100_000), parts, ReturnReason.ACCOUNT_CLOSED, "已销户", date(2017, 5, 2)),
        ),
        (f"fund/{FUND}", FundsSurrendered(LINE, Money(1), date(2018, 1, 5))),
    ]


def _collected(fen: int, day: date) -> object:
    return RevenueCollected(Money(fen), "票据-1", day)


def package(desk: Desk, first: str = "2017-01", last: str = "2017-12", *, as_of: int | None = None) -> bytes:
    """Return the books of some months as they are written."""
    span = span_of(Month.parse(first), Month.parse(last), today=desk.clock.today())
    return b"".join(exported(wanted(span, as_of, desk), desk))


def files_of(content: bytes) -> dict[str, bytes]:
    """Return what a package holds, by name, in its order."""
    with ZipFile(io.BytesIO(content)) as held:
        return {name: held.read(name) for name in held.namelist()}


def rows(content: bytes, file: str, table: str) -> list[str]:
    """Return the lines of a table."""
    return [line for line in files_of(content)[file].decode().splitlines() if line.startswith(f"<{table}>")]


def changed(content: bytes, file: str, old: str, new: str) -> bytes:
    """Return a package with a text changed in one file, whose hash and length the control sheet was told: what
    somebody would do who wants to get it past a look at the hashes."""
    files = files_of(content)
    assert old.encode() in files[file], f"{old} is not in {file}"
    before, files[file] = files[file], files[file].replace(old.encode(), new.encode(), 1)
    if file != CONTROL:
        sheet = files[CONTROL].decode()
        sheet = sheet.replace(sha256(before).hexdigest(), sha256(files[file]).hexdigest())
        said = json.loads(sheet)
        for one in said["files"]:
            if one["name"] == file:
                one["bytes"] = len(files[file])
        files[CONTROL] = json.dumps(said, ensure_ascii=False).encode()
    return packed_again(files)


def packed_again(files: Mapping[str, bytes]) -> bytes:
    """Return a zip of the files."""
    held = io.BytesIO()
    with ZipFile(held, "w") as made:
        for name, content in files.items():
            made.writestr(name, content)
    return held.getvalue()
