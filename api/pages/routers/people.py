"""一人一档 / A person's file: all decided, paid and posted of them, by id; clear data only for a stated reason."""

from __future__ import annotations

from typing import cast

import orjson
from starlette.responses import Response

from api.http.router import Router
from api.http.routers import personal as personal_api
from api.http.routers.beneficiaries import Beneficiary
from api.http.values import slashed
from api.pages import life_words
from api.pages.fact_words import FactWords
from api.pages.forms import Filled, TheForm
from api.pages.page import Page, ThePage
from api.pages.routers.claims import origin_of
from api.pages.trying import tried
from application.access.places import places_of_people
from application.lists import CASES, OBJECTIONS, PAYOUTS, RECOVERIES, Where
from application.people import Access
from application.queries import UnknownId
from application.replay.life import Life, life
from application.views.notices import NoticePerson
from domain.beneficiaries.events import BeneficiaryRegistered
from domain.beneficiaries.state import Person, replay
from domain.claims.naming import is_claim
from domain.personal_data import ReasonMissing
from domain.rejected import Rejected

router = Router()

RECORD_FIELDS = ("name", "id_number", "certificate", "account", "bank", "phone", "address", "guardian")


@router.get("/people/{beneficiary}")
def one_person(page: ThePage, beneficiary: Beneficiary) -> Response:
    """The file; what stands in a person's place in a batch of claims leads to what owes it."""
    if is_claim(beneficiary):
        return origin_of(page, beneficiary)
    person, registered = read_person(page, beneficiary, "person_file")
    where = Where(beneficiary=person.id)
    posted = {
        cast("NoticePerson", one.row).notice
        for one in page.views.person_file(person.id, **page.times)
        if one.table == "notice_person"
    }
    return page.show(
        "people/file.html",
        person=person,
        registered=registered,
        facts=FactWords(page.language),
        life=life_words,
        steps=_life(page, person.id).steps,
        cases=list(page.views.rows(CASES, where=where, **page.times)),
        payouts=list(page.views.rows(PAYOUTS, where=where, **page.times)),
        recoveries=list(page.views.rows(RECOVERIES, where=where, **page.times)) if page.may("recoveries") else (),
        objections=list(page.views.rows(OBJECTIONS, where=where, **page.times)),
        notices=sorted(posted),
        accesses=_accesses(page, person.id),
        erased=page.caller.services.desk.vault.is_erased(person.id),
    )


@router.get("/people/{beneficiary}/record")
def ask_reason(page: ThePage, beneficiary: Beneficiary) -> Response:
    """Why the clear data is wanted."""
    read_person(page, beneficiary, "personal_record")
    return _record(page, beneficiary, Filled(), 200)


@router.post("/people/{beneficiary}/record")
def reveal(page: ThePage, beneficiary: Beneficiary, form: TheForm) -> Response:
    """Show it this once; who looked, when and why is noted first."""

    def shown() -> dict[str, str]:
        why = form.values.get("why", "").strip()
        if len(why) < 2:
            raise ReasonMissing("why")
        answer = personal_api.personal_record(beneficiary, why[:200], page.caller)
        return dict(orjson.loads(answer.body))

    return tried(
        form,
        shown,
        then=lambda record: _record(page, beneficiary, Filled(), 200, record),
        again=lambda filled, status: _record(page, beneficiary, filled, status),
    )


def read_person(page: Page, beneficiary: str, operation: str) -> tuple[Person, BeneficiaryRegistered]:
    """Return a person as of the page's moment and how they were registered. Raises UnknownId, what `may` raises."""
    name, desk = slashed(beneficiary), page.caller.services.desk
    page.query.may_in(operation, places_of_people([name], desk))
    moment = page.moment.position
    known = [entry.fact for entry in desk.log.stream(f"beneficiary/{name}") if entry.position <= moment]
    registered = [fact for fact in known if isinstance(fact, BeneficiaryRegistered)]
    if not registered:
        raise UnknownId(f"beneficiary/{name}")
    return replay(name, known), registered[0]


def _life(page: Page, person: str) -> Life:
    desk, moment = page.caller.services.desk, page.moment
    return life(
        f"beneficiary/{person}",
        desk=desk,
        as_of=moment.position,
        effective=moment.effective,
        refusals=page.may("refusals"),
        limit=1000,
    )


def _accesses(page: Page, person: str) -> list[Access] | None:
    """Return who looked, the newest first; None for those who may not know."""
    desk = page.caller.services.desk
    try:
        page.query.may_in("accesses", places_of_people([person], desk))
    except Rejected:  # Whoever it is may see the file, and not who else did.
        return None
    return list(reversed(desk.vault.accesses(person)))


def _record(page: Page, beneficiary: str, form: Filled, status: int, record: dict[str, str] | None = None) -> Response:
    fields = [(name, record.get(name, "")) for name in RECORD_FIELDS] if record else []
    return page.show(
        "people/record.html", status=status, form=form, person=slashed(beneficiary), record=fields, shown=bool(record)
    )
