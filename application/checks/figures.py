"""Checks of figures: filled-in rates, three numbers that should be told apart, totals that do not foot."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterator, Mapping, Sequence
from datetime import datetime

from application.checks.books import Line, Payment
from application.checks.check import Check, Finding, Inputs, finding
from application.checks.lists import ListRow
from application.checks.screened import over_target_without_payer
from domain.batches.events import BankResultPosted, BatchLinesListed, BatchSubmitted
from domain.beneficiaries.events import CircumstancesRecorded
from domain.claims.naming import is_claim
from domain.eligibility.events import CaseReviewed
from domain.funds.events import FundsCancelled, FundsFreed, FundsReserved, FundsReturnedLate, SeatsTaken
from domain.money import ZERO, Money, total
from domain.programmes.events import TargetAssigned


def filled_in(inputs: Inputs) -> Iterator[Finding]:
    """Find the same words about many people, entries by hand faster than anybody works, and targets met to the man."""
    texts: dict[str, list[ListRow]] = defaultdict(list)
    for row in inputs.rows("service_records"):
        if len(row.text("text")) >= inputs.parameters["text_letters"]:
            texts[row.text("text")].append(row)
    for rows in texts.values():
        people = {row.beneficiary or str(row.row) for row in rows}
        if len(people) >= inputs.parameters["same_text_people"]:
            who = sorted(people)
            proof = [row.evidence("the same words", day=row.day("on")) for row in rows]
            yield finding("C20", "text", *who, subject=who[0], evidence=proof)
    yield from _entered_in_bulk(inputs)
    yield from _exactly_the_target(inputs)


def _entered_in_bulk(inputs: Inputs) -> Iterator[Finding]:
    commands: dict[tuple[str, datetime], dict[str, Line]] = defaultdict(dict)
    for lines in inputs.books.streams.values():
        for line in lines:
            if isinstance(line.fact, CircumstancesRecorded | CaseReviewed):
                commands[line.actor, line.at.replace(minute=0, second=0, microsecond=0)].setdefault(
                    line.command_id, line
                )
    for (actor, hour), entries in commands.items():
        if len(entries) > inputs.parameters["entries_an_hour"]:
            first, *_, last = sorted(entries.values(), key=lambda line: line.position)
            proof = [first.evidence(f"{len(entries)} entries by {actor}"), last.evidence("the last of them")]
            yield finding("C20", "entries", actor, hour.isoformat(), subject=actor, evidence=proof)


def _exactly_the_target(inputs: Inputs) -> Iterator[Finding]:
    served: dict[tuple[str, int], dict[str, Payment]] = defaultdict(dict)
    for payment in inputs.books.live_payments():
        served[payment.programme, payment.period.year][payment.beneficiary] = payment
    for programme, lines in inputs.books.of_kind("programme"):
        for line in lines:
            fact = line.fact
            if not isinstance(fact, TargetAssigned) or fact.people < inputs.parameters["target_people"]:
                continue
            paid = served[programme, fact.fiscal_year]
            if len(paid) == fact.people:
                proof = [
                    line.evidence(f"target {fact.people}"),
                    next(iter(paid.values())).evidence(f"served {len(paid)}"),
                ]
                year = str(fact.fiscal_year)
                yield finding(
                    "C20", "target", programme, year, fact.level, fact.name, subject=programme, evidence=proof
                )


def served_and_funded_differ(inputs: Inputs) -> Iterator[Finding]:
    """Find periods in which more people were served than funded without a payer, or more funded than served."""
    seats, proof = _seats(inputs)
    served: dict[tuple[str, str], set[str]] = defaultdict(set)
    for payment in inputs.books.payments:
        if payment.cancelled is None and not payment.correction and not is_claim(payment.beneficiary):
            served[payment.programme, payment.period.text].add(payment.beneficiary)
    released = {(p.programme, p.period.text) for p in inputs.books.payments}
    for key, people in seats.items():
        if key in released and people != len(served[key]):
            said = [proof[key].evidence(f"funded {people}, paid {len(served[key])}")]
            yield finding("C21", *key, subject="/".join(key), programme=key[0], evidence=said)
    for row in inputs.rows("reported"):
        key = (row.text("programme"), row.text("period"))
        reported, paid = row.number("served"), len(served[key])
        if (reported > paid and not row.text("payer")) or reported < paid:
            said = [row.evidence(f"reported {reported}, paid {paid}")]
            yield finding("C21", *key, "reported", subject="/".join(key), programme=key[0], evidence=said)
    yield from over_target_without_payer(inputs)


def _seats(inputs: Inputs) -> tuple[Mapping[tuple[str, str], int], Mapping[tuple[str, str], Line]]:
    """Return the seats taken by programme and period (submitted batches that were not released are not among them)."""
    waiting: dict[tuple[str, tuple[str, str]], tuple[int, Line]] = {}
    seats: dict[tuple[str, str], int] = defaultdict(int)
    proof: dict[tuple[str, str], Line] = {}
    live = {payment.batch for payment in inputs.books.payments}
    for fund, lines in inputs.books.of_kind("fund"):
        programme = fund.split("/")[1]
        for line in lines:
            match line.fact:
                case FundsReserved(batch_id=batch, period=period, seats=taken):
                    waiting[batch, (programme, period.text)] = (_people(taken), line)
                case FundsFreed(batch_id=batch, period=period):
                    waiting.pop((batch, (programme, period.text)), None)
                case FundsCancelled(period=period, seats=taken) | FundsReturnedLate(period=period, seats=taken):
                    seats[programme, period.text] -= _people(taken)
    for (batch, key), (people, line) in waiting.items():
        if batch in live:
            seats[key] += people
            proof[key] = line
    return {key: people for key, people in seats.items() if key in proof}, proof


def _people(seats: tuple[SeatsTaken, ...]) -> int:
    return sum(seat.people for seat in seats)


def totals_do_not_foot(inputs: Inputs) -> Iterator[Finding]:
    """Recompute every printed total, and every batch's control totals from its lines and the bank's words on them."""
    reports: dict[str, list[ListRow]] = defaultdict(list)
    for row in inputs.rows("printed"):
        reports[row.text("report")].append(row)
    for report, rows in reports.items():
        yield from _of_report(report, rows)
    by_command: dict[str, list[Payment]] = defaultdict(list)
    for payment in inputs.books.payments:
        for line in payment.settlings:
            by_command[line.command_id].append(payment)
    for batch, lines in inputs.books.of_kind("batch"):
        yield from _of_batch(by_command, batch, lines)


def _of_report(report: str, rows: list[ListRow]) -> Iterator[Finding]:
    sums: dict[str, Money] = defaultdict(lambda: ZERO)
    for row in rows:
        if not row.values.get("is_total"):
            sums[row.text("level")] = sums[row.text("level")] + row.money()
    for row in rows:
        if row.values.get("is_total"):
            level = row.text("level")
            expected = sums[level] if level in sums else total(sums.values())
            mixed = level not in sums and len(sums) > 1 and level not in ALL_LEVELS
            if expected != row.money() or mixed:
                what = "levels mixed without saying so" if mixed else f"comes to {expected}"
                yield finding(
                    "C31",
                    report,
                    row.text("line"),
                    subject=report,
                    amount=Money(abs(row.money().fen - expected.fen)),
                    evidence=[row.evidence(what, amount=row.money())],
                )


def _of_batch(by_command: Mapping[str, Sequence[Payment]], batch: str, lines: Sequence[Line]) -> Iterator[Finding]:
    listed: dict[str, Money] = {}
    wrong: list[tuple[Line, str, Money]] = []
    for line in lines:
        match line.fact:
            case BatchLinesListed(page=page, lines=page_lines):
                listed = {} if page == 1 else listed
                listed.update({each.beneficiary: each.amount for each in page_lines})
            case BatchSubmitted(people=people, total=said, parts=parts):
                own = total(listed.values())
                if (people, said) != (len(listed), own) or total(part.amount for part in parts) != said:
                    wrong.append((line, f"lines come to {own} for {len(listed)}", said - own))
            case BankResultPosted():
                paid = [one for one in by_command.get(line.command_id, ()) if one.batch == batch]
                own = total(one.amount for one in paid)
                if (line.fact.settled, line.fact.settled_total) != (len(paid), own):
                    wrong.append((line, f"payments come to {own}", line.fact.settled_total - own))
    for line, what, difference in wrong:
        yield finding(
            "C31",
            batch,
            str(line.position),
            subject=batch,
            programme=batch.split("/")[0],
            amount=Money(abs(difference.fen)),
            evidence=[line.evidence(what)],
        )


ALL_LEVELS = frozenset({"合计", "各级合计", "all", "all levels"})
"""How a total over several levels says that it is one."""

FILLED_IN = Check(
    id="C20",
    name="filled_in",
    zh="凑数、批量编造",
    en="Filled-in rates",
    condition_zh="多人记录文字雷同、逐笔录入过于密集、完成数恰等于任务数",
    condition_en="identical text, mass entry by hand, or numbers equal to the target to the man",
    basis="《统计法》：不得虚报、瞒报、伪造",
    find=filled_in,
    uses=("service_records",),
    parameters={"text_letters": 12, "same_text_people": 5, "entries_an_hour": 120, "target_people": 10},
)
SERVED_AND_FUNDED = Check(
    id="C21",
    name="served_and_funded_differ",
    zh="任务数、资金数、服务数不符",
    en="Served, funded and reported differ",
    condition_zh="服务人数多于资金保障人数而无付款方，或少于资金保障人数",
    condition_en="served > funded without a payer, or funded > served",
    basis="绩效管理：任务数、资金保障数、服务数分别核对",
    find=served_and_funded_differ,
    uses=("reported",),
)
TOTALS_DO_NOT_FOOT = Check(
    id="C31",
    name="totals_do_not_foot",
    zh="合计不符、级次混算",
    en="Totals do not foot",
    condition_zh="重新计算的合计与所列合计不等，或不同级次混为一数",
    condition_en="a printed total is not what its lines come to, or mixes levels",
    basis="《会计法》第十四条、第十七条：账证、账账、账表相符",
    find=totals_do_not_foot,
    uses=("printed",),
)
