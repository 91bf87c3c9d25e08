"""The bank formats of a ledger, each as it was declared last."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass

from domain.bank_formats.events import BankFormatDeclared
from domain.bank_formats.rejections import NoSuchBankFormat


@dataclass(frozen=True, slots=True)
class BankFormats:
    """Formats by code, in the order they were first declared."""

    by_code: Mapping[str, BankFormatDeclared]

    def format(self, code: str) -> BankFormatDeclared:
        """Return a format. Raises NoSuchBankFormat."""
        found = self.by_code.get(code)
        if found is None:
            raise NoSuchBankFormat("format", format=code[:40])
        return found


def replay(facts: Iterable[object]) -> BankFormats:
    """Build the formats from their history."""
    found: dict[str, BankFormatDeclared] = {}
    for fact in facts:
        assert isinstance(fact, BankFormatDeclared), f"{type(fact).__name__} declares no bank format"
        found[fact.format] = fact
    return BankFormats(found)
