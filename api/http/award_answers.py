"""What commands of awards are answered, for the document."""

from __future__ import annotations

from pydantic import Field

from api.http.answers import Done, YuanText


class AwardSchemeNamed(Done):
    """The scheme of awards was opened."""

    scheme: str = Field(examples=["homes-2017"])


class AwardNamed(Done):
    """The award took this step."""

    award: str = Field(examples=["homes-2017.sunshine"])


class AwardAcceptanceSigned(AwardNamed):
    """Whether every department has accepted by now."""

    accepted: bool


class AwardGranted(AwardNamed):
    """What each instalment comes to, in order."""

    instalments: list[YuanText]


class AwardInstalmentCalled(AwardNamed):
    """The claim that may be paid, and what it comes to."""

    claim: str
    amount: YuanText


class AwardChecked(AwardNamed):
    """Whether the award is suspended now."""

    suspended: bool


class AwardOrderedBack(AwardNamed):
    """The recovery that was ordered."""

    recovery: str
