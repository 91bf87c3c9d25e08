"""Cells of lists that hold codes: what a page says in their stead. Files that are taken along keep the codes."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from functools import cache
from typing import Any

from api.pages.page import Page
from application.budgets.figures import budget_at
from application.listed.budgets import BudgetAmountListed
from application.listed.devices import DeviceFittingListed, DeviceMoveListed
from application.listed.rules_and_people import PolicyListed, TierListed
from application.listed.screenings import FollowUpListed, ScreenedListed
from application.listed.tailored import ServiceFileListed, ServiceTermsListed
from application.lists import DEVICES, Where
from domain.screenings.events import ScreeningOpened
from domain.tailored.events import ServiceKind
from domain.tailored.place_events import Factor

Tell = Callable[[Any], str]
"""What a row's cell says."""


def told_of(page: Page, name: str) -> Mapping[str, Tell]:
    """Return what says the cells of a list, by its fields that hold codes; most lists have none."""
    return _TELLERS[name](page) if name in _TELLERS else {}


def _policies(page: Page) -> Mapping[str, Tell]:
    def tiers(row: PolicyListed) -> str:
        return _and(page).join(_tier(page, one) for one in row.tiers)

    return {"tiers": tiers}


def _tier(page: Page, tier: TierListed) -> str:
    parts = [page.word(tier.tier)]
    if tier.headcount is not None:
        parts.append(page.said("%(count)s people", count=f"{tier.headcount:,}"))
    if tier.amount is not None:
        parts.append(page.yuan(tier.amount))
    if not tier.funded:
        parts.append(page.said("without money"))
    return " ".join(parts)


def _service_files(page: Page) -> Mapping[str, Tell]:
    def needs(row: ServiceFileListed) -> str:
        return _and(page).join(page.word(ServiceKind(one)) for one in row.needs.split(",") if one)

    def planned(row: ServiceFileListed) -> str:
        each = [one.split() for one in row.planned.split(",") if one]
        return _and(page).join(f"{page.word(ServiceKind(kind))} {times}" for kind, times in each)

    return {"needs": needs, "planned": planned}


def _service_terms(page: Page) -> Mapping[str, Tell]:
    def weights(row: ServiceTermsListed) -> str:
        each = [one.split() for one in row.weights.split(",")]
        return _and(page).join(f"{page.word(Factor(factor))} {weight}" for factor, weight in each)

    return {"weights": weights}


def _screened(page: Page) -> Mapping[str, Tell]:
    plan = _plans(page)

    def stage(row: ScreenedListed) -> str:
        stages = {one.name: one for one in plan(row.screening).stages}
        return _named(page, stages[row.last_stage]) if row.last_stage in stages else row.last_stage

    def reason(row: ScreenedListed) -> str:
        stages = plan(row.screening).stages
        reasons = {one.code: one for each in stages if each.name == row.last_stage for one in each.reasons}
        return _named(page, reasons[row.reason]) if row.reason in reasons else row.reason

    return {"last_stage": stage, "reason": reason}


def _follow_ups(page: Page) -> Mapping[str, Tell]:
    plan = _plans(page)

    def reason(row: FollowUpListed) -> str:
        reasons = {one.code: one for one in plan(row.screening).missed_reasons}
        return _named(page, reasons[row.reason]) if row.reason in reasons else row.reason

    return {"reason": reason}


def _plans(page: Page) -> Callable[[str], ScreeningOpened]:
    """Return what reads a screening's plan, which its first entry tells; once for all the rows of a page."""

    @cache
    def plan(screening: str) -> ScreeningOpened:
        facts = (entry.fact for entry in page.caller.services.desk.log.stream(f"screening/{screening}"))
        return next(fact for fact in facts if isinstance(fact, ScreeningOpened))

    return plan


def _devices(page: Page) -> Mapping[str, Tell]:
    @cache
    def names(programme: str) -> Mapping[str, tuple[str, str]]:
        rows = page.views.rows(DEVICES, where=Where(programmes=(programme,)), **page.times)
        return {row.device: (row.name_zh, row.name_en) for row in rows}

    def device(row: DeviceMoveListed | DeviceFittingListed) -> str:
        zh, en = names(row.programme).get(row.device, (row.device, row.device))
        return zh if page.language == "zh" else en

    return {"device": device}


def _budget_amounts(page: Page) -> Mapping[str, Tell]:
    @cache
    def names(budget: str) -> Mapping[str, str]:
        items = budget_at(budget, desk=page.caller.services.desk, **page.times).items
        return {code: item.name for code, item in items.items()}

    def item(row: BudgetAmountListed) -> str:
        return names(row.budget).get(row.item, row.item)

    return {"item": item}


def _named(page: Page, one: Any) -> str:
    return str(one.zh if page.language == "zh" else one.en)


def _and(page: Page) -> str:
    return "、" if page.language == "zh" else ", "


_TELLERS: Mapping[str, Callable[[Page], Mapping[str, Tell]]] = {
    "policies": _policies,
    "service_files": _service_files,
    "service_terms": _service_terms,
    "screened": _screened,
    "follow_ups": _follow_ups,
    "device_moves": _devices,
    "budget_amounts": _budget_amounts,
    "device_fittings": _devices,
}
