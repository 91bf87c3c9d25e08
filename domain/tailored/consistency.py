"""三个一致: data = person, plan = service, platform = paper. Each check returns rows, each row its evidence."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from enum import StrEnum

from domain.tailored.events import ServiceKind
from domain.tailored.state import ServiceFile


class Accord(StrEnum):
    """The three accords: 数据与人一致, 计划与服务一致, 平台与纸质一致."""

    DATA_AND_PERSON = "data_and_person"
    PLAN_AND_SERVICE = "plan_and_service"
    PLATFORM_AND_PAPER = "platform_and_paper"


class Disaccord(StrEnum):
    """What does not agree."""

    FACT_DIFFERS = "fact_differs"
    SERVED_AFTER_DEATH = "served_after_death"
    MOVED_AWAY = "moved_away"
    NOT_SERVED = "not_served"
    SERVED_LESS = "served_less"
    SERVED_MORE = "served_more"
    NOT_IN_THE_PLAN = "not_in_the_plan"
    RECEIVED_OTHERWISE = "received_otherwise"
    PAPER_MISSING = "paper_missing"
    PAPER_DIFFERS = "paper_differs"
    PAGE_OF_ANOTHER_FILE = "page_of_another_file"


@dataclass(frozen=True, slots=True)
class Disagreement:
    """One row: what does not agree in which file, and both sides of it as evidence. `day` is that of the step."""

    accord: Accord
    difference: Disaccord
    file: str
    region: str
    what: str
    recorded: str
    found: str
    day: date


@dataclass(frozen=True, slots=True)
class Standing:
    """What else the ledger knows of a person: the day they died and the day they moved away."""

    died_on: date | None = None
    moved_on: date | None = None


def data_and_person(files: Iterable[ServiceFile], standing: Mapping[str, Standing]) -> Iterator[Disagreement]:
    """Yield facts that a survey found otherwise than stored, and steps dated after a death or a move."""
    check = Accord.DATA_AND_PERSON
    for file in files:
        if file.survey is None:
            continue
        region, asked = file.survey.region, file.survey.surveyed_on
        for fact in file.survey.facts:
            if fact.found != fact.stored:
                kind = Disaccord.FACT_DIFFERS
                yield Disagreement(check, kind, file.id, region, fact.name, fact.stored, fact.found, asked)
        known = standing.get(file.beneficiary, Standing())
        for step, on in _steps(file):
            if known.died_on is not None and on > known.died_on:
                kind, since = Disaccord.SERVED_AFTER_DEATH, known.died_on
            elif known.moved_on is not None and on > known.moved_on:
                kind, since = Disaccord.MOVED_AWAY, known.moved_on
            else:
                continue
            yield Disagreement(check, kind, file.id, region, step, on.isoformat(), since.isoformat(), on)


def plan_and_service(files: Iterable[ServiceFile], _: Mapping[str, Standing]) -> Iterator[Disagreement]:
    """Yield services that are not as planned, and what people say they were given when it is not as recorded.

    That less than planned was given counts once the follow-up visit has closed the file.
    """
    check = Accord.PLAN_AND_SERVICE
    for file in files:
        if file.survey is None or file.plan is None or file.approved is None:
            continue
        region, last = file.survey.region, file.last_on or file.approved.approved_on
        planned = {one.kind: one.times for one in file.plan.services}
        given: dict[ServiceKind, int] = defaultdict(int)
        for one in file.given:
            given[one.kind] += one.times
        over = file.visit is not None and file.visit.not_met is None
        for kind in ServiceKind:
            wanted, had = planned.get(kind, 0), given.get(kind, 0)
            if (how := _difference(wanted, had, over=over)) is not None:
                yield Disagreement(check, how, file.id, region, kind.value, str(wanted), str(had), last)
        if file.visit is not None and file.visit.not_met is None:
            said = {one.kind: one.times for one in file.visit.received}
            for kind in ServiceKind:
                recorded, received = given.get(kind, 0), said.get(kind, 0)
                if recorded != received:
                    how, on = Disaccord.RECEIVED_OTHERWISE, file.visit.visited_on
                    yield Disagreement(check, how, file.id, region, kind.value, str(recorded), str(received), on)


def platform_and_paper(files: Sequence[ServiceFile], _: Mapping[str, Standing]) -> Iterator[Disagreement]:
    """Yield pages that were looked up and are missing or others, and pages that stand in more than one file."""
    check = Accord.PLATFORM_AND_PAPER
    used: dict[str, list[str]] = defaultdict(list)
    for file in files:
        for page in file.pages.values():
            used[page.page_sha256].append(file.id)
    for file in files:
        if file.survey is None:
            continue
        region = file.survey.region
        for step, page in file.pages.items():
            compared = (file.papers or {}).get(step)
            # A page that was signed anew since has not been compared.
            if compared is not None and compared.recorded_sha256 == page.page_sha256 != compared.found_sha256:
                how = Disaccord.PAPER_DIFFERS if compared.found_sha256 else Disaccord.PAPER_MISSING
                found, on = compared.found_sha256, compared.compared_on
                yield Disagreement(check, how, file.id, region, step, page.page_sha256, found, on)
            others = sorted(set(used[page.page_sha256]) - {file.id})
            if others:
                how = Disaccord.PAGE_OF_ANOTHER_FILE
                yield Disagreement(
                    check, how, file.id, region, step, page.page_sha256, ", ".join(others[:5]), page.signed_on
                )


Check = Callable[[Sequence[ServiceFile], Mapping[str, Standing]], Iterable[Disagreement]]

CHECKS: Mapping[Accord, Check] = {
    Accord.DATA_AND_PERSON: data_and_person,
    Accord.PLAN_AND_SERVICE: plan_and_service,
    Accord.PLATFORM_AND_PAPER: platform_and_paper,
}


def _difference(planned: int, given: int, *, over: bool) -> Disaccord | None:
    if given > planned:
        return Disaccord.SERVED_MORE if planned else Disaccord.NOT_IN_THE_PLAN
    if given < planned and over:
        return Disaccord.SERVED_LESS if given else Disaccord.NOT_SERVED
    return None


def _steps(file: ServiceFile) -> Iterator[tuple[str, date]]:
    if file.survey is not None:
        yield "survey", file.survey.surveyed_on
    for one in file.given:
        yield f"service {one.number}", one.given_on
    if file.visit is not None and file.visit.not_met is None:
        yield "visit", file.visit.visited_on
