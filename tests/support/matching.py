"""Stories of matching funds: three stations in 2017, city and district 3 : 2, the city's part free with the site, the
district's with acceptance."""

from __future__ import annotations

from datetime import date
from typing import Any

from application.commands.claim_batches import SubmitClaimBatch
from application.commands.funds import AllocateFunds
from application.commands.institutions import ReceiveInvoice, SignAgreement
from application.commands.matching import AdmitUnit, MeetUnitCondition, OpenMatchingScheme
from application.road import Answer, Officer
from domain.funds.events import LevelShare
from domain.levels import FundKind, GovernmentLevel
from domain.matching.events import MatchingShare
from domain.programmes.events import PayeeKind
from tests.support.office import AREA, BUILDER, CASE_OFFICER, DECIDER, Office
from tests.support.stories import FUNDED, SUBMITTED, YEAR, a_programme, approve, post_result, release, yuan

STATIONS, SCHEME = "station-building", "stations-2017"
CITY, DISTRICT, BUDGET = GovernmentLevel.MUNICIPAL, GovernmentLevel.COUNTY, FundKind.GENERAL_BUDGET
SHARES = (MatchingShare(CITY, BUDGET, 3, "选址"), MatchingShare(DISTRICT, BUDGET, 2, "验收"))
CONDITIONS = ("选址", "完工", "验收")
OPENED, SITED, BUILT, CHECKED = date(2017, 1, 9), date(2017, 2, 10), date(2017, 3, 10), date(2017, 3, 20)
CODES = ("52990101MJ0000001G", "52990101MJ0000002K", "52990101MJ0000003N")
OTHER_OFFICER = Officer("case-officer-ma")
MET_BY = {"选址": CASE_OFFICER, "完工": OTHER_OFFICER, "验收": CASE_OFFICER}
MET_ON = {"选址": SITED, "完工": BUILT, "验收": CHECKED}


def claim(unit: str, level: GovernmentLevel) -> str:
    return f"matching.{SCHEME}.{unit}.{level}"


def a_scheme(**changed: Any) -> Office:
    office = a_programme(programme=STATIONS, payee_kind=PayeeKind.INSTITUTION)
    asked: dict[str, Any] = {
        "scheme_id": SCHEME,
        "programme": STATIONS,
        "region": AREA,
        "period": YEAR,
        "document": "财社〔2017〕18号",
        "shares": SHARES,
        "conditions": CONDITIONS,
        "on": OPENED,
    } | changed
    office.asks(OpenMatchingScheme, by=DECIDER, **asked)
    return office


def three_stations() -> Office:
    """100,000.00 yuan each, run by three institutions."""
    office = a_scheme()
    for number, code in enumerate(CODES, 1):
        contract: dict[str, Any] = {"institution": code, "programme": STATIONS, "fiscal_year": 2017}
        office.asks(
            SignAgreement, by=BUILDER, agreement_id=f"run-{number}", ceiling=yuan(100_000), on=OPENED, **contract
        )
        admit(office, f"s-{number}", agreement_id=f"run-{number}")
    return office


def admit(office: Office, unit: str, **changed: Any) -> Answer:
    asked: dict[str, Any] = {"agreement_id": "run-1", "amount": yuan(100_000), "name": f"{unit} 康复站", "on": OPENED}
    return office.asks(AdmitUnit, by=DECIDER, scheme_id=SCHEME, unit=unit, **(asked | changed))


def met(unit: str, condition: str) -> dict[str, Any]:
    """What is said of a condition met."""
    return {
        "scheme_id": SCHEME,
        "unit": unit,
        "condition": condition,
        "document": f"{condition}-{unit}",
        "confirmed_by": "区残联康复科",
        "on": MET_ON[condition],
    }


def meets(office: Office, unit: str, *conditions: str) -> None:
    for condition in conditions:
        office.asks(MeetUnitCondition, by=MET_BY[condition], **met(unit, condition))


def invoiced(office: Office, number: int, amount: int) -> None:
    facts: dict[str, Any] = {"invoice_number": f"票-{number}-{amount}", "amount": yuan(amount), "on": CHECKED}
    office.asks(ReceiveInvoice, by=BUILDER, agreement_id=f"run-{number}", **facts)


def funded(office: Office, *, city: int, district: int) -> None:
    shares = (LevelShare(CITY, BUDGET, yuan(city)), LevelShare(DISTRICT, BUDGET, yuan(district)))
    where: dict[str, Any] = {"programme": STATIONS, "fiscal_year": 2017, "region": AREA}
    office.asks(AllocateFunds, by=BUILDER, document="财社〔2017〕18号", shares=shares, on=FUNDED, **where)


def asked_to_pay(*claims: str, number: str = "1") -> dict[str, Any]:
    facts: dict[str, Any] = {"programme": STATIONS, "region": AREA, "period": YEAR, "number": number, "on": SUBMITTED}
    return facts | {"claims": claims}


def pays(office: Office, *claims: str, number: str = "1") -> None:
    """Submit a batch of claims and walk it to the bank's word."""
    answer = office.asks(SubmitClaimBatch, by=BUILDER, **asked_to_pay(*claims, number=number))
    office.batch, office.digest = str(answer.said["batch"]), str(answer.said["digest"])
    approve(office)
    release(office)
    post_result(office)
