"""退回处理 / The returns desk: payments the bank sent back, to be sent once more or given up."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Annotated, Any, cast

from fastapi import Query
from starlette.responses import Response

from api.http.router import Router
from api.http.routers import bank as api
from api.http.routers.batches import Batch
from api.http.values import tilded
from api.pages.batch_page import read_file
from api.pages.forms import Filled, Form, TheForm
from api.pages.page import Page, ThePage
from application.access.decide import regions_of
from application.access.places import ANYWHERE
from application.batch_hands import hands_in
from application.listed.money import PayoutListed
from application.lists import PAYOUTS, Where
from application.views.batches import Batch as Step
from domain.money import Money, total
from domain.payouts.events import ReturnReason
from domain.payouts.state import Stage

router = Router()

MOST_SHOWN = 500
"""Returned payments on one page; a bank sends back a few in a hundred."""

Named = Annotated[list[str], Query(max_length=MOST_SHOWN, alias="beneficiary")]


@dataclass(frozen=True, slots=True)
class Back:
    """The payments of one batch that came back; `hand` is what the caller did in the batch, if anything."""

    batch: str
    programme: str
    payouts: Sequence[PayoutListed]
    hand: str

    @property
    def amount(self) -> Money:
        """What they come to."""
        return total(one.amount for one in self.payouts)


@router.get("/returns")
def returns(page: ThePage) -> Response:
    """Every payment that came back and is not dealt with, batch by batch."""
    page.query.may("payouts", ANYWHERE)
    where = Where(within=regions_of(page.caller.account, "payouts"), stages=(Stage.RETURNED.value,))
    rows: list[PayoutListed] = []
    for row in page.views.rows(PAYOUTS, where=where, **page.times):
        rows.append(row)
        if len(rows) > MOST_SHOWN:
            break
    batches = list(dict.fromkeys(one.batch for one in rows[:MOST_SHOWN]))
    found = [_back(page, name, [one for one in rows[:MOST_SHOWN] if one.batch == name]) for name in batches]
    return page.show(
        "returns/desk.html",
        groups=found,
        more=len(rows) > MOST_SHOWN,
        reasons={one.value: one for one in ReturnReason},
        acts=page.may("reissue_payouts") and not page.is_of_the_past,
        late=page.may("post_late_returns") and not page.is_of_the_past,
    )


@router.get("/returns/late")
def find_paid(page: ThePage, whose: Annotated[str, Query(min_length=1, max_length=120)]) -> Response:
    """From the number of a paid payment to the form that says it came back; from a person's to what they were paid."""
    page.query.may("post_late_returns", ANYWHERE)
    named = whose.strip()
    if "/" in named:
        return page.lead_to(f"/payouts/{tilded(named)}/late-return")
    return page.lead_to("/payouts", beneficiary=named, stage=Stage.SETTLED.value)


@router.get("/batches/{batch}/reissue")
def ask_reissue(page: ThePage, batch: Batch, named: Named = []) -> Response:  # noqa: B006 - FastAPI copies it
    """The form for sending returned payments once more."""
    return _form(page, batch, Filled(), 200, "reissue", named, "reissue_payouts")


@router.post("/batches/{batch}/reissue")
def reissue(page: ThePage, batch: Batch, form: TheForm) -> Response:
    """Send them."""
    return form.give(
        lambda: api.reissue_payouts(batch, form.body(api.ReissueBody, **_whom(form)), form.command()),
        lead_to=f"/batches/{batch}",
        again=lambda filled, status: _form(page, batch, filled, status, "reissue", _named(filled.values)),
    )


@router.get("/batches/{batch}/cancel")
def ask_cancel(page: ThePage, batch: Batch, named: Named = []) -> Response:  # noqa: B006 - FastAPI copies it
    """The form for giving returned payments up."""
    return _form(page, batch, Filled(), 200, "cancel", named, "cancel_payouts")


@router.post("/batches/{batch}/cancel")
def cancel(page: ThePage, batch: Batch, form: TheForm) -> Response:
    """Give them up."""
    return form.give(
        lambda: api.cancel_payouts(batch, form.body(api.CancellationBody, **_whom(form)), form.command()),
        lead_to=f"/batches/{batch}",
        again=lambda filled, status: _form(page, batch, filled, status, "cancel", _named(filled.values)),
    )


def _form(
    page: Page,
    batch: str,
    form: Filled,
    status: int,
    name: str,
    named: Sequence[str],
    operation: str = "payouts_of_batch",
) -> Response:
    file = read_file(page, batch, operation)
    found = page.views.payouts_of_batch(file.state.id, stage=Stage.RETURNED.value, as_of=page.moment.position)
    chosen = [one for one in found if not named or one.beneficiary in named]
    if not chosen or page.is_of_the_past:
        return page.lead_to("/returns")
    return page.show(
        f"returns/{name}.html",
        status=status,
        file=file,
        form=form,
        chosen=chosen,
        amount=total(one.amount for one in chosen),
        today=page.caller.services.desk.clock.today(),
    )


def _back(page: Page, batch: str, payouts: Sequence[PayoutListed]) -> Back:
    steps = cast("Sequence[Step]", page.views.register("batch", batch, **page.times))
    hand = hands_in(steps).get(page.account, "")
    return Back(batch, payouts[0].programme, payouts, hand)


def _named(values: Any) -> list[str]:
    return [said for name, said in values.items() if name.startswith("beneficiaries.")]


def _whom(form: Form) -> dict[str, Any]:
    return {"beneficiaries": _named(form.values)}
