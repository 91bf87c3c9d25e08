"""The forms of awards: what each asks, and the word on its button."""

from __future__ import annotations

from api.pages.asking import Asking, Field

DAY = Field("day", "on", "Date")
DOCUMENT = Field("text", "document", "Document number", "Such as 财社〔2016〕114号")
PAPER = Field("text", "document", "Number of the document")
OPENING = Asking(
    "Open a scheme of awards",
    "Departments accept together; an award is paid at once or by instalments, and checked each year.",
    (
        Field("text", "scheme_id", "Number of the scheme", "Small letters, digits and hyphens, such as homes-2017"),
        Field("choice", "programme", "Programme"),
        Field("text", "region", "Region code", "Six digits, such as 990101"),
        DOCUMENT,
        Field("text", "departments.0", "First department", otherwise="残联"),
        Field("text", "departments.1", "Second department", otherwise="民政局"),
        Field("text", "departments.2", "Third department", required=False, otherwise="财政局"),
        Field("text", "departments.3", "Fourth department", required=False, otherwise="卫健局"),
        Field("choice", "shares.0.level", "Level that pays"),
        Field("choice", "shares.0.kind", "Kind of its money"),
        Field("text", "shares.0.share", "Its share", "Such as 1 or 1/2", otherwise="1"),
        Field("choice", "shares.1.level", "Another level that pays", required=False),
        Field("choice", "shares.1.kind", "Kind of its money", required=False),
        Field("text", "shares.1.share", "Its share", required=False),
        Field("money", "most", "Highest award"),
        Field("whole", "check_due_month", "Yearly check due by: month", otherwise="3"),
        Field("whole", "check_due_day", "Yearly check due by: day", otherwise="31"),
        Field("whole", "check_years", "For how many years", otherwise="3"),
        DAY,
    ),
    "Open the scheme",
)
APPLYING = Asking(
    "Record an application",
    "An institution applies for an award; every department then signs.",
    (
        Field("text", "applicant", "Short name of the institution", "Small letters, digits and hyphens: sunshine"),
        Field("text", "institution", "Unified social credit code", "18 letters and digits"),
        Field("text", "name", "What the institution is called"),
        DAY,
    ),
    "Record",
)
SIGNING = Asking(
    "Record a department's word",
    "One department against it ends the application.",
    (
        Field("choice", "department", "Department"),
        Field("choice", "in_favour", "Its word"),
        Field("text", "opinion", "Opinion"),
        DAY,
    ),
    "Record",
)
GRANTING = Asking(
    "Grant the award",
    "Name each instalment with its amount, or leave the amounts empty to split it into equal parts, to a fen.",
    (
        Field("money", "amount", "Amount of the award"),
        DOCUMENT,
        Field("day", "instalments.0.payable_from", "First instalment from"),
        Field("money", "instalments.0.amount", "Its amount", required=False),
        Field("day", "instalments.1.payable_from", "Second instalment from", required=False),
        Field("money", "instalments.1.amount", "Its amount", required=False),
        Field("day", "instalments.2.payable_from", "Third instalment from", required=False),
        Field("money", "instalments.2.amount", "Its amount", required=False),
        DAY,
    ),
    "Grant",
    grave=True,
)
CALLING = Asking(
    "Let an instalment be paid",
    "It is accepted under the institution's agreement, and may be invoiced and put on a batch.",
    (
        Field("text", "agreement_id", "Agreement with the institution"),
        Field("text", "period", "Period", "A year, half-year, quarter or month: 2017, 2017-H1, 2017-Q1, 2017-04"),
        DAY,
    ),
    "Record",
)
CHECKING = Asking(
    "Record a yearly check",
    "One that failed suspends the award at once: nothing is paid until it is resumed.",
    (Field("text", "year", "Year"), Field("choice", "passed", "How it came out"), PAPER, DAY),
    "Record",
)
SUSPENDING = Asking(
    "Suspend: the check is overdue",
    "Nothing is paid while a check is overdue; this puts it on record.",
    (DAY,),
    "Suspend",
    grave=True,
)
RESUMING = Asking(
    "Resume the award",
    "Every check that is due has to be passed. Whoever suspended it may not resume it.",
    (PAPER, DAY),
    "Resume",
)
BACK = Asking(
    "Order the award back",
    "What one payment paid comes back by instalments, to the very funds it came from.",
    (
        Field("text", "recovery_id", "Number of the recovery"),
        Field("choice", "payout_id", "Payment"),
        Field("money", "amount", "Amount"),
        Field("choice", "ground", "Ground"),
        Field("day", "instalments.0.due_on", "First instalment due"),
        Field("money", "instalments.0.amount", "Its amount"),
        Field("day", "instalments.1.due_on", "Second instalment due", required=False),
        Field("money", "instalments.1.amount", "Its amount", required=False),
        Field("day", "instalments.2.due_on", "Third instalment due", required=False),
        Field("money", "instalments.2.amount", "Its amount", required=False),
        DAY,
    ),
    "Order it back",
    grave=True,
)
PAYING = Asking(
    "Pay an instalment",
    "It goes on a batch that is approved in the usual four steps. It needs an invoice of the institution.",
    (Field("text", "number", "Number of the batch", otherwise="1"), DAY),
    "Submit for approval",
)
