"""情况变化 / What becomes known of a person: a circumstance, a death, a move, a corrected record."""

from __future__ import annotations

from starlette.responses import Response

from api.http.router import Router
from api.http.routers import beneficiaries as api
from api.http.routers.beneficiaries import Beneficiary
from api.http.values import slashed
from api.pages.asking import Asking, Field, Subject
from api.pages.fact_words import FACTS, SOURCES, FactWords, stored
from api.pages.forms import Filled, Form, TheForm
from api.pages.page import Page, ThePage
from api.pages.programmes import programme_of
from api.pages.routers.people import read_person
from domain.programmes.policy_checks import facts_used

router = Router()

CIRCUMSTANCE = Asking(
    "A circumstance changed",
    "One fact at a time, as the register or the home survey says. Decisions from now on use it; earlier ones stay.",
    (
        Field("choice", "facts.0.name", "Which circumstance"),
        Field(
            "text",
            "facts.0.value",
            "What it is now",
            "In words, such as yes, urban or level 2; a number; a day as 2017-04-25",
        ),
        Field("choice", "facts.0.source", "Where it was taken from"),
        Field("day", "facts.0.as_of", "True since, or seen on"),
        Field("day", "on", "Date"),
    ),
    "Record",
)
DEATH = Asking(
    "Record a death",
    "Payments of every programme stop with the month after. This cannot be taken back.",
    (
        Field("day", "died_on", "Date of death"),
        Field("text", "source", "Who reported it", "The register or paper, without names: police register, 2017-04"),
    ),
    "Record the death",
    grave=True,
)
MOVE = Asking(
    "Record a move away",
    "For whoever left the area that pays. Payments stop with the month after.",
    (
        Field("day", "moved_on", "Day of the move"),
        Field("text", "to_region", "Where to", "Region code, 6 or 12 digits"),
    ),
    "Record the move",
    grave=True,
)
CORRECTION = Asking(
    "Correct name or numbers",
    "Fill in only what changes; the rest stays. The earlier record is kept, sealed.",
    (
        Field("text", "record.name", "Name", required=False),
        Field("text", "record.id_number", "ID number", required=False),
        Field("text", "record.certificate", "Certificate number", required=False),
        Field("text", "record.account", "Bank account", required=False),
        Field("text", "record.bank", "Bank", required=False),
        Field("text", "record.phone", "Telephone", required=False),
        Field("text", "record.address", "Address", required=False),
        Field("text", "record.guardian", "Guardian", required=False),
        Field("text", "why", "Reason", "Kept with each person's record of readings"),
    ),
    "Correct",
)


@router.get("/people/{beneficiary}/circumstances")
def ask_circumstance(page: ThePage, beneficiary: Beneficiary) -> Response:
    """The form for one fact."""
    read_person(page, beneficiary, "record_circumstances")
    return _circumstance(page, beneficiary, Filled(), 200)


@router.post("/people/{beneficiary}/circumstances")
def record_circumstance(page: ThePage, beneficiary: Beneficiary, form: TheForm) -> Response:
    """Record it."""
    return form.give(
        lambda: api.record_circumstances(beneficiary, _as_stored(form).body(api.CircumstancesBody), form.command()),
        lead_to=f"/people/{beneficiary}",
        again=lambda filled, status: _circumstance(page, beneficiary, filled, status),
    )


@router.get("/people/{beneficiary}/death")
def ask_death(page: ThePage, beneficiary: Beneficiary) -> Response:
    """The form for a death."""
    return _asked(page, beneficiary, DEATH, "record_death")


@router.post("/people/{beneficiary}/death")
def record_death(page: ThePage, beneficiary: Beneficiary, form: TheForm) -> Response:
    """Record it."""
    return DEATH.given_about(page, form, _subject(page, beneficiary), api.record_death, api.DeathBody)


@router.get("/people/{beneficiary}/move")
def ask_move(page: ThePage, beneficiary: Beneficiary) -> Response:
    """The form for a move."""
    return _asked(page, beneficiary, MOVE, "record_move")


@router.post("/people/{beneficiary}/move")
def record_move(page: ThePage, beneficiary: Beneficiary, form: TheForm) -> Response:
    """Record it."""
    return MOVE.given_about(page, form, _subject(page, beneficiary), api.record_move, api.MoveAwayBody)


@router.get("/people/{beneficiary}/correct")
def ask_correction(page: ThePage, beneficiary: Beneficiary) -> Response:
    """The form for the personal record; what stands there is not shown."""
    return _asked(page, beneficiary, CORRECTION, "change_personal_record")


@router.post("/people/{beneficiary}/correct")
def correct(page: ThePage, beneficiary: Beneficiary, form: TheForm) -> Response:
    """Correct it."""
    return CORRECTION.given_about(
        page, form, _subject(page, beneficiary), api.change_personal_record, api.RecordChangeBody
    )


def _asked(page: Page, beneficiary: str, asking: Asking, operation: str) -> Response:
    read_person(page, beneficiary, operation)
    return asking.shown_about(page, _subject(page, beneficiary))


def _subject(page: Page, beneficiary: str) -> Subject:
    return Subject(beneficiary, f"/people/{beneficiary}", ((page.heading("beneficiary"), slashed(beneficiary)),))


def _as_stored(form: Form) -> Form:
    """Return the form with its circumstance as it is stored: 二级 is 2."""
    named, said = form.values.get("facts.0.name", ""), form.values.get("facts.0.value", "")
    return Form(form.page, {**form.values, "facts.0.value": stored(named, said)}, form.files)


def _circumstance(page: Page, beneficiary: str, form: Filled, status: int) -> Response:
    words, today = FactWords(page.language), page.today.isoformat()
    asking = CIRCUMSTANCE.filled_in(on=today, **{"facts.0.as_of": today, "facts.0.source": "survey"}).choosing(
        **{
            "facts.0.name": [(name, words.name(name)) for name in _names(page)],
            "facts.0.source": [(source, words.source(source)) for source in _sources(page)],
        }
    )
    subject = _subject(page, beneficiary)
    person, _ = read_person(page, beneficiary, "person_file")
    facts = [(words.name(one.name), words.value(one.name, one.value)) for one in person.facts]
    return asking.shown(page, form, status, facts=[*subject.facts, *facts], back=subject.path)


def _names(page: Page) -> list[str]:
    """Return the facts that some programme's rules look at, and the common ones."""
    used = [
        name for one in page.programmes for policy in programme_of(page, one).policies for name in facts_used(policy)
    ]
    return list(dict.fromkeys([*FACTS, *used]))


def _sources(page: Page) -> list[str]:
    declared = [
        one.source
        for name in page.programmes
        for policy in programme_of(page, name).policies
        for one in policy.fact_sources
    ]
    return list(dict.fromkeys([*SOURCES, *declared]))
