"""What the pages of the levy show: the terms of a year, an assessment with its workings, and what became of it."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace

from api.http.values import tilded
from api.pages.asking import Asking, Field
from api.pages.page import Page
from application.listed.levies import LevyAssessmentListed, LevyTermsListed, LevyWorkingListed
from application.lists import LEVY_ASSESSMENTS, LEVY_TERMS, LEVY_WORKINGS, Where
from application.queries import UnknownId
from application.recorded import Recorded
from domain.levies.state import Levy, LevyAssessment, levy_id, made, replay, replay_levy
from domain.levies.terms import LevyTerms


class LevyShown:
    """The terms of a year's levy in a region as of a page's moment, newest first. Raises UnknownId."""

    def __init__(self, page: Page, levy: str, operation: str = "levy_terms") -> None:
        page.query.may(operation)
        self.page, self.id = page, levy
        year = int(levy[:4]) if levy[:4].isdigit() else 0
        rows = page.views.rows(LEVY_TERMS, where=Where(year=year or None), **page.times)
        self.rows: Sequence[LevyTermsListed] = [row for row in rows if row.levy == levy][::-1]
        if not self.rows:
            raise UnknownId(f"levy/{levy}")
        self.state: Levy = replay_levy(levy, (entry.fact for entry in _entries(page, f"levy/{levy}")))

    @property
    def terms(self) -> LevyTerms:
        """The terms that were set last."""
        return self.state.terms[-1].terms

    @property
    def facts(self) -> list[tuple[str, str]]:
        """What is told above a form."""
        now = self.rows[0]
        return [
            (self.page.heading("levy"), self.id),
            (self.page.heading("levy_rate"), now.levy_rate),
            (self.page.heading("document"), now.document),
        ]


class AssessmentShown:
    """One employer's assessment as of a page's moment. Raises UnknownId, what permissions raise."""

    def __init__(self, page: Page, assessment: str, operation: str = "levy_assessments") -> None:
        page.query.may(operation)
        where = Where(assessment=assessment)
        rows: Sequence[LevyAssessmentListed] = list(page.views.rows(LEVY_ASSESSMENTS, where=where, **page.times))
        if not rows:
            raise UnknownId(f"levy_assessment/{assessment}")
        self.page, self.id, self.row = page, assessment, rows[0]
        self.path = f"/levy-assessments/{tilded(assessment)}"
        self.state: LevyAssessment = replay(
            assessment, (entry.fact for entry in _entries(page, f"levy_assessment/{assessment}"))
        )

    @property
    def workings(self) -> Sequence[LevyWorkingListed]:
        """How the amount came about, as corrected last."""
        lines = list(self.page.views.rows(LEVY_WORKINGS, where=Where(assessment=self.id), **self.page.times))
        newest = max(line.recorded_at for line in lines)
        return [line for line in lines if line.recorded_at == newest]

    @property
    def levy(self) -> str:
        """The id of the levy it is of."""
        first = made(self.state)
        return levy_id(first.year, first.region)

    @property
    def facts(self) -> list[tuple[str, str]]:
        """What is told above a form."""
        page, row = self.page, self.row
        return [
            (page.heading("employer"), f"{row.name} ({row.employer})"),
            (page.heading("fiscal_year"), str(row.fiscal_year)),
            (page.heading("assessed"), page.yuan(row.assessed)),
            (page.heading("owed"), page.yuan(row.owed)),
        ]


def with_groups(asking: Asking, terms: LevyTerms, before: LevyAssessment | None = None) -> Asking:
    """Return a form that also asks, before its last field but one, how many of each group there were."""
    figures = before.figures if before else None
    known = {one.group: one.people for one in figures.arranged} if figures else {}
    asked: list[Field] = []
    for index, one in enumerate(terms.weights):
        asked.append(Field("fixed", f"arranged.{index}.group", "What it is called", otherwise=one.group))
        label = f"{one.name} ×{one.counts_as}"
        asked.append(Field("text", f"arranged.{index}.people", label, otherwise=str(known.get(one.group, 0))))
    at = next(index for index, one in enumerate(asking.fields) if one.name == "average_wage")
    return replace(asking, fields=(*asking.fields[:at], *asked, *asking.fields[at:]))


def _entries(page: Page, stream: str) -> list[Recorded[object]]:
    log, position = page.caller.services.desk.log, page.moment.position
    return [entry for entry in log.stream(stream) if entry.position <= position]
