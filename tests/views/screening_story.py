"""A screening for the views: every event there is of one."""

from __future__ import annotations

from datetime import date, timedelta

from domain.money import Money
from domain.screenings import events as screenings
from domain.screenings.plan import FollowUpDay, Reason, Stage, StageKind


def screened(someone: str, day: date) -> list[tuple[str, object]]:
    """Return a screening with a target of one: three screened, one drops out, two are served, one over the target."""
    stream, programme, region, who = "screening/programme-0/2017", "programme-0", "990101001000", "officer-sun"
    other, gone = "b-00-0000000009", "b-00-0000000010"
    reasons = (Reason("declined", "本人放弃", "Declined"),)
    stages = (
        Stage("recheck", "复查", "Re-check", StageKind.CHECK, 30, reasons),
        Stage("operation", "手术", "Operation", StageKind.SERVICE, 0, reasons),
    )
    days, price, document = (FollowUpDay(7, 2),), Money(150_000), "残联发〔2017〕3号"
    later = day + timedelta(days=7)

    def result(person: str, *, passed: bool = True) -> screenings.StageResult:
        return screenings.StageResult(person, region, passed, "" if passed else "declined", "", day)

    def task(person: str) -> screenings.FollowUpTask:
        return screenings.FollowUpTask(person, region, 7, later)

    def followed(person: str, *, done: bool = True) -> screenings.FollowUpResult:
        return screenings.FollowUpResult(person, region, 7, done, "" if done else "declined", later)

    people = tuple(screenings.Candidate(person, region) for person in (someone, other, gone))
    claimant = people[1:2]
    facts: list[object] = [
        screenings.ScreeningOpened(programme, "990101", 2017, 1, document, price, stages, days, reasons, who, day),
        screenings.CandidatesListed(programme, people, who, day),
        screenings.StageRecorded(
            programme, "recheck", (result(someone), result(other), result(gone, passed=False)), who, day
        ),
        screenings.StageRecorded(programme, "operation", (result(someone), result(other)), who, day),
        screenings.FollowUpsScheduled(programme, (task(someone), task(other)), day),
        screenings.ClaimsArose(programme, (screenings.Claim(other, region, 2, price),), day),
        screenings.ClaimsDecided(programme, claimant, document, 1, "city", "head-li", day),
        screenings.FollowUpsRecorded(programme, (followed(someone), followed(other, done=False)), who, later),
        screenings.ScreeningClosed(3, 2, 1, 0, who, later),
    ]
    left = screenings.ClaimsLeftUnfunded("programme-1", claimant, "不安排资金", "head-li", day)
    return [(stream, fact) for fact in facts] + [("screening/programme-1/2016", left)]
