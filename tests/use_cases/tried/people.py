"""People die, are suspended and resumed, and are objected to."""

from __future__ import annotations

from datetime import date
from typing import Any

from hypothesis import strategies as st
from hypothesis.stateful import rule

from application.commands.beneficiaries import RecordDeath
from application.commands.notices import RaiseObjection, SettleObjection
from application.commands.standing import RecheckCase, ResumeCase, SuspendCase
from domain.beneficiaries.rejections import DeathDateDisputed
from domain.eligibility import rejections as cases
from domain.eligibility.events import StopReason
from domain.notices import rejections as notices
from domain.notices.events import ObjectionGround
from domain.periods import Month
from tests.support.auditor import picked
from tests.support.stories import MEDICINE
from tests.use_cases.tried.asking import CHOICE, CREW, DAY, Asking, Rules


class People(Asking):
    """What may befall somebody who was granted."""

    @rule(
        what=st.sampled_from("dsrrooee"),
        choice=CHOICE,
        month=st.integers(1, 12),
        yes=st.booleans(),
        few=st.integers(0, 4),
    )
    def something_befalls_somebody(self, what: str, choice: int, month: int, yes: bool, few: int) -> None:
        if what == "d":
            self.dies(choice, month - 1)
        elif what == "s":
            self.is_suspended(choice, month)
        elif what == "r":
            self.is_resumed(choice, yes, month - 2, few)
        elif what == "o":
            self.is_objected_to(choice)
        elif any(person.objections for person in self.books.people.values()):
            self.an_objection_is_settled(choice, yes, month)

    def dies(self, choice: int, month: int) -> None:
        name = picked(self.office.people, choice)
        person, died = self.books.people[name], (2017, month) if month else (2016, 12)
        wrong: Rules = (DeathDateDisputed,) if person.died not in (None, died) else ()
        if self.tries(wrong, RecordDeath, beneficiary=name, died_on=date(*died, 15), source="公安"):
            person.died, person.stage = died, "revoked"
            person.ends(month + 1)

    def is_suspended(self, choice: int, month: int) -> None:
        name = picked(self.office.people, choice)
        person = self.books.people[name]
        wrong: Rules = () if person.stage == "granted" else (cases.WrongCaseStage,)
        facts = {
            "programme": MEDICINE,
            "reason": StopReason.REVIEW_FAILED,
            "from_month": Month.parse(f"2017-{month:02d}"),
        }
        if self.tries(wrong, SuspendCase, beneficiary=name, on=DAY, **facts):
            person.stage, person.suspended_from, person.checked = "suspended", month, False
            person.ends(month)

    def is_resumed(self, choice: int, check: bool, later: int, back: int) -> None:
        stopped = [name for name, person in self.books.people.items() if person.stage == "suspended"]
        name = picked(stopped or self.office.people, choice)
        person = self.books.people[name]
        of_person: dict[str, Any] = {"programme": MEDICINE, "beneficiary": name, "on": DAY}
        if check:
            entitled = person.stage in ("granted", "suspended")
            self.tries(() if entitled else (cases.WrongCaseStage,), RecheckCase, **of_person)
            person.checked = person.checked or entitled
        month = max(1, min(12, person.suspended_from + later))
        wrong: Rules = ()
        if person.stage != "suspended":
            wrong = (cases.WrongCaseStage,)
        elif not person.checked:
            wrong = (cases.NoPassingCheck,)
        elif month < person.suspended_from:
            wrong = (cases.ResumedOutsideGap,)
        elif back > min(3, month - person.suspended_from):
            wrong = (cases.TooMuchBackPay,)
        facts = {"from_month": Month.parse(f"2017-{month:02d}"), "back_pay_months": back}
        if self.tries(wrong, ResumeCase, **facts, **of_person):
            person.stage = "granted"
            person.months |= set(range(month - back, 13))

    def is_objected_to(self, choice: int) -> None:
        name = picked(self.office.people, choice)
        person = self.books.people[name]
        wrong: Rules = ()
        if person.objections:
            wrong = (notices.ObjectionStillOpen,)
        elif person.stage == "revoked":
            wrong = (cases.WrongCaseStage,)
        objection = f"o-{next(self.numbers)}"
        facts = {"objection_id": objection, "beneficiary": name, "ground": ObjectionGround.NOT_ELIGIBLE, "on": DAY}
        if self.tries(wrong, RaiseObjection, notice_id="posted-again", **facts):
            person.objections.add(objection)

    def an_objection_is_settled(self, choice: int, upheld: bool, month: int) -> None:
        person = self.books.people[
            picked([name for name, person in self.books.people.items() if person.objections], choice)
        ]
        [objection] = person.objections
        facts = {"objection_id": objection, "finding": "已复核", "stops_from": Month.parse(f"2017-{month:02d}")}
        if self.tries((), SettleObjection, by=CREW[6], notice_id="posted-again", upheld=upheld, on=DAY, **facts):
            person.objections.clear()
            if upheld:
                person.stage = "revoked"
                person.ends(month)
