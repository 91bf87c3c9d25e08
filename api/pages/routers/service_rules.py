"""量服规则 / The terms of tailored service, who supervises, and falsifications that were not so."""

from __future__ import annotations

from starlette.responses import Response

from api.http.router import Router
from api.http.routers import service_places as api
from api.pages.asking import Asking, Field
from api.pages.forms import Filled, Form, TheForm
from api.pages.page import Page, ThePage
from application.access.places import ANYWHERE
from domain.periods import PeriodKind
from domain.tailored.place_events import Factor

router = Router()

DAY = Field("day", "on", "Date")
PLACE = Field("text", "place", "Year and region", "2017/990101001000")
TERMS = (
    Field("whole", "households", "Households each supervisor calls on"),
    Field("choice", "quota_period", "In every"),
    Field("whole", "monthly_days", "Days for a monthly report", "Calendar days after the month is over"),
    Field("whole", "quarterly_days", "Days for a quarterly report", "Calendar days after the quarter is over"),
    Field("text", "aid_programme", "Programme that pays emergency aid"),
    Field("money", "aid_a_person", "Emergency aid a person may have a year"),
    Field("money", "aid_a_year", "Emergency aid the place may give a year"),
    Field("day", "valid_from", "In force from"),
    Field("text", "document", "Document"),
    DAY,
)
SUPERVISORS = Asking(
    "Name the supervisors",
    "They call on households from now on, whoever did before.",
    (PLACE, Field("area", "supervisors", "Supervisors", "One account a line"), DAY),
    "Name them",
)
WITHDRAWAL = Asking(
    "Withdraw a falsification",
    "It was not so after all. Never by who confirmed it.",
    (
        PLACE,
        Field("whole", "number", "Number of the falsification"),
        Field("area", "text", "In words, without names or numbers of people"),
        DAY,
    ),
    "Withdraw it",
    grave=True,
)


@router.get("/tailored-service/terms")
def ask_terms(page: ThePage) -> Response:
    """The form for terms."""
    return _terms(page, Filled(), 200)


@router.post("/tailored-service/terms")
def set_terms(page: ThePage, form: TheForm) -> Response:
    """Set them."""

    def carry_out() -> Response:
        weights = [
            {"factor": name.partition(".")[2], "weight": said.strip()}
            for name, said in form.values.items()
            if name.startswith("weights.") and said.strip()
        ]
        rest = {name: said for name, said in form.values.items() if not name.startswith("weights.")}
        return api.set_terms(Form(page, rest, form.files).body(api.TermsBody, weights=weights), form.command())

    return form.give(carry_out, lead_to="/service-terms", again=lambda filled, status: _terms(page, filled, status))


@router.get("/tailored-service/supervisors")
def ask_supervisors(page: ThePage) -> Response:
    """The form for supervisors."""
    return _ask(page, "name_supervisors", SUPERVISORS)


@router.post("/tailored-service/supervisors")
def name_supervisors(page: ThePage, form: TheForm) -> Response:
    """Name them."""
    place = form.values.get("place", "").strip()
    year, _, region = place.partition("/")
    return form.give(
        lambda: api.name_supervisors(place, _without_place(form).body(api.SupervisorsBody), form.command()),
        lead_to=f"/tailored-service/reports?region={region}&year={year}",
        again=lambda filled, status: _ask(page, "name_supervisors", SUPERVISORS, filled, status),
    )


@router.get("/tailored-service/withdrawal")
def ask_withdrawal(page: ThePage) -> Response:
    """The form for a withdrawal."""
    return _ask(page, "withdraw_falsification", WITHDRAWAL)


@router.post("/tailored-service/withdrawal")
def withdraw(page: ThePage, form: TheForm) -> Response:
    """Withdraw it."""
    place = form.values.get("place", "").strip()
    year, _, region = place.partition("/")
    return form.give(
        lambda: api.withdraw_falsification(place, _without_place(form).body(api.WithdrawalBody), form.command()),
        lead_to=f"/tailored-service?region={region}&year={year}",
        again=lambda filled, status: _ask(page, "withdraw_falsification", WITHDRAWAL, filled, status),
    )


def _terms(page: Page, form: Filled, status: int) -> Response:
    page.query.may("set_service_terms", ANYWHERE)
    weights = tuple(
        Field(
            "text",
            f"weights.{factor.value}",
            page.said("Weight of: %(factor)s", factor=page.word(factor)),
            "A share such as 1/5 or 0.2; all of them make 1",
            required=False,
        )
        for factor in Factor
    )
    asking = Asking(
        "Set the terms of tailored service",
        "They follow a document and hold from a day on, also in the places inside that have none of their own.",
        (Field("text", "region", "Region code"), *weights, *TERMS),
        "Set them",
    )
    asking = asking.filled_in(on=page.today, valid_from=page.today).choosing(
        quota_period=[(kind.value, page.word(kind)) for kind in PeriodKind]
    )
    return asking.shown(page, form, status, back="/service-terms")


def _ask(page: Page, operation: str, asking: Asking, form: Filled | None = None, status: int = 200) -> Response:
    page.query.may(operation, ANYWHERE)
    return asking.filled_in(on=page.today).shown(page, form, status, back="/tailored-service")


def _without_place(form: Form) -> Form:
    return Form(form.page, {name: said for name, said in form.values.items() if name != "place"}, form.files)
