"""退回登记簿、追回通知书打印 / What came back and what is ordered back, on paper."""

from __future__ import annotations

from typing import Annotated

from fastapi import Query
from starlette.responses import Response

from api.http.router import Router
from api.http.routers.recoveries import Recovery
from api.http.values import YearAsked, slashed, tilded
from api.pages import words
from api.pages.documents import EMPTY, Part, code_to, in_yuan, left, right, sheet, short, written
from api.pages.page import Page, ThePage
from application.access.decide import regions_of
from application.access.places import ANYWHERE, places_of_stream
from application.batch_file import source_of
from application.lists import BATCHES, Where
from application.queries import UnknownId
from application.returns import Returned, returns_of
from domain.money import total
from domain.payouts.events import ReturnReason
from domain.recoveries.events import InstalmentReceived, RecoveryOrdered, RecoveryWrittenOff

router = Router()

MOST = 2000
"""Returns that are printed; the figures attached have all."""

SIGNED_BY = words.sentences("Drawn up by", "Checked by", "Head of the unit")
ORDER_SIGNED_BY = words.sentences("Handled by", "Head of the unit", "Received by, and date")


@router.get("/print/returns.pdf")
def returns(
    page: ThePage,
    programme: Annotated[str, Query(max_length=60)] = "",
    year: Annotated[YearAsked | None, Query()] = None,
) -> Response:
    """退回登记簿 / The register of returns."""
    page.query.may("payouts", ANYWHERE)
    page.query.may("batches", ANYWHERE)
    where = Where(
        within=regions_of(page.caller.account, "batches"), programmes=(programme,) if programme else (), year=year
    )
    batches = list(page.views.rows(BATCHES, where=where, **page.times))
    moment, desk = page.moment, page.caller.services.desk
    found = list(returns_of(batches, desk=desk, as_of=moment.position, effective=moment.effective))
    found.sort(key=lambda one: (one.returned_on, one.position))
    say, amount = page.said, total(one.amount for one in found)
    open_now = [one for one in found if one.outcome == "returned"]
    return sheet(
        page,
        say("Register of returns"),
        say("Register of returns"),
        facts=[
            *([(say("Programme"), page.programme(programme))] if programme else []),
            *([(say("Fiscal year"), str(year))] if year else []),
            (say("Returns"), f"{len(found):,}"),
            (say("Sum"), written(amount)),
            (say("Not dealt with yet"), f"{len(open_now):,}　{written(total(one.amount for one in open_now))}"),
        ],
        parts=[_by_reason(page, found), _one_by_one(page, found[:MOST], len(found))],
        remarks=[say("A payment that came back twice stands here twice.")],
        signatures=[say(one) for one in SIGNED_BY],
        landscape=True,
        data={"returns": found, "total": amount},
    )


@router.get("/print/recoveries/{recovery}/order.pdf")
def order(page: ThePage, recovery: Recovery) -> Response:
    """责令退回通知书 / The order to pay back, as of when it was given, and what came in since."""
    name, desk = slashed(recovery), page.caller.services.desk
    page.query.may_in("recoveries", places_of_stream(f"recovery/{name}", desk))
    facts = [one.fact for one in desk.log.stream(f"recovery/{name}") if one.position <= page.moment.position]
    ordered = next((fact for fact in facts if isinstance(fact, RecoveryOrdered)), None)
    if ordered is None:
        raise UnknownId(f"recovery/{name}")
    received = total(fact.amount for fact in facts if isinstance(fact, InstalmentReceived))
    given_up = total(fact.amount for fact in facts if isinstance(fact, RecoveryWrittenOff))
    left_over = ordered.amount - received - given_up
    say = page.said
    return sheet(
        page,
        f"{say('Order to pay back')}-{name.replace('/', '-')}",
        say("Order to pay back"),
        facts=[
            (page.heading("recovery"), name),
            (page.heading("beneficiary"), ordered.beneficiary),
            (say("Name, written by hand"), EMPTY),
            (page.heading("payout"), ordered.payout_id),
            (page.heading("ground"), page.word(ordered.ground)),
            (page.heading("ordered_on"), str(ordered.ordered_on)),
            (page.heading("ordered"), written(ordered.amount)),
            (page.heading("received"), written(received)),
            *([(page.heading("written_off"), written(given_up))] if given_up else []),
            (page.heading("outstanding"), written(left_over)),
        ],
        parts=[_instalments(page, ordered), _lines(page, ordered)],
        remarks=[
            say(
                "The sum named here was paid without right. Pay it back by the days named, to the account told to you."
            ),
            say("Whoever disagrees may say so in writing to the office that gave this order."),
        ],
        signatures=[say(one) for one in ORDER_SIGNED_BY],
        code=code_to(page, f"/recoveries/{tilded(name)}", say("The recovery")),
        data={"recovery": name, "ordered": ordered, "received": received, "written_off": given_up},
    )


def _by_reason(page: Page, found: list[Returned]) -> Part:
    counted = {reason: [one for one in found if one.reason is reason] for reason in ReturnReason}
    return {
        "name": page.said("By reason"),
        "columns": [left(page.heading("reason")), right(page.said("Returns")), in_yuan(page, page.heading("amount"))],
        "rows": [
            [page.word(reason), f"{len(rows):,}", total(one.amount for one in rows).grouped()]
            for reason, rows in counted.items()
            if rows
        ],
        "foot": [page.said("Together"), f"{len(found):,}", total(one.amount for one in found).grouped()],
    }


def _one_by_one(page: Page, rows: list[Returned], of: int) -> Part:
    say = page.said
    name = say("Each return") if len(rows) == of else say("The first %(shown)s; all are attached", shown=len(rows))
    named = [short(page.heading(field)) for field in ("on", "batch")]
    return {
        "name": name,
        "columns": [
            right(page.heading("position")),
            *named,
            left(page.heading("beneficiary")),
            left(page.heading("reason")),
            in_yuan(page, page.heading("amount")),
            short(say("What was done")),
            short(page.heading("settled_on")),
        ],
        "rows": [
            [
                str(one.position),
                str(one.returned_on),
                one.batch,
                one.beneficiary,
                page.word(one.reason) + (say(" (after it was paid)") if one.late else ""),
                one.amount.grouped(),
                page.word(one.outcome) if one.outcome_on else say("Nothing yet"),
                str(one.outcome_on or "—"),
            ]
            for one in rows
        ],
        "foot": None,
    }


def _instalments(page: Page, ordered: RecoveryOrdered) -> Part:
    return {
        "name": page.said("To be paid back"),
        "columns": [right(page.said("No.")), left(page.said("By this day")), in_yuan(page, page.heading("amount"))],
        "rows": [
            [str(number), str(one.due_on), one.amount.grouped()] for number, one in enumerate(ordered.instalments, 1)
        ],
        "foot": ["", page.said("Together"), total(one.amount for one in ordered.instalments).grouped()],
    }


def _lines(page: Page, ordered: RecoveryOrdered) -> Part:
    return {
        "name": page.said("The lines it goes back to"),
        "columns": [
            left(page.heading("document")),
            short(page.heading("level")),
            short(page.heading("kind")),
            in_yuan(page, page.heading("amount")),
        ],
        "rows": [
            [part.line.split("/", 5)[5], *(page.word(one) for one in source_of(part.line)), part.amount.grouped()]
            for part in ordered.parts
        ],
        "foot": None,
    }
