"""What a refused command says, and to whom: a class a rule, a sentence a language."""

from __future__ import annotations

import re
from typing import ClassVar, Literal

Language = Literal["zh", "en"]

_BLANKS = re.compile(r"\s+")


class Rejected(Exception):
    """The command breaks a rule.

    A subclass is one rule. Its docstring's first paragraph is the English sentence, `zh` the Chinese one; both may
    name facts in braces (`{available}`), which the raiser passes by keyword. `field` names the input that broke the
    rule, as the caller spelled it (`amount`, `lines[3].account`), or is empty when the whole command did.
    Sentences never carry personal data: a person is named by beneficiary id.
    """

    code: ClassVar[str] = "rejected"
    zh: ClassVar[str] = "操作违反规定。"
    kept: ClassVar[bool] = False
    """True when auditors want to see the attempt itself: the refusal is then recorded as an entry."""

    def __init__(self, field: str = "", **facts: object) -> None:
        self.field = field
        self.facts = {name: str(value) for name, value in facts.items()}
        super().__init__(self.sentence("en"))

    def sentence(self, language: Language) -> str:
        """Return the rule's sentence in one language, with the facts of this refusal filled in."""
        pattern = self.zh if language == "zh" else self.english_pattern()
        return pattern.format_map(self.facts)

    @classmethod
    def english_pattern(cls) -> str:
        """Return the English sentence with its blanks unfilled: the first paragraph of the docstring."""
        paragraph = (cls.__doc__ or "").strip().split("\n\n", 1)[0]
        return _BLANKS.sub(" ", paragraph)


def every_rule() -> tuple[type[Rejected], ...]:
    """Return every refusal class that is imported, sorted by code."""
    found: set[type[Rejected]] = set()
    queue: list[type[Rejected]] = [Rejected]
    while queue:
        children = queue.pop().__subclasses__()
        found.update(children)
        queue.extend(children)
    return tuple(sorted(found, key=lambda rule: rule.code))
