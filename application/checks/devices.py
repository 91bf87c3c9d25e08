"""What checks find in the register of devices: counts that differ, handovers nobody signed, the same again too soon."""

from __future__ import annotations

import re
from collections import defaultdict
from collections.abc import Iterator, Sequence

from application.checks.books import Line
from application.checks.check import Finding, Inputs, finding
from domain.devices.decisions import served_until
from domain.devices.events import DeviceFitted, DeviceKindSet, DevicesCounted, DevicesReceived, DevicesRemoved

_SHA256 = re.compile(r"[0-9a-f]{64}")


def register_does_not_add_up(inputs: Inputs) -> Iterator[Finding]:
    """Recompute received − removed − handed over at every count, and look at every handover."""
    for programme, lines in inputs.books.of_kind("devices"):
        yield from _of_programme(programme, lines)


def _of_programme(programme: str, lines: Sequence[Line]) -> Iterator[Finding]:
    stock: dict[str, int] = defaultdict(int)
    life: dict[str, int] = {}
    last: dict[tuple[str, str], Line] = {}
    for line in lines:
        fact = line.fact
        match fact:
            case DeviceKindSet(kind=kind, service_life_months=months):
                life[kind] = months
            case DevicesReceived(kind=kind, quantity=quantity):
                stock[kind] += quantity
            case DevicesRemoved(kind=kind, quantity=quantity):
                stock[kind] -= quantity
            case DevicesCounted(kind=kind, counted=counted, counted_on=on) if counted != stock[kind]:
                said = [line.evidence(f"counted {counted}, should be {stock[kind]}")]
                identity = (programme, kind, str(on), "stock")
                yield finding("C26", *identity, subject=f"{programme}/{kind}", programme=programme, evidence=said)
            case DeviceFitted():
                stock[fact.kind] -= 1
                yield from _handover(programme, line, last, life)
            case _:
                continue


def _handover(programme: str, line: Line, last: dict[tuple[str, str], Line], life: dict[str, int]) -> Iterator[Finding]:
    fact: DeviceFitted = line.fact
    who, on = fact.beneficiary, fact.fitted_on
    if not _SHA256.fullmatch(fact.form_sha256):
        said = [line.evidence("handed over without a signature")]
        yield finding("C26", programme, fact.kind, who, str(on), subject=who, programme=programme, evidence=said)
    before = last.get((fact.kind, who))
    if before is not None and on < served_until(before.fact.fitted_on, life.get(fact.kind, 0)):
        said = [before.evidence("handed over"), line.evidence("again")]
        identity = (programme, fact.kind, who, str(on), "again")
        yield finding("C26", *identity, subject=who, programme=programme, evidence=said)
    last[fact.kind, who] = line
