"""Writes docs/refusals.md from the refusal classes: `python -m tests.docs.refusals`."""

from __future__ import annotations

import textwrap
from collections.abc import Iterable
from itertools import groupby
from pathlib import Path

from domain.rejected import Rejected
from tests.support.rules import rules_of_the_house

FILE = Path(__file__).parents[2] / "docs" / "refusals.md"
WIDTH = 116
_BEGINNING = """\
# Refusals

Generated from the refusal classes by `python -m tests.docs.refusals`; do not edit. A test fails when this page is not
what the classes say.

One rule, one class, one code that never changes its meaning. {count} rules; the words in braces are filled with the
facts of the refusal. The {kept} marked **kept** are recorded as entries of the ledger (`command.refused.2`), since an
auditor wants to see the attempt itself; sentences never hold personal data. `subsidy-ledger refusals` lists them.
"""


def page() -> str:
    """Return the page's text."""
    rules = rules_of_the_house()
    kept = sum(rule.kept for rule in rules)
    sections = [_BEGINNING.format(count=len(rules), kept=kept)]
    in_order = sorted(rules, key=lambda rule: (_place(rule), rule.code))
    for place, group in groupby(in_order, key=_place):
        sections += [f"## {place[1]}\n", *map(_told, group)]
    return "\n".join(sections)


def _place(rule: type[Rejected]) -> tuple[int, str]:
    """Return where a rule stands: the domain first, concept by concept."""
    layer, concept, *_ = rule.__module__.split(".")
    if layer == "domain":
        return 0, concept.replace("_", " ")
    return 1, f"{layer}: {concept.replace('_', ' ')}"


def _told(rule: type[Rejected]) -> str:
    head = f"- `{rule.code}`{' **kept**' if rule.kept else ''} {rule.zh}"
    return "\n".join([*_lines(head, "", "  "), *_lines(rule.english_pattern(), "  ", "  ")]) + "\n"


def _lines(text: str, first: str, then: str) -> Iterable[str]:
    return textwrap.wrap(text, WIDTH, initial_indent=first, subsequent_indent=then, break_on_hyphens=False)


if __name__ == "__main__":
    FILE.write_text(page(), "utf-8")
