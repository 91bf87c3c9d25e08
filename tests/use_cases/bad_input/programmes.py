"""Bad input to programmes, their rules and their targets."""

from __future__ import annotations

from dataclasses import replace
from datetime import date
from fractions import Fraction
from typing import Any

from application.commands.programmes import AssignTarget, OpenProgramme, PublishPolicy
from domain.documents import NotADocumentNumber
from domain.free_text import TextMissing, TextTooLong
from domain.levels import GovernmentLevel
from domain.periods import PeriodKind
from domain.programmes import policy_rejections as policies
from domain.programmes import rejections as programmes
from domain.programmes.events import DecidingBody, PayeeKind
from domain.programmes.policy import ApprovalStep, Tier
from domain.splits import NegativeShare, SharesDoNotSumToOne
from tests.support.stories import DOCUMENT, FUNDED, MEDICINE, POLICY, share
from tests.use_cases.bad_input.asked import Bad


def opening(**other: Any) -> dict[str, Any]:
    names = {"programme": "new", "name_zh": "新项目", "name_en": "New", "bank_memo": "残补"}
    kinds = {"payee_kind": PayeeKind.PERSON, "deciding_body": DecidingBody.FEDERATION, "period_kind": PeriodKind.YEAR}
    return names | kinds | other


def policy(**other: Any) -> dict[str, Any]:
    return {"programme": MEDICINE, "policy": replace(POLICY, **({"version": 2} | other))}


def target(**other: Any) -> dict[str, Any]:
    what = {"programme": MEDICINE, "fiscal_year": 2017, "level": GovernmentLevel.COUNTY, "people": 5}
    return {**what, "document": DOCUMENT, "on": FUNDED} | other


HALVES = (share(GovernmentLevel.COUNTY, Fraction(1, 2)), share(GovernmentLevel.MUNICIPAL, Fraction(1, 3)))
BELOW = (share(GovernmentLevel.COUNTY, Fraction(3, 2)), share(GovernmentLevel.MUNICIPAL, Fraction(-1, 2)))

PROGRAMMES = (
    Bad("a programme named in capitals", OpenProgramme, programmes.NotAProgrammeId, "programme",
        opening(programme="New")),
    Bad("a programme named with a slash", OpenProgramme, programmes.NotAProgrammeId, "programme",
        opening(programme="a/b")),
    Bad("a programme opened twice", OpenProgramme, programmes.ProgrammeExists, "programme",
        opening(programme=MEDICINE)),
    Bad("a programme without a Chinese name", OpenProgramme, TextMissing, "name_zh", opening(name_zh="　")),
    Bad("a memo no bank prints", OpenProgramme, TextTooLong, "bank_memo", opening(bank_memo="残" * 11)),
    Bad("a policy of no programme", PublishPolicy, programmes.NoSuchProgramme, "programme",
        policy() | {"programme": "x"}),
    Bad("a policy version skipped", PublishPolicy, programmes.PolicyVersionOutOfTurn, "policy.version",
        policy(version=3)),
    Bad("a policy before the last", PublishPolicy, programmes.PolicyBeforeTheLast, "policy.valid_from",
        policy(valid_from=date(2016, 1, 1))),
    Bad("a policy of an empty bracket", PublishPolicy, NotADocumentNumber, "policy.document",
        policy(document="残联发〔〕21号")),
    Bad("a policy that excludes itself", PublishPolicy, policies.ExcludesItself, "policy.excludes",
        policy(excludes=(MEDICINE,))),
    Bad("shares that are five sixths", PublishPolicy, SharesDoNotSumToOne, "policy.tiers[0].shares",
        policy(tiers=(Tier("all", None, None, HALVES),))),
    Bad("a share below nothing", PublishPolicy, NegativeShare, "policy.tiers[0].shares",
        policy(tiers=(Tier("all", None, None, BELOW),))),
    Bad("a policy nobody approves by", PublishPolicy, policies.NobodyApproves, "policy.approval_chain",
        policy(approval_chain=())),
    Bad("one step approved twice", PublishPolicy, policies.ApprovalStepTwice, "policy.approval_chain[1]",
        policy(approval_chain=(ApprovalStep.UNIT_HEAD, ApprovalStep.UNIT_HEAD))),
    Bad("a notice of no days", PublishPolicy, policies.NoNoticeDays, "policy.notice_days", policy(notice_days=0)),
    Bad("a target of nobody", AssignTarget, programmes.TargetWithoutPeople, "people", target(people=0)),
    Bad("a target for the year 217", AssignTarget, programmes.NotAFiscalYear, "fiscal_year", target(fiscal_year=217)),
)  # fmt: skip
