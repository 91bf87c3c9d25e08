"""Audit checks for the views: every event there is of them."""

from __future__ import annotations

from datetime import date

from domain.checks import events as checks
from domain.money import Money


def checked(person: str, line: str, day: date) -> list[tuple[str, object]]:
    """Return a run of audit checks that finds two things, of which one goes, comes again and is disposed of."""
    counts = (checks.CheckCount("C01", 1, 0, 0), checks.CheckCount("C15", 1, 0, 0))
    lists = (checks.ListBrought("deaths", "a" * 64, 3, 1),)
    run = checks.CheckRun(40, day, lists, (checks.Parameter("C15", "held_days_county", 30),), counts, "inspector-yu")
    proof = (
        checks.Evidence(f"beneficiary/{person}", 7, "death recorded", None, day),
        checks.Evidence("list/deaths", 2, "death listed", Money(1000), None),
    )
    found = checks.FindingRecorded("run-1", person, "programme-0", Money(1000), proof, ("deaths",), 40, day)
    held = checks.FindingRecorded("run-1", line, "programme-0", Money(5000), proof[:1], (), 40, day)
    dead = "finding/C01/0123456789abcdef01234567"
    return [
        ("check_run/run-1", run),
        (dead, found),
        ("finding/C15/89abcdef0123456789abcdef", held),
        (dead, checks.FindingGone("run-2")),
        (dead, found),
        (dead, checks.FindingDisposed(checks.Disposition.RECTIFIED, "已追回", "inspector-yu", day)),
    ]
