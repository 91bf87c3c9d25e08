"""A ledger's document-number formats: whatever records a document's money is held against them, from then on."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import replace
from typing import Any

import pytest

from application.commands.document_formats import SetDocumentFormats
from application.commands.funds import AddFunds, AllocateFunds, MoveFunds
from application.commands.transmissions import ReceiveFunds
from application.document_formats import formats_at
from application.road import Command, WouldDo
from domain.document_formats.events import DocumentFormat
from domain.document_formats.rejections import (
    DocumentFormatsUnchanged,
    DocumentOfAnotherLevel,
    DocumentWordNotListed,
    DocumentYearNotListed,
)
from domain.funds.events import LevelShare
from domain.funds.rejections import NoSuchLine, NothingAllocated
from domain.levels import FundKind, GovernmentLevel
from domain.money import Money
from domain.rejected import Rejected
from tests.support.office import AREA, BUILDER, DECIDER, Office, an_office
from tests.support.stories import DOCUMENT, FUND, FUNDED, MEDICINE, MUNICIPAL, PROVINCIAL, a_programme, allocate, yuan

GENERAL = FundKind.GENERAL_BUDGET
PROVINCE = DocumentFormat("财社", "省财政厅", (GovernmentLevel.PROVINCIAL, GovernmentLevel.MUNICIPAL), 2009, 2017)
CITY = DocumentFormat("市财社", "市财政局", (GovernmentLevel.MUNICIPAL,), 2017, None)
LATER = "财社〔2017〕31号"


def a_funded_office() -> Office:
    office = a_programme(an_office())
    allocate(office, provincial=1600, municipal=3400)
    allocate(office, provincial=100, municipal=100, document=LATER)
    return office


def set_formats(office: Office, *rows: DocumentFormat, strict: bool = True) -> dict[str, Any]:
    return dict(office.asks(SetDocumentFormats, by=DECIDER, formats=rows or (PROVINCE, CITY), strict=strict).said)


def bringing(document: str, level: GovernmentLevel) -> list[tuple[Callable[..., Command], dict[str, Any]]]:
    """Return every command by which a document brings or moves money of a level."""
    line = {GovernmentLevel.PROVINCIAL: PROVINCIAL, GovernmentLevel.MUNICIPAL: MUNICIPAL}[level]
    told: dict[str, Any] = {"document": document, "on": FUNDED}
    where: dict[str, Any] = {"programme": MEDICINE, "fiscal_year": 2017, "region": AREA}
    shares = (LevelShare(level, GENERAL, yuan(10)),)
    sent: dict[str, Any] = {"from_ledger": "city-990100", "from_region": "990100", "shares": shares}
    return [
        (AllocateFunds, told | where | {"shares": shares}),
        (AddFunds, told | {"line": line, "amount": yuan(10)}),
        (MoveFunds, told | {"from_line": line, "to_line": line.replace(DOCUMENT, LATER), "amount": yuan(10)}),
        (ReceiveFunds, told | where | sent),
    ]


@pytest.mark.parametrize(
    ("document", "level", "rule"),
    [
        ("县财社〔2017〕5号", GovernmentLevel.MUNICIPAL, DocumentWordNotListed),
        ("财社〔2018〕5号", GovernmentLevel.MUNICIPAL, DocumentYearNotListed),
        ("市财社〔2017〕5号", GovernmentLevel.PROVINCIAL, DocumentOfAnotherLevel),
    ],
)
def test_whatever_brings_money_is_held_against_the_list(
    document: str, level: GovernmentLevel, rule: type[Rejected]
) -> None:
    office = a_funded_office()
    set_formats(office)
    for command, facts in bringing(document, level):
        office.is_refused(rule, command, by=BUILDER, field="document", **facts)


def test_a_document_that_fits_brings_its_money_by_every_way() -> None:
    office = a_funded_office()
    set_formats(office)
    for number, (command, _) in enumerate(bringing("", GovernmentLevel.MUNICIPAL), 40):
        facts = dict(bringing(f"市财社[2017]{number}号", GovernmentLevel.MUNICIPAL))[command]
        office.asks(command, by=BUILDER, **facts)
    of_the_city = [line for line in office.position().lines if "/市财社〔2017〕" in line.line]
    assert [str(line.balance.available) for line in of_the_city] == ["10.00", "10.00"]
    assert str(office.balance(MUNICIPAL).allocated) == "3400.00", "ten yuan came and ten went"
    office.holds()


def test_a_list_that_is_not_strict_takes_other_offices_documents_as_before() -> None:
    office = a_funded_office()
    set_formats(office, strict=False)
    for number, (command, _) in enumerate(bringing("", GovernmentLevel.MUNICIPAL), 40):
        facts = dict(bringing(f"县财社〔2018〕{number}号", GovernmentLevel.MUNICIPAL))[command]
        office.asks(command, by=BUILDER, **facts)
    for command, facts in bringing("市财社〔2017〕5号", GovernmentLevel.PROVINCIAL):
        office.is_refused(DocumentOfAnotherLevel, command, by=BUILDER, **facts)


def test_one_share_of_a_level_that_does_not_fit_keeps_the_whole_document_out() -> None:
    office = a_funded_office()
    set_formats(office)
    mixed = tuple(
        LevelShare(level, GENERAL, Money(100)) for level in (GovernmentLevel.MUNICIPAL, GovernmentLevel.PROVINCIAL)
    )
    command, facts = bringing("市财社〔2017〕5号", GovernmentLevel.MUNICIPAL)[0]
    office.is_refused(DocumentOfAnotherLevel, command, by=BUILDER, **(facts | {"shares": mixed}))


def test_trying_without_recording_is_held_against_the_list_too() -> None:
    office = a_funded_office()
    set_formats(office)
    office.desk = replace(office.desk, dry_run=True)
    for command, facts in bringing("县财社〔2017〕5号", GovernmentLevel.MUNICIPAL):
        with pytest.raises(DocumentWordNotListed):
            office.asks(command, by=BUILDER, **facts)
    for command, facts in bringing("市财社〔2017〕5号", GovernmentLevel.MUNICIPAL):
        with pytest.raises(WouldDo):
            office.asks(command, by=BUILDER, **facts)


def test_what_is_wrong_with_the_money_itself_is_said_first() -> None:
    office = a_funded_office()
    set_formats(office)
    (allocating, document), (adding, line), *_ = bringing("县财社〔2017〕5号", GovernmentLevel.MUNICIPAL)
    office.is_refused(NothingAllocated, allocating, by=BUILDER, **(document | {"shares": ()}))
    office.is_refused(NoSuchLine, adding, by=BUILDER, **(line | {"line": f"{FUND}/county/general_budget/{DOCUMENT}"}))


def test_what_was_recorded_before_stays_and_a_receipt_answers_as_before() -> None:
    office = a_programme(an_office())
    command, facts = bringing("县财社〔2017〕5号", GovernmentLevel.MUNICIPAL)[0]
    before = office.asks(command, by=BUILDER, command_id="command-of-then", **facts)
    set_formats(office)
    assert office.asks(command, by=BUILDER, command_id="command-of-then", **facts).said == before.said
    office.is_refused(DocumentWordNotListed, command, by=BUILDER, **(facts | {"document": "县财社〔2017〕6号"}))
    assert [line.line for line in office.position().lines] == [f"{FUND}/municipal/general_budget/县财社〔2017〕5号"]
    office.holds()


def test_the_last_list_counts_and_looking_back_shows_the_one_of_then() -> None:
    office = a_funded_office()
    assert set_formats(office)["version"] == 1
    first = office.desk.log.head()
    command, facts = bringing("市财社〔2017〕5号", GovernmentLevel.PROVINCIAL)[0]
    office.is_refused(DocumentOfAnotherLevel, command, by=BUILDER, **facts)
    wider = replace(CITY, brings=(GovernmentLevel.PROVINCIAL, GovernmentLevel.MUNICIPAL))
    assert set_formats(office, PROVINCE, wider)["version"] == 2
    office.asks(command, by=BUILDER, **facts)
    then, now = formats_at(office.desk, as_of=first).listed, formats_at(office.desk).listed
    assert then is not None
    assert now is not None
    assert (then.formats, now.formats) == ((PROVINCE, CITY), (PROVINCE, wider))
    assert formats_at(office.desk, as_of=first - 1).listed is None


def test_the_same_list_once_more_is_refused_and_changes_nothing() -> None:
    office = a_funded_office()
    said = set_formats(office)
    assert {name: said[name] for name in ("version", "formats", "strict")} == {
        "version": 1,
        "formats": 2,
        "strict": True,
    }
    office.is_refused(DocumentFormatsUnchanged, SetDocumentFormats, by=DECIDER, formats=(PROVINCE, CITY), strict=True)
