"""Opening a programme, publishing its rules, assigning its targets."""

from __future__ import annotations

import re
from dataclasses import replace
from datetime import date

from domain.dates import not_in_the_future
from domain.documents import DocumentNumber
from domain.free_text import clean_text
from domain.levels import GovernmentLevel
from domain.periods import PeriodKind
from domain.programmes.events import (
    DecidingBody,
    PayeeKind,
    PolicyPublished,
    ProgrammeOpened,
    TargetAssigned,
)
from domain.programmes.policy import Policy
from domain.programmes.policy_checks import RULES
from domain.programmes.policy_rejections import ExcludesItself
from domain.programmes.rejections import (
    NotAFiscalYear,
    NotAProgrammeId,
    PolicyBeforeTheLast,
    PolicyVersionOutOfTurn,
    ProgrammeExists,
    TargetAssignedAlready,
    TargetWithoutPeople,
)
from domain.programmes.state import Programme, existing, target

_ID = re.compile(r"[a-z0-9][a-z0-9-]{0,59}")
LONGEST_MEMO = 10
"""Banks print this many characters of a memo (附言) at least."""


def open_programme(
    programme: Programme,
    *,
    name_zh: str,
    name_en: str,
    payee_kind: PayeeKind,
    deciding_body: DecidingBody,
    period_kind: PeriodKind,
    bank_memo: str,
) -> ProgrammeOpened:
    """Open a programme. Raises ProgrammeExists, NotAProgrammeId, TextMissing, TextTooLong, PersonalNumberInText."""
    if programme.opened is not None:
        raise ProgrammeExists("programme", programme=programme.id)
    if not _ID.fullmatch(programme.id):
        raise NotAProgrammeId("programme", programme=programme.id[:60])
    return ProgrammeOpened(
        name_zh=clean_text(name_zh, field="name_zh", limit=60),
        name_en=clean_text(name_en, field="name_en", limit=120),
        payee_kind=payee_kind,
        deciding_body=deciding_body,
        period_kind=period_kind,
        bank_memo=clean_text(bank_memo, field="bank_memo", limit=LONGEST_MEMO),
    )


def publish_policy(programme: Programme, *, policy: Policy) -> PolicyPublished:
    """Publish the next version of a programme's rules, its document number in the one written form.

    Raises NoSuchProgramme, PolicyVersionOutOfTurn, PolicyBeforeTheLast, NotADocumentNumber, ExcludesItself, and what
    the rules of `policy_checks` raise.
    """
    existing(programme)
    last = programme.policies[-1] if programme.policies else None
    following = last.version + 1 if last else 1
    if policy.version != following:
        raise PolicyVersionOutOfTurn("policy.version", next=following, given=policy.version)
    if last is not None and policy.valid_from < last.valid_from:
        raise PolicyBeforeTheLast("policy.valid_from", day=policy.valid_from, last=last.valid_from)
    if programme.id in policy.excludes:
        raise ExcludesItself("policy.excludes")
    for rule in RULES:
        rule(policy)
    return PolicyPublished(
        replace(policy, document=str(DocumentNumber.parse(policy.document, field="policy.document")))
    )


def assign_target(
    programme: Programme,
    *,
    fiscal_year: int,
    level: GovernmentLevel,
    name: str = "",
    people: int,
    document: str,
    assigned_on: date,
    on: date,
) -> TargetAssigned:
    """Assign a target (任务数): one a year, level and name.

    Raises NoSuchProgramme, NotAFiscalYear, TargetWithoutPeople, TargetAssignedAlready, NotADocumentNumber,
    InTheFuture, PersonalNumberInText.
    """
    existing(programme)
    checked_fiscal_year(fiscal_year)
    if people < 1:
        raise TargetWithoutPeople("people", people=people)
    name = clean_text(name, field="name", limit=60) if name else ""
    if target(programme, fiscal_year, level, name) is not None:
        raise TargetAssignedAlready("name", level=level.zh, name=name, year=fiscal_year)
    return TargetAssigned(
        fiscal_year=fiscal_year,
        level=level,
        name=name,
        people=people,
        document=str(DocumentNumber.parse(document)),
        assigned_on=not_in_the_future(assigned_on, on, field="assigned_on"),
    )


def checked_fiscal_year(year: int) -> int:
    """Return the year: streams and lines begin with its four digits. Raises NotAFiscalYear outside 2000 to 2100."""
    if not 2000 <= year <= 2100:
        raise NotAFiscalYear("fiscal_year", year=year)
    return year
