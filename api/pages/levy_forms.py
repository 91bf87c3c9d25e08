"""The forms of the levy and of charges: what each asks, and the word on its button."""

from __future__ import annotations

from api.pages.asking import Asking, Field

ANNOUNCEMENT = "财政部公告2023年第8号"
DAY = Field("day", "on", "Date")
DOCUMENT = Field("text", "document", "Document number", "Such as 财社〔2016〕114号")
VOUCHER = Field("text", "voucher", "Voucher", "Its number counts once")
WAGE = Field("money", "average_wage", "Average wage of its staff in the year before")
HEADCOUNT = Field(
    "text", "headcount", "Staff on average in the year before", "Seasonal staff converted, such as 37.5 or 112/3"
)
TERMS = Asking(
    "Set the terms of a levy",
    "For one year and region. What was assessed on earlier terms stands until it is corrected.",
    (
        Field("whole", "fiscal_year", "Year the levy is for"),
        Field("text", "region", "Region code", "Six digits, such as 990101"),
        Field("text", "rate", "Rate of disabled staff", "Set by the province: 0.015 or 3/200", otherwise="0.015"),
        DOCUMENT,
        Field("text", "weights.0.group", "First group of disabled staff", "A short code", otherwise="severe"),
        Field("text", "weights.0.name", "What it is called", otherwise="一至二级残疾人证、一至三级残疾军人证"),
        Field("whole", "weights.0.counts_as", "Each counts as", otherwise="2"),
        Field("text", "weights.1.group", "Second group of disabled staff", required=False, otherwise="others"),
        Field("text", "weights.1.name", "What it is called", required=False, otherwise="其他残疾职工"),
        Field("whole", "weights.1.counts_as", "Each counts as", required=False, otherwise="1"),
        Field("text", "cap_times", "Wages count up to, times the average of society", otherwise="2"),
        Field("money", "average_wage", "Average wage of society in the year before"),
        Field("text", "average_wage_source", "Where that figure is from", "The bulletin of the statistics bureau"),
        Field("text", "reduction.stairs.0.from_share", "Reduction: from this share on", required=False, otherwise="0"),
        Field("text", "reduction.stairs.0.pays", "this part is paid", required=False, otherwise="0.9"),
        Field("text", "reduction.stairs.1.from_share", "and from this share on", required=False, otherwise="0.01"),
        Field("text", "reduction.stairs.1.pays", "this part is paid", required=False, otherwise="0.5"),
        Field("text", "reduction.document", "Document of the reduction", required=False, otherwise=ANNOUNCEMENT),
        Field("day", "reduction.until", "The reduction holds until", required=False, otherwise="2027-12-31"),
        Field("whole", "exemption.most_employees", "Exempt up to so many staff", required=False, otherwise="30"),
        Field("text", "exemption.document", "Document of the exemption", required=False, otherwise=ANNOUNCEMENT),
        Field("day", "exemption.until", "The exemption holds until", required=False, otherwise="2027-12-31"),
        Field("choice", "rounded_to", "Rounded to", otherwise="fen"),
        Field("choice", "rounding", "Which way", otherwise="half_up"),
        Field("whole", "due_days", "Days to pay", otherwise="30"),
        Field("whole", "defer_months_most", "Longest deferral in months", otherwise="6"),
        DAY,
    ),
    "Set the terms",
)
ASSESSING = Asking(
    "Assess an employer",
    "(staff × rate − disabled staff) × average wage, by the terms of the year. Every line is kept.",
    (
        Field("text", "employer", "Unified social credit code", "18 letters and digits"),
        Field("text", "name", "What the employer is called"),
        HEADCOUNT,
        WAGE,
        DAY,
    ),
    "Assess",
)
CORRECTING = Asking(
    "Correct the assessment",
    "The new figures take the place of those before; both stay on record.",
    (HEADCOUNT, WAGE, Field("area", "reason", "Why"), DAY),
    "Correct",
    grave=True,
)
RELIEVING = Asking(
    "Grant relief",
    "By a document, at most what is owed, and never by who assessed it.",
    (Field("money", "amount", "Amount"), DOCUMENT, DAY),
    "Grant relief",
    grave=True,
)
DEFERRING = Asking(
    "Grant a deferral",
    "By a document, within what the terms allow, and never by who assessed it.",
    (Field("day", "until", "To be paid by"), DOCUMENT, DAY),
    "Grant a deferral",
)
RECEIVING = Asking(
    "Record a payment of the levy",
    "It may be paid in parts, never more than is owed. It is revenue: it goes to the treasury and nowhere else.",
    (Field("money", "amount", "Amount"), VOUCHER, DAY),
    "Record",
)
REFUNDING = Asking(
    "Refund what was overpaid",
    "The treasury gives it back by its own paper. Never by who assessed the levy or booked a payment of it.",
    (Field("money", "amount", "Amount"), DOCUMENT, VOUCHER, DAY),
    "Record the refund",
    grave=True,
)
CHARGING = Asking(
    "Put a charge on the list",
    "What is not on the list is not charged for. A later price ends the one before.",
    (
        Field("text", "charge", "Code", "Small letters, digits and -, such as rehab-training"),
        Field("text", "name", "What it is called"),
        Field("text", "unit", "Charged per", "Such as 人次"),
        Field("money", "price", "Price of a unit"),
        DOCUMENT,
        Field("day", "valid_from", "In force from"),
        Field("day", "valid_to", "Last day", required=False),
        DAY,
    ),
    "Put it on the list",
)
COLLECTING = Asking(
    "Collect a fee",
    "Units × price must be the amount exactly. It is revenue: it goes to the treasury and nowhere else.",
    (Field("whole", "units", "Units"), Field("money", "amount", "Amount"), VOUCHER, DAY),
    "Record",
)
