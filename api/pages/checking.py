"""Runs of checks as pages show them: when each was run, and what is new beside what is on record."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from api.http.values import tilded
from api.pages.page import Page
from application.checks.lists import FORM
from application.checks.registry import CHECK
from application.listed.findings import CheckRunListed, FindingListed
from application.lists import CHECK_RUNS, FINDINGS
from domain.money import Money
from domain.rejected import Language

NEWEST_RUNS = 320
"""Rows of runs that are looked through for when each check was run last: ten runs of all of them."""


@dataclass(frozen=True, slots=True)
class Grouped:
    """Findings of one look, or of one run, beside what was on record."""

    new: Sequence[Mapping[str, Any]]
    unchanged: Sequence[Mapping[str, Any]]
    gone: Sequence[FindingListed]


def check_name(language: Language, check: str) -> str:
    """Return a check's number and name."""
    one = CHECK.get(check)
    return check if one is None else f"{check} {one.zh if language == 'zh' else one.en}"


def list_name(language: Language, name: str) -> str:
    """Return what an external list is called."""
    form = FORM.get(name)
    return name if form is None else (form.zh if language == "zh" else form.en)


def last_runs(page: Page) -> Mapping[str, CheckRunListed]:
    """Return each check's newest run among the newest runs."""
    rows = page.views.page(CHECK_RUNS, limit=NEWEST_RUNS, newest_first=True, **page.times).rows
    found: dict[str, CheckRunListed] = {}
    for row in rows:
        found.setdefault(row.check, row)
    return found


def compared(found: Iterable[Mapping[str, Any]], ran: Iterable[str], page: Page) -> Grouped:
    """Compare what a look found with what is on record of the checks that ran."""
    checks, items = frozenset(ran), [_with_money(one) for one in found]
    known = {
        row.finding: row for row in page.views.rows(FINDINGS, **page.times) if row.on_record and row.check in checks
    }
    there = {one["finding"] for one in items}
    return Grouped(
        [one for one in items if one["finding"] not in known],
        [one for one in items if one["finding"] in known],
        [row for name, row in known.items() if name not in there],
    )


def _with_money(one: Mapping[str, Any]) -> dict[str, Any]:
    """Return what the API said of a finding, its amounts read."""
    evidence = [{**each, "amount": _money(each["amount"])} for each in one["evidence"]]
    return {**one, "amount": _money(one["amount"]), "evidence": evidence}


def _money(yuan: str | None) -> Money | None:
    return None if yuan is None else Money.from_yuan(yuan)


def source_path(source: str, position: int) -> str:
    """Return where a piece of evidence leads: to its entry; empty for a row of a list that was brought."""
    return f"/entries/{position}" if position and not source.startswith(("list/", "view/")) else ""


def finding_path(finding: str) -> str:
    """Return a finding's page."""
    return f"/findings/{tilded(finding)}"
