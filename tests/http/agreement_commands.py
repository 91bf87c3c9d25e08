"""An agreement with an institution over HTTP: signed, its service accepted, its invoice received."""

from __future__ import annotations

from api.http import answers
from tests.http.medicine import CASE, CODE, FINANCE, REHAB
from tests.http.stepping import Step

AGREEMENT_STEPS: tuple[Step, ...] = (
    Step(
        "sign_agreement",
        FINANCE,
        "/agreements",
        lambda _: {
            "agreement_id": "rehab-2017-1",
            "institution": CODE,
            "programme": REHAB,
            "fiscal_year": 2017,
            "ceiling": "15000.00",
            "on": "2017-01-05",
        },
        answers.AgreementNamed,
        thing=False,
    ),
    Step(
        "accept_service",
        CASE,
        "/agreements/rehab-2017-1/services",
        lambda story: {"services": [{"beneficiary": story.people[0], "amount": "12000.00"}], "on": "2017-06-30"},
        answers.ServiceAccepted,
    ),
    Step(
        "receive_invoice",
        FINANCE,
        "/agreements/rehab-2017-1/invoices",
        lambda _: {"invoice_number": "发票001", "amount": "12000.00", "on": "2017-07-03"},
        answers.AgreementNamed,
    ),
)
