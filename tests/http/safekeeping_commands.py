"""How long records are kept over HTTP: holds by order of a court, and years of retention."""

from __future__ import annotations

from domain.accounts.roles import Role
from tests.http.medicine import CASE, FINANCE, PROGRAMME, about
from tests.http.stepping import Step

SAFEKEEPING_STEPS: tuple[Step, ...] = (
    Step(
        "place_legal_hold",
        CASE,
        about(3, "/beneficiaries/{}/legal-holds"),
        lambda _: {"document": "法调〔2018〕1号", "reason": "法院调卷"},
        other={"reason": "另有原因"},
    ),
    Step(
        "lift_legal_hold",
        Role.DIVISION_LEADER,
        about(3, "/beneficiaries/{}/legal-hold-liftings"),
        lambda _: {"document": "法调〔2018〕1号", "lifting_document": "法调〔2018〕2号", "reason": "审结"},
        other={"reason": "另有原因"},
    ),
    Step(
        "set_retention",
        FINANCE,
        "/retention-rules",
        lambda _: {"programme": PROGRAMME, "years": 30, "document": "财政部令第79号"},
        other={"years": 10},
    ),
)
