"""The closing puts a signed trial balance into the log; what it says is worked out of the postings again."""

from __future__ import annotations

import json
from dataclasses import replace
from datetime import date
from pathlib import Path

import pytest

from application.commands.revenue import CollectRevenue
from application.commands.trial_balances import StrikeTrialBalance, strike_trial_balance
from application.commands.year_end import CloseYear
from application.invariants import breaches
from application.road import Officer
from domain.money import Money
from domain.periods import NotAPeriod
from domain.proofs import trial_balance
from domain.proofs.events import AccountBalance, LineBalances, TrialBalanceListed, TrialBalanceStruck
from domain.proofs.rejections import PeriodNotOver, StatementUnfit
from domain.revenue.events import RevenueKind
from infrastructure.log.memory_log import MemoryLog
from infrastructure.proofs.asking_signer import AskedSigner
from infrastructure.proofs.signer import attest
from infrastructure.proofs.statements import SignedStatements
from tests.log.support import append
from tests.proofs.office import open_office
from tests.proofs.tampering import a_copy, a_sealed_ledger, altered
from tests.support.office import AREA, BUILDER, Office
from tests.support.stories import MEDICINE, a_settled_batch, yuan
from tests.views.stories import FUND, small_log

CLOSED = date(2018, 1, 8)
END = {"programme": MEDICINE, "fiscal_year": 2017, "region": AREA, "on": CLOSED}


def facts(office: Office) -> tuple[list[LineBalances], TrialBalanceStruck]:
    """The newest trial balance: what was listed, and what strikes it."""
    log = office.desk.log.after(0, limit=100_000)
    struck = [entry for entry in log if isinstance(entry.fact, TrialBalanceStruck)][-1]
    pages = [entry.fact for entry in log if entry.stream == struck.stream]
    assert isinstance(struck.fact, TrialBalanceStruck)
    lines = [line for page in pages if isinstance(page, TrialBalanceListed) for line in page.lines]
    return lines, struck.fact


def test_closing_a_year_puts_its_lines_balances_beside_it() -> None:
    office = a_settled_batch(provincial=2000)
    office.asks(CloseYear, by=BUILDER, **END)
    lines, struck = facts(office)
    assert (struck.scope, struck.period, struck.effective, struck.lines) == (
        f"fund/2017/{MEDICINE}/{AREA}",
        "2017",
        None,
        2,
    )
    assert struck.sha256 == trial_balance.digest(lines)
    by_account = {each.account: each.amount for each in struck.totals}
    assert by_account["carried_over"] == Money(40_000)
    assert by_account["allocated"] == by_account["settled"] + by_account["carried_over"]
    assert "available" not in by_account
    office.holds()


def test_a_period_is_struck_over_every_line_and_revenue_too_up_to_its_last_day() -> None:
    office = a_settled_batch(provincial=2000)
    told = {"fiscal_year": 2017, "kind": RevenueKind.FEES, "amount": yuan(80), "voucher": "记-1"}
    office.asks(CollectRevenue, by=BUILDER, on=date(2017, 3, 2), **told)
    for period in ("2017-03", "2017"):
        strike(office, period)
    lines, struck = facts(office)
    assert struck.effective == date(2017, 12, 31)
    assert LineBalances("revenue/2017/fees", (balance("collected", 8_000), balance("revenue", 8_000))) in lines
    [march] = [
        entry.fact
        for entry in office.desk.log.after(0, limit=100_000)
        if isinstance(entry.fact, TrialBalanceStruck) and entry.fact.period == "2017-03"
    ]
    assert march.effective == date(2017, 3, 31)
    assert march.totals != struck.totals
    office.holds()


def strike(office: Office, period: str, on: date = CLOSED) -> None:
    ask = StrikeTrialBalance(command_id=f"strike-{period}-{on}", period=period, on=on)
    strike_trial_balance(ask, by=Officer("wang"), desk=office.desk)


def balance(account: str, fen: int) -> AccountBalance:
    return AccountBalance(account, Money(fen))


def test_a_period_is_struck_when_it_is_over() -> None:
    office = a_settled_batch()
    with pytest.raises(PeriodNotOver):
        strike(office, "2017-12", on=date(2017, 12, 30))
    with pytest.raises(NotAPeriod):
        strike(office, "2017-13")


def test_many_lines_take_several_entries() -> None:
    lines = trial_balance.listed({f"2017/p/{number}": {"available": number} for number in range(150)})
    assert [len(page.lines) for page in trial_balance.pages(lines)] == [64, 64, 21]


def test_every_line_and_account_that_differs_is_named() -> None:
    log = small_log()
    place = next(at for at, entry in enumerate(log) if isinstance(entry.fact, TrialBalanceListed))
    fact = log[place].fact
    assert isinstance(fact, TrialBalanceListed)
    first, *others = fact.lines
    was = first.balances[0]
    changed = replace(first, balances=(replace(was, amount=was.amount + Money(7)), *first.balances[1:]))
    forged = [*log[:place], replace(log[place], fact=replace(fact, lines=(changed, *others))), *log[place + 1 :]]
    told = [breach.what for breach in breaches(forged) if breach.rule == "trial_balances_are_the_postings"]
    assert told[0].startswith(f"{was.account} of {first.line} is {was.amount.fen + 7} fen there")
    assert "digest" in told[1]
    left_out = [*log[:place], replace(log[place], fact=replace(fact, lines=tuple(others))), *log[place + 1 :]]
    assert any(first.line in breach.what for breach in breaches(left_out))


@pytest.fixture
def struck() -> TrialBalanceStruck:
    return trial_balance.struck(
        trial_balance.listed({"2017/p/1/line": {"available": 5}}),
        scope="ledger",
        period="2017",
        effective=date(2017, 12, 31),
        as_of=9,
        on=CLOSED,
    )


def test_the_signer_signs_trial_balances_of_its_own_log_and_nothing_else(
    tmp_path: Path, signer: AskedSigner, signer_folder: Path
) -> None:
    office = open_office(MemoryLog("balances"), tmp_path, signer, signer_folder)
    origin = office.files.origin()
    for text in ("anything\n", f"{origin}\n5\nAAAA\n", "subsidy-ledger trial balance v1\nother/log\nledger x\n"):
        with pytest.raises(StatementUnfit):
            attest(signer_folder, origin, text)
        with pytest.raises(StatementUnfit):
            signer.attested(origin, text)


def test_a_signed_balance_is_held_against_the_logs_keys(
    struck: TrialBalanceStruck, tmp_path: Path, signer: AskedSigner, signer_folder: Path
) -> None:
    from tests.proofs.test_rotation import checked, rotated

    office = open_office(MemoryLog(f"balances-{tmp_path.name[-4:]}"), tmp_path, signer, signer_folder)
    signing = SignedStatements(tmp_path, office.log.ledger, signer_folder)
    office.records(2)
    append(office.log, ("trial_balance/a", 0, signing.signed(struck)))
    rotated(office)
    office.seals()
    append(office.log, ("trial_balance/b", 0, signing.signed(struck)))
    office.seals()
    assert checked(office) == []
    forged = replace(signing.signed(struck), totals=(balance("available", 6),))
    append(office.log, ("trial_balance/c", 0, forged))
    office.seals()
    [one] = checked(office)
    assert (one.check, one.position) == ("signature", office.log.head())


@pytest.mark.slow
def test_a_posting_changed_behind_a_trial_balance_is_named_with_its_line(
    fresh_database: str, tmp_path_factory: pytest.TempPathFactory
) -> None:
    """Even by whoever can seal anew: the trial balance says what the postings came to."""
    sealed = a_sealed_ledger(fresh_database, tmp_path_factory.mktemp("sealed"))
    position = next(entry.position for entry in small_log() if isinstance(entry.fact, TrialBalanceListed))
    copies = a_copy(sealed, tmp_path_factory.mktemp("copy"))
    copy = next(copies)
    lines = json.loads(copy.body(position))["payload"]["lines"]
    balances = lines[0]["balances"]
    balances[0]["amount"] = str(int(balances[0]["amount"]) + 1)
    copy.by_force(copy.puts(position, altered(copy.body(position), lines=lines)))
    wrong = {(one.check, one.position) for one in copy.found()}
    named = next(one.what for one in copy.found() if one.check == "trial_balances_are_the_postings")
    assert ("sealed", position) in wrong
    assert FUND in named
    copies.close()
