"""What a screen reader is given of the main pages, held to files that somebody has read. `make pages` writes them anew.

Numbers, days and ids are left out, and of a table all rows but two: what they come to is tried elsewhere.
"""

from __future__ import annotations

import os
import re
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path

import pytest
from playwright.sync_api import Browser

from api.http.values import tilded
from application import lists
from domain.accounts.roles import Role
from tests.support.browsing import Visit, Visitor, visiting
from tests.support.served import Served

pytestmark = [pytest.mark.slow, pytest.mark.timeout(300)]

FOLDER = Path(__file__).with_name("read_aloud")
ANEW = bool(os.environ.get("PAGES_ANEW"))
ROWS = 2
"""Rows of a table that are kept."""

_OTHERS = (
    (re.compile(r"\bb-[0-9a-z]{16}\b|\b[0-9a-f]{16,}\b"), "#"),
    (re.compile(r"(?<!level=)\d(?:[\d,.:/ -]*\d)?"), "#"),
    (re.compile(r"[\u4e00-\u9fff]\*[\u4e00-\u9fff]?"), "某*"),
    (re.compile(r"[\u4e00-\u9fff]{2}[一二三四五六七八九十]+村"), "某村"),
)
"""Ids and digests, numbers and days, masked names and villages, and what stands in their stead."""
_OF_A_FINDING = re.compile(r'link "[^"]*"(?=:\n +- /url: /findings/)')
"""Findings stand in the order of their ids, which tell positions: whose money the first five are of differs by day."""


@dataclass(frozen=True, slots=True)
class Aloud:
    """A page, who hears it, and its address; what stands in braces is looked for in the demonstration."""

    name: str
    who: Role | None
    path: str


PAGES = (
    Aloud("sign-in", None, "/sign-in"),
    Aloud("public", None, "/public"),
    Aloud("public-notice", None, "/public/notices/{notice}"),
    Aloud("receipts", None, "/receipts"),
    Aloud("desk-of-a-township", Role.TOWNSHIP, "/"),
    Aloud("desk-of-a-case-officer", Role.CASE_OFFICER, "/"),
    Aloud("desk-of-finance", Role.FINANCE_OFFICER, "/"),
    Aloud("desk-of-an-approver", Role.PROJECT_LEAD, "/"),
    Aloud("desk-of-an-inspector", Role.INSPECTOR, "/"),
    Aloud("desk-of-an-auditor", Role.AUDITOR, "/"),
    Aloud("desk-of-an-administrator", Role.ADMINISTRATOR, "/"),
    Aloud("money", Role.FINANCE_OFFICER, "/funds?programme=psy-medicine&year=2017"),
    Aloud("allocation", Role.FINANCE_OFFICER, "/funds/allocate"),
    Aloud("batch", Role.FINANCE_OFFICER, "/batches/psy-medicine~2017~1"),
    Aloud("returns", Role.FINANCE_OFFICER, "/returns"),
    Aloud("queue", Role.PROJECT_LEAD, "/approvals"),
    Aloud("approval", Role.PROJECT_LEAD, "/batches/{batch}/approve"),
    Aloud("person", Role.CASE_OFFICER, "/people/{beneficiary}"),
    Aloud("case", Role.CASE_OFFICER, "/cases/psy-medicine~{beneficiary}"),
    Aloud("trail", Role.AUDITOR, "/payouts/psy-medicine~2017~{beneficiary}/trail"),
    Aloud("flow", Role.AUDITOR, "/flow?programme=psy-medicine&year=2017"),
    Aloud("checks", Role.AUDITOR, "/checks"),
    Aloud("look-back", Role.INSPECTOR, "/time?as_of=100"),
)


@pytest.fixture(scope="module")
def visit_of(chromium: Browser, demonstration: Served) -> Iterator[Visit]:
    """Everybody's browser, opened once; when the module ends, no page may have complained of anything."""
    there: dict[Role | None, Visitor] = {}
    with visiting(chromium) as visit:
        yield lambda who: there.setdefault(who, there.get(who) or visit(demonstration, who))


@pytest.fixture(scope="module")
def ids(demonstration: Served) -> dict[str, str]:
    """What the addresses speak of: a notice that hangs, a batch at its first step, somebody who was paid."""
    views = demonstration.office.desk.views
    waiting = lists.Where(stages=("submitted",))
    return {
        "notice": next(row.notice for row in views.rows(lists.NOTICES) if row.concluded_on is None),
        "batch": next(tilded(row.batch) for row in views.rows(lists.BATCHES, where=waiting) if not row.approvals),
        "beneficiary": views.payouts_of_batch("psy-medicine/2017/1")[100].beneficiary,
    }


@pytest.mark.parametrize("one", PAGES, ids=lambda one: one.name)
def test_a_page_is_read_out_as_somebody_has_read_it(one: Aloud, visit_of: Visit, ids: dict[str, str]) -> None:
    page = visit_of(one.who).go(one.path.format(**ids))
    told = spoken(page.locator("main").aria_snapshot())
    file = FOLDER / f"{one.name}.yaml"
    if ANEW:
        FOLDER.mkdir(exist_ok=True)
        file.write_text(told, "utf-8")
    assert told == file.read_text("utf-8"), "see docs/pages.md, “Looking at it”"


def test_no_file_is_left_over_of_a_page_that_is_not_read_out_any_more() -> None:
    assert sorted(file.stem for file in FOLDER.iterdir()) == sorted(one.name for one in PAGES)


def test_rows_after_the_second_and_all_numbers_are_left_out() -> None:
    rows = '- rowgroup:\n  - row "一 1.00":\n    - cell "1.00"\n  - row "二"\n  - row "三":\n    - cell\n'
    assert spoken(f"{rows}- heading [level=2]") == (
        '- rowgroup:\n  - row "一 #":\n    - cell "#"\n  - row "二"\n- heading [level=2]\n'
    )
    assert spoken("- cell: b-2py39mfmdqpbe8w5 武*雨 石桥四村 2017-04-25") == "- cell: # 某* 某村 #\n"


def spoken(snapshot: str) -> str:
    """Return what is read out, without what is another tomorrow."""
    return _OF_A_FINDING.sub('link "某项目"', "\n".join(_first_rows(snapshot.splitlines())) + "\n")


def _first_rows(lines: list[str]) -> Iterator[str]:
    seen: dict[int, int] = {}
    left_out = -1
    for line in lines:
        depth = len(line) - len(line.lstrip())
        if 0 <= left_out < depth:
            continue
        left_out = -1
        for deeper in [one for one in seen if one > depth]:
            del seen[deeper]
        if line.lstrip().startswith("- row ") or line.strip() in ("- row", "- row:"):
            seen[depth] = seen.get(depth, 0) + 1
            if seen[depth] > ROWS:
                left_out = depth
                continue
        for what, instead in _OTHERS:
            line = what.sub(instead, line)
        yield line
