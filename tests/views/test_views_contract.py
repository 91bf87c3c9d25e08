"""Memory and PostgreSQL give the same answers, at every position and for every day; some are written out here."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from datetime import date, timedelta

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from application.queries import UnknownId, ViewBehind, Views
from application.views.posting import Posting, postings
from application.views.sheet import ACCOUNTS, NOTHING, effect, plus
from domain.accounts.roles import Role
from domain.levels import FundKind, GovernmentLevel
from domain.money import Money
from domain.periods import Period
from infrastructure.views.connections import open_views_pool
from infrastructure.views.memory import MemoryViews
from infrastructure.views.queries import PostgresViews
from infrastructure.views.registers import IDS
from tests.views.long_log import long_log
from tests.views.stories import FUND, MUNICIPAL, NEXT, PROVINCIAL, SOMEONE, small_log
from tests.views.support import a_ledger, projected

LOG = small_log("contract")
LAST = len(LOG)
FEBRUARY = Period("2017-02")
BATCH = "programme-0/2017-02/1"
PAID = f"{BATCH[:-2]}/b-00-0000000004"


@pytest.fixture(scope="module")
def memory() -> Views:
    return MemoryViews(lambda: LOG)


@pytest.fixture(scope="module")
def postgres(fresh_database: str) -> Iterator[Views]:
    ledger = a_ledger(fresh_database, LOG)
    projector = projected(fresh_database, ledger)
    with open_views_pool(fresh_database) as pool:
        yield PostgresViews(pool, ledger, projector=projector)
    projector.close()


@pytest.fixture(params=["memory", "postgres"])
def views(request: pytest.FixtureRequest) -> Views:
    found: Views = request.getfixturevalue(request.param)
    return found


QUESTIONS: dict[str, Callable[..., Callable[[Views], object]]] = {
    "fund position": lambda **at: lambda v: v.fund_position(**at),
    "fund position of one level": lambda **at: (
        lambda v: v.fund_position(level=GovernmentLevel.PROVINCIAL, kind=FundKind.GENERAL_BUDGET, **at)
    ),
    "fund position of a region": lambda **at: lambda v: v.fund_position(region="990000", fiscal_year=2017, **at),
    "balance": lambda **at: lambda v: v.balance(MUNICIPAL, **at),
    "revenue": lambda **at: lambda v: v.balance("revenue/2017/fees", **at),
    "payout": lambda **at: lambda v: v.trail_of_payout(PAID, **at),
    "line": lambda **at: lambda v: v.trail_of_line(MUNICIPAL, limit=7, after=1500, **at),
    "programmes": lambda **at: lambda v: v.programmes(**at),
    "entitlements": lambda **at: lambda v: v.entitlements("programme-0", "990101", Period("2017"), **at),
    "entitlements in October": lambda **at: lambda v: v.entitlements("programme-0", "990101", Period("2017-10"), **at),
    "not in standing": lambda **at: (
        lambda v: v.not_in_standing(
            [f"b-00-{n:010d}" for n in range(0, 310, 3)], "programme-0", Period("2017-08"), **at
        )
    ),
    "paid": lambda **at: lambda v: v.paid_in("programme-0", FEBRUARY, **at),
    "returned": lambda **at: lambda v: v.payouts_of_batch(BATCH, stage="returned", **at),
    "batch": lambda **at: lambda v: v.payouts_of_batch(BATCH, **at),
    "notice": lambda **at: lambda v: v.people_on_notice("programme-0-1", **at),
    "objections": lambda **at: lambda v: v.open_objections(programme="programme-0", **at),
    "cases": lambda **at: lambda v: v.live_cases_of(SOMEONE, **at),
    "completion": lambda **at: lambda v: v.completion("programme-0", 2017, **at),
    "tiers": lambda **at: lambda v: v.paid_by_tier("programme-0", FEBRUARY, **at),
    "refusals": lambda **at: lambda v: v.refusals(**at),
    "accounts": lambda **at: lambda v: v.accounts(**at),
    "township officers": lambda **at: lambda v: v.accounts(role=Role.TOWNSHIP, **at),
    "person": lambda **at: lambda v: v.person_file(SOMEONE, **at),
    "case register": lambda **at: lambda v: v.register("case_step", f"programme-0/{SOMEONE}", **at),
    "line register": lambda **at: lambda v: v.register("fund_movement", PROVINCIAL, **at),
}
POSITIONS = [None, 1, 1024, 1500, 2048, 2100, LAST - 40, LAST - 20, LAST]
DAYS = [None, date(2016, 12, 31), date(2017, 2, 5), date(2017, 2, 28), date(2017, 5, 30), date(2017, 12, 31)]


def said(question: Callable[[Views], object], views: Views) -> object:
    try:
        return question(views)
    except UnknownId as error:
        return repr(error)


@pytest.mark.parametrize("name", QUESTIONS)
def test_both_answer_alike_at_any_position_and_day(name: str, memory: Views, postgres: Views) -> None:
    for position in POSITIONS:
        for day in DAYS:
            question = QUESTIONS[name](as_of=position, effective=day)
            assert said(question, postgres) == said(question, memory), (position, day)


@pytest.mark.parametrize("name", QUESTIONS)
def test_as_of_an_instant_is_as_of_the_last_position_recorded_by_then(name: str, views: Views) -> None:
    instant = LOG[1799].recorded_at
    position = max(entry.position for entry in LOG if entry.recorded_at <= instant)
    by_instant, by_position = QUESTIONS[name](as_of=instant), QUESTIONS[name](as_of=position)
    assert said(by_instant, views) == said(by_position, views)


@pytest.mark.parametrize("table", IDS)
def test_every_register_can_be_asked(table: str, memory: Views, postgres: Views) -> None:
    keys = {
        "fund_line": NEXT,
        "fund_movement": NEXT,
        "fund_year": FUND,
        "seat": BATCH,
        "case_step": f"programme-0/{SOMEONE}",
        "notice": "programme-0-1",
        "notice_person": "programme-0-1",
        "objection": "o-1",
        "payout_step": PAID,
        "agreement": "a-1",
        "agreement_person": "a-1",
        "designation": "52990101MJ0000001G",
        "tender_lot": "tender-2017",
        "service_record": "lot-1-2017",
        "recovery": "r-1",
        "recovery_due": "r-1",
        "revenue": "2017/fees",
        "refusal": LOG[-5].command_id,
        "account_step": "officer-feng",
        "role_step": "officer-feng",
        "check_count": "run-1",
        "finding": "C01/0123456789abcdef01234567",
        "finding_evidence": "C01/0123456789abcdef01234567",
        "inspection": "i-1",
        "matching_scheme": "stations-1",
        "award_scheme_row": "homes-1",
        "award_step": "homes-1.sunshine",
        "award_part": "homes-1.sunshine",
        "matching_unit": "stations-1",
        "matching_part": "stations-1",
        "inspection_unit": "i-1",
        "service_step": f"2017/{SOMEONE}",
        "service_place_step": "2017/990101001000",
        "service_terms": "990101",
        "aid_step": "2017/990101/1",
        "sample_person": "i-1",
        "visit": f"i-1/{SOMEONE}",
        "visit_fact": f"i-1/{SOMEONE}",
        "visit_finding_step": f"i-1/{SOMEONE}/1",
        "budget_year": "2017-990101",
        "budget_amount": "2017-990101",
        "evaluation_step": "e-2017",
        "levy_terms_row": "2017/990101",
        "levy_move": "2017/91990101MA0000001Y",
        "levy_line": "2017/91990101MA0000001Y",
        "charge_price": "training",
        "fee": "training",
        "device_step": "programme-0/wheelchair",
        "device_fitting": "programme-0/wheelchair",
        "screening": "programme-0/2017",
        "screened_person": f"programme-0/2017/{SOMEONE}",
        "follow_up": f"programme-0/2017/{SOMEONE}",
        "screening_claim": "programme-0/2017/b-00-0000000009",
        "region_name": "990101001000",
        "transmission_step": "2017/programme-0/990000/990100/省财社〔2017〕3号",
        "transmission_rule": "市残联发〔2017〕2号",
    }
    batch_or_person = BATCH if "batch" in table else SOMEONE if table in ("beneficiary", "circumstance") else ""
    key = keys.get(table) or batch_or_person or "programme-0"
    assert memory.register(table, key)
    assert postgres.register(table, key) == memory.register(table, key)


def test_the_line_of_a_recovered_payout_balances_to_the_fen(views: Views) -> None:
    line = views.balance(MUNICIPAL)
    came = line.allocated + line.recovered
    stands = line.available + line.reserved + line.disbursed + line.settled + line.returned
    assert came == stands + line.carried_over + line.treasury
    assert (line.recovered, line.treasury, line.carried_over) == (Money(20_000), Money(15_000), Money(50_000))


def test_a_payout_is_followed_from_its_document_to_the_recovery(views: Views) -> None:
    trail = views.trail_of_payout(PAID)
    assert [(step.movement, step.amount.fen) for step in trail.steps if step.line == MUNICIPAL] == [
        ("release", 20_000),
        ("settle", 20_000),
        ("recover", 5_000),
        ("recover_to_treasury", 15_000),
    ]
    assert {step.document for step in trail.steps} == {"财社〔2017〕114号"}
    assert [step.movement for step in trail.sources if step.line == PROVINCIAL] == ["allocate", "reserve", "move_in"]
    assert (trail.batch, trail.stage, trail.recoveries) == (BATCH, "settled", ("r-1",))


def test_a_line_is_followed_to_every_payout_page_by_page(views: Views) -> None:
    after, seen = 0, list[str]()
    while True:
        page = views.trail_of_line(PROVINCIAL, after=after, limit=100)
        seen += [payout.payout for payout in page.payouts]
        if page.next_after is None:
            break
        after = page.next_after
    assert len(seen) == len(set(seen)) == 450
    first = page.batches[0]
    assert (first.reserved, first.released) == (Money(80_000 * 150), Money(80_000 * 150))


def test_who_died_was_suspended_or_moved_away_is_not_in_standing(views: Views) -> None:
    people = [SOMEONE, "b-00-0000000002", "b-00-0000000003", "b-00-0000000005", "b-00-new", "nobody"]
    found = {each.beneficiary: each.reason for each in views.not_in_standing(people, "programme-0", Period("2017-07"))}
    assert found == {
        "b-00-0000000002": "died",
        "b-00-0000000003": "suspended",
        "b-00-0000000005": "moved_away",
        "b-00-new": "refused",
        "nobody": "no_case",
    }
    assert [each.reason for each in views.not_in_standing([SOMEONE], "programme-0", Period("2016-11"))] == ["not_begun"]


def test_months_of_a_gap_are_left_out(views: Views) -> None:
    found = {each.beneficiary: each for each in views.entitlements("programme-0", "990101", Period("2017"))}
    assert len(found) == 300
    interrupted = found["b-00-0000000003"]
    assert [str(month)[5:] for month in interrupted.months] == ["01", "02", "03", "04", "05", "06", "08", "09", "10"]
    assert str(interrupted.stops_from) == "2017-11"
    assert [str(month)[5:] for month in found["b-00-0000000002"].months] == ["01", "02", "03", "04", "05"]
    assert found[SOMEONE].amount == Money(120_000)


def test_nobody_is_in_standing_while_an_objection_is_open(views: Views) -> None:
    reopened = next(entry.position for entry in LOG if entry.name == "case.reopened.1")
    found = views.not_in_standing([SOMEONE], "programme-0", FEBRUARY, as_of=reopened)
    assert [each.reason for each in found] == ["objection_open"]
    assert [each.objection for each in views.open_objections(as_of=reopened)] == ["o-1"]
    assert views.open_objections() == []


def test_target_funded_and_served_stay_three_numbers(views: Views) -> None:
    done = views.completion("programme-0", 2017)
    assert [target.people for target in done.targets] == [300]
    assert [(tier.tier, tier.headcount) for tier in done.tiers] == [("in_quota", 150), ("over_quota", None)]
    assert (done.served, done.settled, done.unfunded) == (299, 299, 0)


def test_a_history_says_who_did_what_and_when(views: Views) -> None:
    found = views.history(f"batch/{BATCH}")
    assert [entry.name for entry in found][:2] == ["batch.opened.1", "batch.lines_listed.1"]
    assert {entry.actor for entry in found} == {"officer-li"}
    assert found[0].payload["opened_by"] == "officer-li"
    assert [entry.version for entry in found] == list(range(1, len(found) + 1))


def test_what_is_not_there_yet_is_not_answered(views: Views) -> None:
    with pytest.raises(ViewBehind):
        views.balance(MUNICIPAL, as_of=LAST + 1)
    with pytest.raises(ViewBehind):
        views.wait_for(LAST + 1, timeout=0.05)
    views.wait_for(LAST)
    assert views.position() == LAST
    assert all(state.running and state.position == LAST for state in views.view_state())


BITEMPORAL = long_log(4000, seed=11, ledger="bitemporal")
ROWS: list[Posting] = [row for entry in BITEMPORAL for row in postings(entry)]


@pytest.fixture(scope="module")
def answers(fresh_database: str) -> Iterator[Views]:
    ledger = a_ledger(fresh_database, BITEMPORAL)
    projected(fresh_database, ledger).close()
    with open_views_pool(fresh_database) as pool:
        yield PostgresViews(pool, ledger)


@settings(deadline=None, max_examples=60)
@given(
    st.integers(1, len(BITEMPORAL)) | st.sampled_from([1023, 1024, 1025, 2048, 3072]),
    st.none() | st.integers(-40, 1200).map(lambda days: date(2016, 1, 1) + timedelta(days=days)),
)
def test_a_balance_is_the_plain_sum_of_the_postings_known_and_effective(
    answers: Views, position: int, day: date | None
) -> None:
    for line in (PROVINCIAL, MUNICIPAL, "revenue/2017/fees"):
        naive = NOTHING
        for row in ROWS:
            if row.line == line and row.position <= position and (day is None or row.effective <= day):
                naive = plus(naive, effect(row))
        found = answers.balance(line, as_of=position, effective=day)
        assert tuple(found.of(account).fen for account in ACCOUNTS) == naive
