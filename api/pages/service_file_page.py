"""What a service file's page shows: the file as of the page's moment, and what may be done next."""

from __future__ import annotations

from collections.abc import Sequence

from api.pages.page import Page
from application.access.places import places_of_stream
from application.listed.tailored import ServiceFileState
from application.queries import UnknownId
from application.tailored.places import Asked, facts_until
from domain.tailored.events import ServiceKind
from domain.tailored.state import ServiceFile, replay, year_and_person


class ServiceFileShown:
    """One service file. Raises UnknownId for one that was not begun, and what permissions raise."""

    def __init__(self, page: Page, file: str, operation: str = "service_files") -> None:
        desk = page.caller.services.desk
        year, self.person = year_and_person(file)
        page.query.may_in(operation, places_of_stream(f"service_file/{file}", desk))
        until = page.moment.effective or page.today
        asked = Asked("", year, page.moment.position, until)
        self.page, self.id = page, file
        self.state: ServiceFile = replay(file, facts_until(desk.log.stream(f"service_file/{file}"), asked))
        if self.state.survey is None:
            raise UnknownId(f"service_file/{file}")
        self.survey = self.state.survey

    @property
    def stage(self) -> ServiceFileState:
        """How far the file is."""
        return ServiceFileState(self._stage())

    def _stage(self) -> str:
        file = self.state
        if file.visit is not None:
            return "visited" if file.visit.not_met is None else "not_met"
        if file.given:
            return "served"
        if file.approved is not None:
            return "approved"
        if file.plan is not None:
            return "planned"
        return "unplanned" if file.unplanned is not None else "surveyed"

    @property
    def acts(self) -> Sequence[str]:
        """Which steps are next and open to the caller: plan, reason, approve, service, visit, paper, aid."""
        file, page = self.state, self.page
        if page.is_of_the_past:
            return ()
        met = file.visit is not None and file.visit.not_met is None
        steps = (
            ("plan", "plan_service", file.approved is None and bool(self.survey.needs)),
            ("reason", "leave_unplanned", file.approved is None and file.unplanned is None),
            ("approve", "approve_service_plan", file.plan is not None and file.approved is None),
            ("service", "record_services", file.approved is not None and not met),
            ("visit", "record_follow_up", bool(file.given) and not met),
            ("paper", "compare_paper", True),
            ("aid", "claim_emergency_aid", True),
        )
        return [step for step, operation, now in steps if now and page.may(operation)]

    @property
    def kinds(self) -> Sequence[ServiceKind]:
        """The kinds that are planned or were given, in order."""
        planned = [one.kind for one in self.state.plan.services] if self.state.plan else []
        return list(dict.fromkeys([*planned, *(one.kind for one in self.state.given)]))

    @property
    def facts(self) -> list[tuple[str, str]]:
        """What is told of the file above its forms."""
        page = self.page
        needs = "、".join(page.word(kind) for kind in self.survey.needs) or page.said("Nothing")
        return [(page.heading("file"), self.id), (page.heading("needs"), needs)]
