"""The check of the ledger itself: numbering, what must hold of the whole log, and the views against the replay."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterator

from application.checks.check import Check, Finding, Inputs, finding
from domain.checks.events import Evidence
from domain.money import Money


def chain_broken(inputs: Inputs) -> Iterator[Finding]:
    """Find entries that break what must hold of every log, and stored balances that are not what the replay gives."""
    for rule, position, stream, what in inputs.broken:
        proof = [Evidence(stream, position, what[:300], None, None)]
        yield finding("C32", rule, stream, str(position), subject=stream, evidence=proof)
    replayed: dict[str, dict[str, int]] = defaultdict(lambda: defaultdict(int))
    for _, posting in inputs.books.journal:
        replayed[posting.line][posting.from_account] -= posting.amount_fen
        replayed[posting.line][posting.to_account] += posting.amount_fen
    for line, accounts in inputs.stored.items():
        for account, fen in accounts.items():
            own = replayed[line][account] if account not in _CONTRA else -replayed[line][account]
            if own != fen:
                proof = [
                    Evidence(f"view/{line}", inputs.as_of, f"{account}: replayed {own} fen", Money(fen), inputs.on)
                ]
                yield finding("C32", line, account, subject=line, amount=Money(abs(own - fen)), evidence=proof)


_CONTRA = frozenset({"allocated", "recovered", "collected"})
"""Accounts that say where money came from; the views show them with the sign turned."""

CHAIN_BROKEN = Check(
    id="C32",
    name="chain_broken",
    zh="账本链条断裂",
    en="Broken chain",
    condition_zh="编号不连续、违反账本不变式，或视图余额与重放不符",
    condition_en="numbering, invariants of the whole log, replay = stored balances",
    basis="《会计信息化工作规范》财会〔2024〕11号：电子账簿不可篡改",
    find=chain_broken,
)
