"""清单 / The registers as pages: filtered, paged and ordered by the server, as of any moment, and to take along."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import replace
from enum import StrEnum
from typing import Annotated, Any, get_type_hints

from fastapi import Depends, Query
from starlette.responses import Response

from api.http.cursors import Cursor, CursorUnreadable
from api.http.listing import FILTERS, Offered, where_of
from api.http.router import Router
from api.http.routers.lists import OFFERED
from api.pages.list_words import told_of
from api.pages.page import ThePage
from api.pages.table import of_rows, of_totals
from application.access.decide import regions_of
from application.access.places import ANYWHERE
from application.lists import KeyOfAnotherList, Where

router = Router()

ROWS_A_PAGE = 50
"""As other pages have: of a hundred a browser shows the first only after it has measured them all."""

SHOWN: Mapping[str, str] = {
    "programmes": "programme policy_version policy_document policy_from payee_kind deciding_body period_kind",
    "fund_lines": "line programme fiscal_year level kind document allocated available reserved disbursed settled",
    "beneficiaries": "beneficiary region registered_on died_on moved_on",
    "cases": "beneficiary programme region stage amount first_month stops_from applied_on case",
    "notices": "notice programme region stage published_on closes_on people objections",
    "batches": "batch programme period stage people total unfunded submitted_on released_on",
    "batch_lines": "beneficiary payee region tier amount funded",
    "payouts": "payout region tier amount stage stage_on reason batch",
    "recoveries": "recovery payout ground stage ordered received outstanding next_due",
    "designations": "institution name programme valid_from valid_until document",
    "tender_lots": "tender lot programme region service_unit price_limit ceiling stage institution agreement",
    "service_records": "agreement beneficiary on start end counted service_unit signed_off_on",
    "regions": "region name valid_from valid_to document",
    "award_schemes": "award_scheme programme region document departments most check_due awards",
    "awards": "award name stage amount paid ordered_back last_check suspended_on why",
    "award_instalments": "award number payable_from amount stage claim paid_on ordered_back",
    "levy_terms": "levy region version levy_rate wage_times society_wage exempt_most document set_on",
    "levy_assessments": "assessment name region stage assessed relieved paid owed pay_by",
    "levy_workings": "number working said result measured source assessed_on",
    "charges": "charge name charged_unit price document valid_from valid_to",
    "fees": "charge name fee_units price amount voucher collected_on",
    "transmissions": "stage counterpart document level kind amount on taken_back_on pass_on_by",
    "transmission_rules": "valid_from to_levels instead document set_on",
    "budgets": "budget fiscal_year region document levels stage approved_on closed_on",
    "budget_amounts": "item change level kind source_year amount document voucher on",
    "evaluations": "evaluation name fiscal_year region stage points grade planned_on scored_on",
    "matching_schemes": "scheme programme region period document ratio units opened_on",
    "matching_units": "scheme unit name conditions_met last_met_on agreement",
    "matching_parts": "claim unit level amount stage freed_by paid unpaid paid_on",
    "inspections": "inspection programme region period frame people drawn stage opened_on",
    "samples": "inspection region beneficiary stage drawn_on",
    "visits": "inspection region beneficiary visitor planned_for stage visited_on not_met satisfaction differing",
    "devices": "programme name_zh received removed handed_over in_stock counted counted_on",
    "device_moves": "programme device stage quantity expected batch document removal moved_on",
    "device_fittings": "programme device region beneficiary batch signed_by fitted_on",
    "screenings": "screening programme region fiscal_year target price stage opened_on closed_on",
    "screened": "screening region beneficiary stage last_stage reason last_on",
    "follow_ups": "screening region beneficiary day due_on stage done_on reason",
    "screening_claims": "screening region beneficiary number amount stage tier document decided_on",
    "service_files": "file region stage needs planned services surveyed_on visited_on satisfaction",
    "services_given": "file region service times provider given_on signer signed_on",
    "service_reports": "region period report_due_on handed_in_on days_late handed_in_by",
    "emergency_aids": "aid programme beneficiary amount stage text claimed_on payout",
    "service_terms": "area terms_version valid_from document weights households quota_period aid_a_person aid_a_year",
    "visit_findings": "visit_finding region what stage raised_on answer_due_on agreed outcome closed_on",
}
"""What a page shows of each row, in this order; the files that are taken along have every column."""


def _page_of(offered: Offered) -> Callable[..., Response]:
    filters: Any = Depends(where_of(offered))

    def shown(
        page: ThePage,
        where: Where = filters,
        cursor: Annotated[str, Query(max_length=2000, pattern=r"^[A-Za-z0-9_-]*$")] = "",
        newest_first: bool = False,
    ) -> Response:
        page.query.may(offered.operation, ANYWHERE)
        seen = replace(where, within=regions_of(page.caller.account, offered.operation))
        missing = offered.of.needs - where.given()
        if missing:
            return page.show("lists/choose.html", offered=offered, **_choices(page, offered))
        begun = Cursor.parse(cursor, of=offered.of.name) if cursor else None
        times = {**page.times, **({"as_of": begun.position} if begun else {})}
        try:
            found = page.views.page(
                offered.of,
                after=begun.key if begun else None,
                limit=ROWS_A_PAGE,
                newest_first=newest_first,
                where=seen,
                **times,
            )
        except KeyOfAnotherList:
            raise CursorUnreadable("cursor") from None
        page.meet_regions(getattr(row, "region", None) for row in found.rows)
        return page.show(
            "lists/list.html",
            offered=offered,
            table=of_rows(
                offered.of.row,
                found.rows,
                only=SHOWN.get(offered.of.name, "").split(),
                told=told_of(page, offered.of.name),
            ),
            totals=of_totals(page.total(offered.of, seen, times)),
            begins=not cursor,
            next=None if found.next is None else str(Cursor(offered.of.name, found.position, found.next)),
            newest_first=newest_first,
            **_choices(page, offered),
        )

    shown.__name__ = f"page_of_{offered.of.name}"
    return shown


def _choices(page: ThePage, offered: Offered) -> dict[str, Any]:
    """Return what the filters of a list are filled from."""
    asked = page.request.query_params
    named = [FILTERS[name][0] for name in sorted(offered.of.filters) if name != offered.inside]
    return {
        "filters": {name: asked.get(name, "") for name in named},
        "stages": _stages(offered.of.row),
        "programmes": tuple(page.programmes.items()),
    }


def _stages(row_type: Any) -> tuple[StrEnum, ...]:
    """Return the stages that rows of a list can be in; none where they have none."""
    stage = get_type_hints(row_type).get("stage")
    return tuple(stage) if isinstance(stage, type) and issubclass(stage, StrEnum) else ()


for one in OFFERED:
    router.add_api_route(one.path, _page_of(one), methods=["GET"], response_class=Response)
