"""Bad input to programmes and their targets."""

from __future__ import annotations

from dataclasses import replace
from datetime import date

from domain.dates import InTheFuture
from domain.documents import NotADocumentNumber
from domain.free_text import PersonalNumberInText, TextMissing, TextTooLong
from domain.programmes import decisions as programmes
from domain.programmes.rejections import NotAFiscalYear, NotAProgrammeId, PolicyVersionOutOfTurn, TargetWithoutPeople
from domain.programmes.state import Programme
from domain.programmes.state import replay as the_programme
from tests.domain import test_programmes as g
from tests.domain.bad_input.lines import LEAK, Line
from tests.domain.people_stories import OPENED, POLICY, PROGRAMME, PUBLISHED

UNOPENED = Programme(PROGRAMME)
OPEN = the_programme(PROGRAMME, [OPENED, PUBLISHED])


def open_(programme: Programme = UNOPENED, **changed: object) -> object:
    return programmes.open_programme(programme, **(g.OPENING | changed))  # type: ignore[arg-type]


def assign(**changed: object) -> object:
    return programmes.assign_target(OPEN, **(g.TARGET | changed))  # type: ignore[arg-type]


PROGRAMMES: tuple[Line, ...] = (
    (
        "a programme id with spaces",
        lambda: open_(Programme("psy medicine")),
        NotAProgrammeId,
        "programme",
    ),
    ("a programme without a Chinese name", lambda: open_(name_zh=" "), TextMissing, "name_zh"),
    (
        "a bank memo longer than banks print",
        lambda: open_(bank_memo="残疾人生活补贴发放专用"),
        TextTooLong,
        "bank_memo",
    ),
    (
        "version 1 a second time",
        lambda: programmes.publish_policy(OPEN, policy=POLICY),
        PolicyVersionOutOfTurn,
        "policy.version",
    ),
    (
        "version 3 after 1",
        lambda: programmes.publish_policy(OPEN, policy=replace(POLICY, version=3)),
        PolicyVersionOutOfTurn,
        "policy.version",
    ),
    ("a target of minus one", lambda: assign(people=-1), TargetWithoutPeople, "people"),
    ("a target for the year 217", lambda: assign(fiscal_year=217), NotAFiscalYear, "fiscal_year"),
    ("a target by word of mouth", lambda: assign(document="口头通知"), NotADocumentNumber, "document"),
    ("a target with an empty bracket", lambda: assign(document="芜残联〔〕12号"), NotADocumentNumber, "document"),
    ("a target assigned tomorrow", lambda: assign(assigned_on=date(2017, 2, 4)), InTheFuture, "assigned_on"),
    ("a target named after an ID number", lambda: assign(name=LEAK), PersonalNumberInText, "name"),
)
