"""The terms of a levy as the body of a request: shares exact, amounts in yuan, numbers of people as text."""

from __future__ import annotations

from fractions import Fraction
from typing import Annotated

from pydantic import Field

from api.http.body import Body
from api.http.values import Day, Document, Number, RegionText, Share, Year, Yuan, choices, read_by, words
from domain.levies.numbers import NUMBER_OF_PEOPLE, number_of_people
from domain.levies.setting import HEAVIEST, MOST_DAYS, MOST_EXEMPT, MOST_MONTHS
from domain.levies.terms import LevyExemption, LevyReduction, LevyStair, LevyTerms, LevyWeight
from domain.programmes.formulas import RoundingWay, RoundTo

PeopleNumber = Annotated[
    Fraction,
    *read_by(
        number_of_people,
        {
            "pattern": NUMBER_OF_PEOPLE,
            "examples": ["37.5", "112/3"],
            "description": "人数（可折算为小数或分数），以文本书写 / People on average, not always whole, as text",
        },
        exact=True,
    ),
]
Group = Annotated[
    str,
    Field(
        pattern=r"^[a-z0-9][a-z0-9-]{0,29}$", description="残疾职工类别 / Group of disabled staff", examples=["others"]
    ),
]
Paper = Annotated[str, words("所依据的文件", "Document it rests on", most=100)]


class ArrangedBody(Body):
    """Disabled staff of one group, on average over the year."""

    group: Group
    people: PeopleNumber


class WeightBody(Body):
    """A group of disabled staff, and as how many people each of them counts."""

    group: Group
    name: Annotated[str, words("类别名称", "What the group is called", most=40)]
    counts_as: Annotated[int, Field(strict=True, ge=1, le=HEAVIEST, description="折算人数 / Counts as")]


class StairBody(Body):
    """From which share of disabled staff on which part of the amount is paid."""

    from_share: Share
    pays: Share


class ReductionBody(Body):
    """分档减缴 Reduction by the share of disabled staff; steps rise from 0."""

    stairs: list[StairBody] = Field(min_length=1, max_length=10)
    document: Paper
    until: Day


class ExemptionBody(Body):
    """免征 Who has at most so many staff pays nothing."""

    most_employees: Annotated[int, Field(strict=True, ge=1, le=MOST_EXEMPT, description="职工人数上限 / Most staff")]
    document: Paper
    until: Day


class LevyTermsBody(Body):
    """Terms of a year's levy in a region; what was assessed on earlier ones stands until it is corrected."""

    fiscal_year: Year
    region: RegionText
    rate: Share
    document: Document
    weights: list[WeightBody] = Field(min_length=1, max_length=20)
    cap_times: Number
    average_wage: Yuan
    average_wage_source: Paper
    reduction: ReductionBody | None = None
    exemption: ExemptionBody | None = None
    rounded_to: Annotated[RoundTo, Field(description=choices(RoundTo))]
    rounding: Annotated[RoundingWay, Field(description=choices(RoundingWay))]
    due_days: Annotated[int, Field(strict=True, ge=1, le=MOST_DAYS, description="缴纳期限（天） / Days to pay")]
    defer_months_most: Annotated[
        int, Field(strict=True, ge=0, le=MOST_MONTHS, description="缓缴最长（月） / Longest deferral in months")
    ]
    on: Day

    def terms(self) -> LevyTerms:
        """Return them as the domain has them."""
        less, free = self.reduction, self.exemption
        stairs = tuple(LevyStair(one.from_share, one.pays) for one in less.stairs) if less else ()
        return LevyTerms(
            rate=self.rate,
            document=self.document,
            weights=tuple(LevyWeight(one.group, one.name, one.counts_as) for one in self.weights),
            cap_times=self.cap_times,
            average_wage=self.average_wage,
            average_wage_source=self.average_wage_source,
            reduction=LevyReduction(stairs, less.document, less.until) if less else None,
            exemption=LevyExemption(free.most_employees, free.document, free.until) if free else None,
            rounded_to=self.rounded_to,
            rounding=self.rounding,
            due_days=self.due_days,
            defer_months_most=self.defer_months_most,
        )
