"""预算 / Budgets: approved from a pasted table, adjusted, spent by vouchers, closed; no figure mixes levels."""

from __future__ import annotations

from collections.abc import Callable

from starlette.responses import Response

from api.budget_tables import CHANGES, EXPENDITURES, LINES
from api.http.router import Router
from api.http.routers import budgets as api
from api.http.values import slashed, tilded
from api.pages.asking import Asking, Field
from api.pages.forms import Filled, Form, TheForm
from api.pages.page import Page, ThePage
from api.pages.pasting import beside, hinted, rows_of
from application.access.places import ANYWHERE, places_of_stream
from application.budgets.figures import BudgetBook
from domain.budgets.events import AdjustmentKind
from domain.rates import LevelsDoNotMix, NothingToDivideBy

router = Router()

DAY = Field("day", "on", "Date")
DOCUMENT = Field("text", "document", "Document number", "Year and number in full, such as 财社〔2016〕114号")
APPROVE = Asking(
    "Record a budget",
    "What the unit may spend in a year, by item, level and kind. An item that is run as a programme names it.",
    (
        Field("text", "budget_id", "Number of the budget", "Your own, such as 2022-990101"),
        Field("whole", "fiscal_year", "Fiscal year"),
        Field("text", "region", "Region code", "The unit's, such as 990101"),
        DOCUMENT,
        Field("whole", "surplus_after_years", "Years after which money is surplus", otherwise="2"),
        Field("area", "lines", "Items and amounts"),
        DAY,
    ),
    "Record the budget",
)
ADJUST = Asking(
    "Adjust the budget",
    "Money moved within one level and kind comes to nothing; or some is added, or cut. Less is below zero.",
    (DOCUMENT, Field("choice", "adjustment", "What it does"), Field("area", "changes", "What changes"), DAY),
    "Adjust",
)
SPEND = Asking(
    "Record what was spent",
    "A row a voucher, all or none. What the budget does not hold is refused; another level's money names its document.",
    (Field("area", "expenditures", "Vouchers"),),
    "Record",
)
REVERSE = Asking(
    "Reverse a voucher",
    "What it spent counts no more. Its number stays used.",
    (Field("text", "voucher", "Voucher"), Field("area", "reason", "Reason"), DAY),
    "Reverse",
    grave=True,
)
CLOSE = Asking(
    "Close the budget's year",
    "What is left goes on to next year's budget; what is too old is surplus and is given back.",
    (Field("text", "to_budget", "Next year's budget", "Its number, where anything is left", required=False), DAY),
    "Close the budget's year",
    grave=True,
)


@router.get("/budgets/new")
def ask_budget(page: ThePage) -> Response:
    """The form for a new one."""
    page.query.may("approve_budget", ANYWHERE)
    return _new(page, Filled(), 200)


@router.post("/budgets/new")
def approve(page: ThePage, form: TheForm) -> Response:
    """Record it."""
    return form.give(
        lambda: api.approve_budget(_budget_body(form), form.command()),
        lead_to=lambda said: f"/budgets/{tilded(str(said['budget']))}",
        again=lambda filled, status: _new(page, beside(filled, "lines", page.language), status),
    )


@router.get("/budgets/{budget}")
def one_budget(page: ThePage, budget: api.Budget) -> Response:
    """A budget with its execution."""
    book = _book(page, budget)
    shown = book.shown()
    try:
        rate = book.rate(spent_levels=shown.levels, budget_levels=shown.levels)
    except (LevelsDoNotMix, NothingToDivideBy):
        rate = None
    return page.show("budgets/budget.html", one=shown, rate=rate)


@router.get("/budgets/{budget}/adjust")
def ask_adjustment(page: ThePage, budget: api.Budget) -> Response:
    """The form for an adjustment."""
    return _ask(page, budget, "adjust_budget", _adjusting(page))


@router.post("/budgets/{budget}/adjust")
def adjust(page: ThePage, budget: api.Budget, form: TheForm) -> Response:
    """Adjust it."""

    def carry_out() -> Response:
        changes = rows_of(form, "changes", CHANGES, year=_year(page, budget))
        return api.adjust_budget(budget, form.body(api.AdjustmentBody, changes=changes), form.command())

    return _give(page, budget, form, _adjusting(page), carry_out, area="changes")


@router.get("/budgets/{budget}/spend")
def ask_spending(page: ThePage, budget: api.Budget) -> Response:
    """The form for vouchers."""
    return _ask(page, budget, "record_expenditures", hinted(SPEND, "expenditures", EXPENDITURES))


@router.post("/budgets/{budget}/spend")
def spend(page: ThePage, budget: api.Budget, form: TheForm) -> Response:
    """Record them."""

    def carry_out() -> Response:
        vouchers = rows_of(form, "expenditures", EXPENDITURES, year=_year(page, budget))
        return api.record_expenditures(budget, form.body(api.ExpendituresBody, expenditures=vouchers), form.command())

    return _give(page, budget, form, hinted(SPEND, "expenditures", EXPENDITURES), carry_out, area="expenditures")


@router.get("/budgets/{budget}/reverse")
def ask_reversal(page: ThePage, budget: api.Budget, voucher: str = "") -> Response:
    """The form for taking a voucher back."""
    return _ask(page, budget, "reverse_expenditure", REVERSE.filled_in(voucher=voucher))


@router.post("/budgets/{budget}/reverse")
def reverse(page: ThePage, budget: api.Budget, form: TheForm) -> Response:
    """Reverse it."""
    return _give(
        page,
        budget,
        form,
        REVERSE,
        lambda: api.reverse_expenditure(budget, form.body(api.ReversalBody), form.command()),
    )


@router.get("/budgets/{budget}/close")
def ask_closing(page: ThePage, budget: api.Budget) -> Response:
    """The form for the year's end."""
    return _ask(page, budget, "close_budget", CLOSE)


@router.post("/budgets/{budget}/close")
def close(page: ThePage, budget: api.Budget, form: TheForm) -> Response:
    """Close it."""
    return _give(
        page, budget, form, CLOSE, lambda: api.close_budget(budget, form.body(api.ClosingBody), form.command())
    )


def _budget_body(form: Form) -> api.BudgetBody:
    """Return the form as the API's body: each item once, in the order first named. Raises what reading raises."""
    year = form.values.get("fiscal_year", "").strip()
    rows = rows_of(form, "lines", LINES, year=int(year) if year.isascii() and year.isdigit() else 0)
    items = {
        row.get("item"): {name: row[name] for name in ("item", "name", "programme") if name in row} for row in rows
    }
    lines = [{name: said for name, said in row.items() if name not in ("name", "programme")} for row in rows]
    return form.body(api.BudgetBody, items=list(items.values()), lines=lines)


def _new(page: Page, form: Filled, status: int) -> Response:
    asking = hinted(APPROVE, "lines", LINES).filled_in(
        on=page.today, fiscal_year=page.today.year, surplus_after_years=2
    )
    return asking.shown(page, form, status, back="/budgets")


def _adjusting(page: Page) -> Asking:
    kinds = [(one.value, page.word(one)) for one in AdjustmentKind]
    return hinted(ADJUST, "changes", CHANGES).choosing(adjustment=kinds)


def _book(page: Page, budget: str, operation: str = "budgets") -> BudgetBook:
    desk, name = page.caller.services.desk, slashed(budget)
    page.query.may_in(operation, places_of_stream(f"budget/{name}", desk))
    return BudgetBook(name, desk=desk, **page.times)


def _year(page: Page, budget: str) -> int:
    return _book(page, budget).approved.fiscal_year


def _ask(page: Page, budget: str, operation: str, asking: Asking) -> Response:
    facts = _facts(page, _book(page, budget, operation))
    return asking.filled_in(on=page.today).shown(page, facts=facts, back=f"/budgets/{budget}")


def _give(
    page: Page, budget: str, form: Form, asking: Asking, carry_out: Callable[[], Response], *, area: str = ""
) -> Response:
    def again(filled: Filled, status: int) -> Response:
        facts = _facts(page, _book(page, budget))
        told = beside(filled, area, page.language) if area else filled
        return asking.filled_in(on=page.today).shown(page, told, status, facts=facts, back=f"/budgets/{budget}")

    return form.give(carry_out, lead_to=f"/budgets/{budget}", again=again)


def _facts(page: Page, book: BudgetBook) -> list[tuple[str, str]]:
    """Return what is told of a budget above its forms."""
    whole = book.shown().total
    return [
        (page.heading("budget"), book.state.id),
        (page.heading("fiscal_year"), str(book.approved.fiscal_year)),
        (page.heading("full_year"), page.yuan(whole.full_year)),
        (page.heading("executed"), page.yuan(whole.executed)),
    ]
