"""What an award's pages show: where it is, who signed, its instalments, its checks, and what may be done next."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date

from api.pages.page import Page
from application.access.places import places_of_stream
from application.listed.awards import AwardInstalmentListed, AwardListed
from application.lists import AWARD_INSTALMENTS, AWARDS, Where
from application.queries import UnknownId
from domain.awards import checking
from domain.awards.state import Award, replay, terms_of


class AwardShown:
    """One award as of a page's moment. Raises NoSuchAward, UnknownId, what permissions raise."""

    def __init__(self, page: Page, award: str, operation: str = "awards") -> None:
        desk = page.caller.services.desk
        page.query.may(operation, *places_of_stream(f"award/{award}", desk))
        rows: Sequence[AwardListed] = list(page.views.rows(AWARDS, where=Where(award=award), **page.times))
        if not rows:
            raise UnknownId(f"award/{award}")
        position = page.moment.position
        entries = [entry for entry in desk.log.stream(f"award/{award}") if entry.position <= position]
        self.page, self.id, self.row = page, award, rows[0]
        self.state: Award = replay(award, (entry.fact for entry in entries))
        self.terms = terms_of(self.state)

    @property
    def instalments(self) -> Sequence[AwardInstalmentListed]:
        """Its instalments, in order."""
        return list(self.page.views.rows(AWARD_INSTALMENTS, where=Where(award=self.id), **self.page.times))

    @property
    def missing(self) -> tuple[str, ...]:
        """The departments that have not signed."""
        return tuple(name for name in self.terms.departments if name not in self.state.signed)

    @property
    def to_grant(self) -> bool:
        """Whether every department has accepted, and nothing is granted yet."""
        yes = [one for one in self.state.signed.values() if one.in_favour]
        return self.state.granted is None and len(yes) == len(self.terms.departments)

    @property
    def overdue(self) -> int | None:
        """The year whose check is overdue; None when none is."""
        return checking.overdue(self.state, on=self.page.today) if self.state.granted else None

    @property
    def checks(self) -> Sequence[tuple[int, date, str]]:
        """Of each year that is checked, by when, and how it came out (`check_passed`, `check_failed`, `to_check`)."""
        if self.state.granted is None:
            return ()
        found = []
        for year in checking.years_checked(self.state):
            made = self.state.checks.get(year)
            word = "to_check" if made is None else "check_passed" if made.passed else "check_failed"
            found.append((year, checking.due_by(self.state, year), word))
        return found
