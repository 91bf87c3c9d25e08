"""Where tailored service takes place: where the people live whose files are touched, or in the place that is named."""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from application import streams
from application.commands import emergency_aid, service_files, service_places
from application.road import Command
from application.work import Work
from domain.beneficiaries.rejections import NotRegistered
from domain.beneficiaries.state import registered
from domain.tailored.aid import AidYear, place_and_number
from domain.tailored.places import year_and_region
from domain.tailored.state import surveyed, year_and_person

Lies = tuple[str | None, str | None]
"""A region and a programme, as `Place` has them."""

_OF_A_FILE = (
    service_files.PlanService
    | service_files.ApproveServicePlan
    | service_files.LeaveUnplanned
    | service_files.RecordFollowUp
    | service_files.ComparePaper
)
_OF_A_PLACE = (
    service_places.SetServiceTerms
    | service_places.NameSupervisors
    | service_places.SuperviseHousehold
    | service_places.HandInServiceReport
    | service_places.ConfirmFalsification
    | service_places.WithdrawFalsification
)


def lies_of(ask: Command, work: Work) -> Iterator[Lies] | None:
    """Yield where everything lies that a command of tailored service names; None for any other command.

    Raises NotRegistered, NotSurveyedYet, NoSuchAid and the refusals of names that are none.
    """
    if isinstance(ask, _OF_A_FILE):
        return lies_of_stream("service_file", ask.file, work)
    if isinstance(ask, _OF_A_PLACE):
        return iter([(ask.region, None)])
    match ask:
        case service_files.RecordSurveys():
            return _people([one.beneficiary for one in ask.surveys], "surveys[{}].beneficiary", work)
        case service_files.RecordServices():
            return _people([one.beneficiary for one in ask.services], "services[{}].beneficiary", work)
        case emergency_aid.ClaimEmergencyAid():
            return _claiming(ask.file, work)
        case emergency_aid.TieEmergencyAid() | emergency_aid.DropEmergencyAid():
            return _claim(ask.aid, work)
        case _:
            return None


def lies_of_stream(kind: str, name: str, work: Work) -> Iterator[Lies] | None:
    """Yield where a stream of tailored service lies; None for any other. Raises what `lies_of` raises."""
    match kind:
        case "service_file":
            return iter([(_region(year_and_person(name)[1], work), None)])
        case "service_terms":
            return iter([(name, None)])
        case "service_place" | "service_aid":
            return iter([(year_and_region(name)[1], None)])
        case _:
            return None


def _people(ids: Sequence[str], field: str, work: Work) -> Iterator[Lies]:
    for index, person in enumerate(streams.people(work, ids)):
        if not person.state.commitment:
            raise NotRegistered(field.format(index), beneficiary=person.state.id[:100])
        yield person.state.region, None


def _claiming(file: str, work: Work) -> Iterator[Lies]:
    found = surveyed(streams.service_file(work, file).state)
    yield found.region, None


def _claim(aid: str, work: Work) -> Iterator[Lies]:
    place, number = place_and_number(aid)
    year: AidYear = streams.aid_year(work, place).state
    claim = year.claims.get(number)
    yield (claim.region, claim.programme) if claim else (year.region, None)


def _region(person: str, work: Work) -> str:
    return registered(streams.person(work, person).state).region
