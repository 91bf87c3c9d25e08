"""A refusal as it may be told: what it repeats of the input may be the number of a person, typed into a wrong field."""

from __future__ import annotations

from domain.free_text import looks_like_personal_number
from domain.rejected import Rejected

HIDDEN = "…"


def tellable(refusal: Rejected) -> Rejected:
    """Return the refusal with every fact hidden that looks like somebody's ID, account or telephone number."""
    facts = {name: HIDDEN if looks_like_personal_number(said) else said for name, said in refusal.facts.items()}
    return refusal if facts == refusal.facts else type(refusal)(refusal.field, **facts)
