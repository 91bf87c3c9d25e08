"""入户与问题 / Visits of an inspection, what they found, and what became of it."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Annotated, Any

from fastapi import Query
from starlette.responses import Response

from api.http.router import Router
from api.http.routers import visits as api
from api.http.routers.inspections import Inspection
from api.http.routers.things import PersonId
from api.http.values import slashed, tilded
from api.pages.asking import Asking, Field
from api.pages.fact_words import FactWords, stored
from api.pages.forms import Filled, Form, TheForm
from api.pages.inspection_page import InspectionShown
from api.pages.page import Page, ThePage
from application.listed.inspections import VisitListed
from application.lists import VISITS, Where
from application.queries import UnknownId
from domain.beneficiaries.state import replay
from domain.facts import Fact
from domain.inspections.visit_events import NotMetReason, VisitFindingKind

router = Router()

DAY = Field("day", "on", "Date")
PLAN = Asking(
    "Plan visits",
    "Who calls on these people, and when. A later plan replaces an earlier. Whoever acted on somebody does not visit.",
    (
        Field("area", "beneficiaries", "People to call on", "One id a line; they are of the sample"),
        Field("text", "visitor", "Visitor's account"),
        Field("day", "planned_for", "Day of the visit"),
        DAY,
    ),
    "Plan them",
)
FINDING = Asking(
    "Put a finding on record",
    "Something is not as it should be. The office answers by a day; you follow up and close it.",
    (
        Field("choice", "what", "What was found"),
        Field("area", "text", "In words, without names or numbers of people"),
        Field("day", "answer_due_on", "The office answers by"),
        DAY,
    ),
    "Put on record",
)
MET = (
    Field("choice", "not_met", "Not met, because", "Leave as it is when the person was met", required=False),
    Field(
        "choice",
        "satisfaction",
        "Satisfaction",
        "1 not at all, 5 very; leave as it is without an answer",
        required=False,
    ),
    Field("area", "remark", "Remark, without names or numbers of people", required=False),
    DAY,
)


@router.get("/inspections/{inspection}/plan")
def ask_plan(page: ThePage, inspection: Inspection, who: Annotated[str, Query(max_length=60)] = "") -> Response:
    """The form for planning visits: of everybody without one, or of one person."""
    return _planning(page, inspection, who, Filled(), 200)


@router.post("/inspections/{inspection}/plan")
def plan(page: ThePage, inspection: Inspection, form: TheForm) -> Response:
    """Plan them."""
    return form.give(
        lambda: api.plan_visits(inspection, form.body(api.PlanBody), form.command()),
        lead_to=f"/inspections/{inspection}",
        again=lambda filled, status: _planning(page, inspection, "", filled, status),
    )


@router.get("/inspections/{inspection}/people/{person}")
def one_visit(page: ThePage, inspection: Inspection, person: PersonId) -> Response:
    """The visit to one person of the sample."""
    shown = _of_sample(page, inspection, person, "visits")
    visit = _visit(page, shown.id, person)
    return page.show(
        "inspections/visit.html",
        one=shown,
        person=person,
        unit=shown.state.people[person],
        visit=visit,
        findings=[each for each in shown.findings() if each.beneficiary == person],
        stored=_stored(page, person),
        words=FactWords(page.language),
        acts=page.may("record_visit") and not page.is_of_the_past and not shown.state.closed,
    )


@router.get("/inspections/{inspection}/people/{person}/visit")
def ask_visit(page: ThePage, inspection: Inspection, person: PersonId) -> Response:
    """The form for what came of a visit."""
    return _visiting(page, inspection, person, Filled(), 200)


@router.post("/inspections/{inspection}/people/{person}/visit")
def record_visit(page: ThePage, inspection: Inspection, person: PersonId, form: TheForm) -> Response:
    """Record it."""
    return form.give(
        lambda: api.record_visit(inspection, _visit_body(form, person), form.command()),
        lead_to=f"/inspections/{inspection}/people/{person}",
        again=lambda filled, status: _visiting(page, inspection, person, filled, status),
    )


@router.get("/inspections/{inspection}/people/{person}/finding")
def ask_finding(page: ThePage, inspection: Inspection, person: PersonId) -> Response:
    """The form for what a visit found."""
    return _raising(page, inspection, person, Filled(), 200)


@router.post("/inspections/{inspection}/people/{person}/finding")
def raise_finding(page: ThePage, inspection: Inspection, person: PersonId, form: TheForm) -> Response:
    """Put it on record."""
    return form.give(
        lambda: api.raise_finding(inspection, form.body(api.FindingBody, beneficiary=person), form.command()),
        lead_to=lambda said: f"/visit-findings/{tilded(str(said['visit_finding']))}",
        again=lambda filled, status: _raising(page, inspection, person, filled, status),
    )


def _planning(page: Page, inspection: str, who: str, form: Filled, status: int) -> Response:
    shown = InspectionShown(page, slashed(inspection), "plan_visits")
    visits = shown.visits()
    waiting = [who] if who else [one for one in shown.state.people if one not in visits]
    asking = PLAN.filled_in(
        beneficiaries="\n".join(waiting), visitor=page.account, planned_for=page.today, on=page.today
    )
    return asking.shown(page, form, status, back=f"/inspections/{inspection}")


def _visiting(page: Page, inspection: str, person: str, form: Filled, status: int) -> Response:
    shown = _of_sample(page, inspection, person, "record_visit")
    words = FactWords(page.language)
    asking = Asking(
        page.said("Record a visit"),
        page.said("What was found on the spot. A fact that is as recorded may be left empty."),
        (*_fact_fields(page, person, words), *MET),
        page.said("Record the visit"),
    )
    numbers = [(str(one), str(one)) for one in range(1, 6)]
    asking = asking.filled_in(on=page.today).choosing(
        not_met=[(one.value, page.word(one)) for one in NotMetReason], satisfaction=numbers
    )
    return asking.shown(
        page, form, status, facts=_facts(shown, person), back=f"/inspections/{inspection}/people/{person}"
    )


def _fact_fields(page: Page, person: str, words: FactWords) -> Sequence[Field]:
    """Return a field for each fact that is recorded of a person; its hint says what is."""
    return [
        Field(
            kind="text",
            name=f"facts.{fact.name}",
            label=words.name(fact.name),
            hint=page.said("Recorded: %(value)s", value=words.value(fact.name, fact.value)),
            required=False,
        )
        for fact in _stored(page, person)
    ]


def _visit_body(form: Form, person: str) -> api.VisitBody:
    """Return the form as the API's body; facts that were left empty are left out. Raises ValidationError."""
    flat = {name: said for name, said in form.values.items() if not name.startswith("facts.")}
    on = form.values.get("on", "")
    recorded, words = {one.name: one.value for one in _stored(form.page, person)}, FactWords(form.page.language)
    as_recorded = {name: (value, words.value(name, value)) for name, value in recorded.items()}
    facts: list[dict[str, Any]] = [
        {
            "name": fact,
            "value": recorded[fact] if said in as_recorded.get(fact, ()) else stored(fact, said),
            "source": "home_visit",
            "as_of": on,
        }
        for fact, said in form.part("facts").items()
        if said
    ]
    return Form(form.page, flat, form.files).body(api.VisitBody, beneficiary=person, facts=facts if on else [])


def _raising(page: Page, inspection: str, person: str, form: Filled, status: int) -> Response:
    shown = _of_sample(page, inspection, person, "raise_visit_finding")
    asking = FINDING.filled_in(on=page.today).choosing(what=[(one.value, page.word(one)) for one in VisitFindingKind])
    return asking.shown(
        page, form, status, facts=_facts(shown, person), back=f"/inspections/{inspection}/people/{person}"
    )


def _of_sample(page: Page, inspection: str, person: str, operation: str) -> InspectionShown:
    """Return the inspection somebody was drawn for. Raises UnknownId for who was not, and what permissions raise."""
    shown = InspectionShown(page, slashed(inspection), operation)
    if person not in shown.state.people:
        raise UnknownId(f"visit/{shown.id}/{person}")
    return shown


def _visit(page: Page, inspection: str, person: str) -> VisitListed | None:
    rows = page.views.rows(VISITS, where=Where(inspection=inspection, beneficiary=person), **page.times)
    return next(iter(rows), None)


def _stored(page: Page, person: str) -> Sequence[Fact]:
    """Return the facts that are recorded of a person as of the page's moment; none of them says who they are."""
    entries = page.caller.services.desk.log.stream(f"beneficiary/{person}")
    return replay(person, (one.fact for one in entries if one.position <= page.moment.position)).facts


def _facts(shown: InspectionShown, person: str) -> list[tuple[str, str]]:
    page = shown.page
    return [
        (page.heading("inspection"), shown.id),
        (page.heading("beneficiary"), person),
        (page.said("Township"), shown.state.people[person]),
    ]
