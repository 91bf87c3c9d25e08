"""The published figures of both reports, each computed from the views alone."""

from __future__ import annotations

from collections import Counter

from api.demo.figures import Figure
from api.demo.rules import CHILDREN, MEDICINE, RELIEF, WORK
from application.answers import Completion, FundPosition
from application.queries import Views
from domain.levels import GovernmentLevel
from domain.money import Money, total
from domain.rates import Measure, completion

_NATIONAL, _PROVINCIAL, _MUNICIPAL = (
    GovernmentLevel.NATIONAL,
    GovernmentLevel.PROVINCIAL,
    GovernmentLevel.MUNICIPAL,
)


def district_figures(views: Views) -> list[Figure]:
    """Return case 000's figures."""
    medicine, children = views.completion(MEDICINE, 2017), views.completion(CHILDREN, 2017)
    medicine_money = views.fund_position(programme=MEDICINE, fiscal_year=2017)
    children_money = views.fund_position(programme=CHILDREN, fiscal_year=2017)
    municipal, provincial = (_target(medicine, level) for level in (_MUNICIPAL, _PROVINCIAL))
    return [
        Figure("药费补助：到账人数", "1190", str(medicine.settled)),
        Figure("药费补助：到账总额（元）", "1190000.00", str(_settled(medicine_money))),
        Figure("药费补助：省级任务内人数", "502", str(_people(medicine, "in_quota"))),
        Figure("药费补助：任务外人数", "688", str(_people(medicine, "over_quota"))),
        Figure("药费补助：省级资金（元）", "401600.00", str(_settled(medicine_money, _PROVINCIAL))),
        Figure("药费补助：市级资金（元）", "788400.00", str(_settled(medicine_money, _MUNICIPAL))),
        Figure("药费补助：完成市定任务 1120", "106.25 %", _rate(medicine.settled, municipal)),
        Figure("药费补助：完成省定任务 502", "237.05 %", _rate(medicine.settled, provincial)),
        Figure("儿童康复：训练人数", "118", str(children.settled + children.unfunded)),
        Figure("儿童康复：有资金人数", "68", str(children.settled)),
        Figure("儿童康复：无资金人数", "50", str(children.unfunded)),
        Figure("儿童康复：付给机构总额（元）", "936000.00", str(_settled(children_money))),
        Figure("儿童康复：国家资金（元）", "600000.00", str(_settled(children_money, _NATIONAL))),
        Figure("儿童康复：省级资金（元）", "268800.00", str(_settled(children_money, _PROVINCIAL))),
        Figure("儿童康复：市级资金（元）", "67200.00", str(_settled(children_money, _MUNICIPAL))),
    ]


def county_figures(views: Views) -> list[Figure]:
    """Return case 001's figures. Urban people are those whose standard is 600 yuan a year, rural ones 360."""
    relief = views.completion(RELIEF, 2017)
    targets = {target.name: target.people for target in relief.targets}
    paid = Counter(str(payout.amount) for payout in views.payouts_of_batch(f"{RELIEF}/2017/1", stage="settled"))
    urban, rural = paid["600.00"], paid["360.00"]
    return [
        Figure("特别救助：到账人数", "9465", str(relief.settled)),
        Figure("特别救助：城镇人数", "291", str(urban)),
        Figure("特别救助：农村人数", "9174", str(rural)),
        Figure("特别救助：到账总额（元）", "3477240.00", str(_settled(views.fund_position(programme=RELIEF)))),
        Figure("特别救助：完成任务 9325", "101.50 %", _rate(urban + rural, sum(targets.values()))),
        Figure("特别救助：完成城镇任务 260", "111.92 %", _rate(urban, targets["urban"])),
        Figure("特别救助：完成农村任务 9065", "101.20 %", _rate(rural, targets["rural"])),
        Figure("就业扶持：到账人数", "118", str(views.completion(WORK, 2017).settled)),
        Figure("就业扶持：到账总额（元）", "118000.00", str(_settled(views.fund_position(programme=WORK)))),
    ]


def _settled(position: FundPosition, level: GovernmentLevel | None = None) -> Money:
    """What was settled and not recovered, of one level or (said so by the caller) of all levels of a programme."""
    return total(
        line.balance.settled - line.balance.recovered for line in position.lines if level is None or line.level is level
    )


def _people(done: Completion, tier: str) -> int:
    return next(found.settled for found in done.tiers if found.tier == tier)


def _target(done: Completion, level: GovernmentLevel) -> int:
    return next(target.people for target in done.targets if target.level is level)


def _rate(served: int, target: int) -> str:
    return str(completion(served, of=target, against=Measure.TARGET))
