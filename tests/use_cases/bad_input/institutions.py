"""Bad input to agreements, service and invoices."""

from __future__ import annotations

from typing import Any

from application.commands.institutions import AcceptService, ReceiveInvoice, SignAgreement
from domain.beneficiaries import rejections as people
from domain.credit_codes import CreditCodeCheckDigit
from domain.free_text import NotAReference
from domain.institutions import rejections as institutions
from domain.institutions.events import AcceptedService
from domain.money import AmountNotPositive, Money
from tests.support.office import CASE_OFFICER
from tests.support.stories import FUNDED, MEDICINE, yuan
from tests.use_cases.bad_input.asked import Bad

CODE = "52990101MJ0000001G"


def an_agreement(**other: Any) -> dict[str, Any]:
    terms = {"institution": CODE, "programme": MEDICINE, "fiscal_year": 2017, "ceiling": yuan(6000), "on": FUNDED}
    return {"agreement_id": "rehab-a"} | terms | other


INSTITUTIONS = (
    Bad("an agreement without an id", SignAgreement, NotAReference, "agreement_id", an_agreement(agreement_id="")),
    Bad("an institution's code mistyped", SignAgreement, CreditCodeCheckDigit, "institution",
        an_agreement(institution="52990101MJ0000001H")),
    Bad("an agreement up to nothing", SignAgreement, AmountNotPositive, "ceiling", an_agreement(ceiling=Money(0))),
    Bad("an agreement for another year", SignAgreement, institutions.OutsideAgreementYear, "signed_on",
        an_agreement(fiscal_year=20170)),
    Bad("service accepted under no agreement", AcceptService, institutions.NoSuchAgreement, "agreement_id",
        {"agreement_id": "none", "on": FUNDED, "services": ()},
        by=CASE_OFFICER),
    Bad("service to nobody known", AcceptService, people.NotRegistered, "services[0].beneficiary",
        {"agreement_id": "none", "on": FUNDED, "services": (AcceptedService("b-nobody", yuan(1)),)}, by=CASE_OFFICER),
    Bad("an invoice of no agreement", ReceiveInvoice, institutions.NoSuchAgreement, "agreement_id",
        {"agreement_id": "none", "invoice_number": "1", "amount": yuan(1), "on": FUNDED}),
)  # fmt: skip
