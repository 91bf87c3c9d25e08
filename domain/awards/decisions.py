"""An award from its scheme to its instalments: accepted by every department, granted once, called when payable."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date
from fractions import Fraction

from domain.awards.checking import payable
from domain.awards.events import (
    AwardApplied,
    AwardGranted,
    AwardInstalment,
    AwardSchemeOpened,
    AwardTerms,
    DepartmentSigned,
    InstalmentCalled,
)
from domain.awards.rejections import (
    AboveHighestAward,
    AgreementOfAnotherInstitution,
    AppliedAlready,
    AwardInstalmentsDoNotFoot,
    AwardInstalmentsOutOfOrder,
    AwardSchemeExists,
    DepartmentSignedAlready,
    DepartmentsMissing,
    DepartmentWasAgainst,
    GrantedAlready,
    InstalmentCalledAlready,
    InstalmentNotPayableYet,
    NoSuchInstalment,
    NotAcceptedByAll,
    NotADayOfTheYear,
    NotADepartmentOfTheScheme,
    SameHandsOnAward,
)
from domain.awards.state import Award, AwardScheme, applied, granted, scheme_opened, terms_of
from domain.claims.draft import Claim
from domain.claims.naming import ClaimKind, claim_id, short_name
from domain.credit_codes import checked_credit_code
from domain.dates import not_before
from domain.documents import DocumentNumber
from domain.free_text import clean_text
from domain.institutions.state import Agreement, signed
from domain.money import Money, positive, total
from domain.periods import Period
from domain.splits import checked_shares, split_by_share

LONGEST_DEPARTMENT = 40
"""Characters of a department's name."""
_NOT_A_LEAP_YEAR = 2001


def open_scheme(scheme: AwardScheme, *, terms: AwardTerms, by: str, on: date) -> AwardSchemeOpened:
    """Fix a scheme's terms.

    Raises AwardSchemeExists, NotAShortName, NotADocumentNumber, DepartmentsMissing, NegativeShare,
    SharesDoNotSumToOne, AmountNotPositive, NotADayOfTheYear.
    """
    if scheme.opened is not None:
        raise AwardSchemeExists("scheme_id", scheme=scheme.id)
    short_name(scheme.id, field="scheme_id")
    DocumentNumber.parse(terms.document, field="document")
    names = [clean_text(one, field="departments", limit=LONGEST_DEPARTMENT) for one in terms.departments]
    if len(names) < 2 or len(set(names)) != len(names):
        raise DepartmentsMissing("departments")
    checked_shares([share.share for share in terms.shares])
    positive(terms.most, field="most")
    try:
        date(_NOT_A_LEAP_YEAR, terms.check_due_month, terms.check_due_day)
    except ValueError:
        raise NotADayOfTheYear("check_due", month=terms.check_due_month, day=terms.check_due_day) from None
    return AwardSchemeOpened(terms, by, on)


def apply(award: Award, scheme: AwardScheme, *, institution: str, name: str, by: str, on: date) -> AwardApplied:
    """Record an institution's application under a scheme, whose terms go with it.

    Raises NoSuchAwardScheme, AppliedAlready, NotACreditCode, CreditCodeCheckDigit, BeforeItsCause, TextMissing,
    TextTooLong, PersonalNumberInText.
    """
    opened = scheme_opened(scheme)
    if award.applied is not None:
        raise AppliedAlready("applicant", award=award.id)
    not_before(on, opened.opened_on, field="applied_on")
    code = checked_credit_code(institution)
    return AwardApplied(scheme.id, opened.terms, code, clean_text(name, field="name", limit=60), by, on)


def sign(award: Award, *, department: str, in_favour: bool, opinion: str, by: str, on: date) -> DepartmentSigned:
    """Record a department's word. One against it ends the application.

    Raises NoSuchAward, GrantedAlready, DepartmentWasAgainst, NotADepartmentOfTheScheme, DepartmentSignedAlready,
    BeforeItsCause, TextMissing, TextTooLong, PersonalNumberInText.
    """
    terms = terms_of(award)
    if award.granted is not None:
        raise GrantedAlready("award_id", award=award.id)
    _nobody_against(award)
    if department not in terms.departments:
        raise NotADepartmentOfTheScheme(
            "department", department=department[:LONGEST_DEPARTMENT], departments="、".join(terms.departments)
        )
    if department in award.signed:
        raise DepartmentSignedAlready("department", department=department)
    not_before(on, award.last_on, field="signed_on")
    return DepartmentSigned(department, in_favour, clean_text(opinion, field="opinion"), by, on)


def equal_instalments(amount: Money, days: Sequence[date]) -> tuple[AwardInstalment, ...]:
    """Split an award over days, equally to a fen: what is left over goes to the first ones."""
    if not days:
        return ()
    parts = split_by_share(amount, [Fraction(1, len(days))] * len(days))
    return tuple(AwardInstalment(day, part) for day, part in zip(days, parts, strict=True))


def grant(
    award: Award, *, amount: Money, instalments: Sequence[AwardInstalment], document: str, by: str, on: date
) -> AwardGranted:
    """Grant what every department accepted, once or by instalments.

    Raises NoSuchAward, GrantedAlready, DepartmentWasAgainst, NotAcceptedByAll, SameHandsOnAward, AmountNotPositive,
    AboveHighestAward, AwardInstalmentsDoNotFoot, AwardInstalmentsOutOfOrder, BeforeItsCause, NotADocumentNumber.
    """
    terms = terms_of(award)
    if award.granted is not None:
        raise GrantedAlready("award_id", award=award.id)
    _nobody_against(award)
    missing = [name for name in terms.departments if name not in award.signed]
    if missing:
        raise NotAcceptedByAll("award_id", departments="、".join(missing))
    if by in {applied(award).recorded_by, *(one.recorded_by for one in award.signed.values())}:
        raise SameHandsOnAward("by", who=by)
    positive(amount)
    if amount > terms.most:
        raise AboveHighestAward("amount", most=terms.most, asked=amount)
    not_before(on, award.last_on, field="granted_on")
    _instalments_foot(instalments, amount, on)
    number = str(DocumentNumber.parse(document, field="document"))
    return AwardGranted(terms.programme, terms.region, amount, tuple(instalments), number, by, on)


def call_instalment(
    award: Award, agreement: Agreement, *, number: int, period: Period, by: str, on: date
) -> InstalmentCalled:
    """Let an instalment be paid under an agreement with the institution it was granted to.

    Raises NoSuchAward, NotGrantedYet, AwardIsSuspended, YearlyCheckOverdue, NoSuchInstalment, InstalmentCalledAlready,
    InstalmentNotPayableYet, NoSuchAgreement, AgreementOfAnotherInstitution, BeforeItsCause.
    """
    facts, terms = granted(award), signed(agreement)
    payable(award, on=on)
    if not 1 <= number <= len(facts.instalments):
        raise NoSuchInstalment("number", award=award.id, number=number)
    if number in award.called:
        raise InstalmentCalledAlready("number", number=number)
    instalment = facts.instalments[number - 1]
    if on < instalment.payable_from:
        raise InstalmentNotPayableYet("number", number=number, day=instalment.payable_from)
    if terms.institution != applied(award).institution:
        raise AgreementOfAnotherInstitution("agreement_id", agreement=agreement.id, institution=terms.institution)
    not_before(on, award.last_on, field="called_on")
    scheme, _, applicant = award.id.partition(".")
    claim = claim_id(ClaimKind.AWARD, scheme, applicant, str(number))
    return InstalmentCalled(number, claim, agreement.id, period, instalment.amount, by, on)


def claim_on(award: Award, number: str, *, on: date) -> Claim | None:
    """Return what is owed of an instalment; None when it was not called.

    Raises NoSuchAward, NotGrantedYet, AwardIsSuspended, YearlyCheckOverdue.
    """
    granted(award)
    payable(award, on=on)
    called = award.called.get(int(number)) if number.isascii() and number.isdigit() else None
    if called is None:
        return None
    terms = terms_of(award)
    return Claim(
        id=called.claim,
        programme=terms.programme,
        region=terms.region,
        period=called.period,
        agreement=called.agreement,
        tier=applied(award).scheme,
        amount=called.amount,
        shares=terms.shares,
    )


def award_id(scheme: str, applicant: str) -> str:
    """Name an award: homes-2017.sunshine. Raises NotAShortName."""
    return f"{short_name(scheme, field='scheme_id')}.{short_name(applicant, field='applicant')}"


def _nobody_against(award: Award) -> None:
    against = next((one for one in award.signed.values() if not one.in_favour), None)
    if against is not None:
        raise DepartmentWasAgainst("award_id", department=against.department)


def _instalments_foot(instalments: Sequence[AwardInstalment], amount: Money, on: date) -> None:
    earlier: date | None = None
    for index, instalment in enumerate(instalments):
        positive(instalment.amount, field=f"instalments[{index}].amount")
        not_before(instalment.payable_from, on, field=f"instalments[{index}].payable_from")
        if earlier is not None and instalment.payable_from <= earlier:
            raise AwardInstalmentsOutOfOrder(f"instalments[{index}].payable_from")
        earlier = instalment.payable_from
    listed = total(instalment.amount for instalment in instalments)
    if listed != amount:
        raise AwardInstalmentsDoNotFoot("instalments", listed=listed, granted=amount)
