"""What commands of the levy and of charges are answered, for the document."""

from __future__ import annotations

from datetime import date

from pydantic import Field

from api.http.answers import Done, YuanText


class LevyTermsNamed(Done):
    """The terms were set; `version` counts from 1."""

    levy: str = Field(examples=["2024/990101"])
    version: int = Field(ge=1)


class LevyNamed(Done):
    """The assessment this was about."""

    assessment: str = Field(examples=["2024/91990101MA0000001Y"])


class LevyWorkedOut(LevyNamed):
    """What was assessed, and by when it is due."""

    amount: YuanText
    due_on: date


class LevyPaidOrRelieved(LevyNamed):
    """What is still owed."""

    owed: YuanText


class LevyGivenBack(LevyNamed):
    """What is still overpaid."""

    overpaid: YuanText


class LevyPutOff(LevyNamed):
    """When it is due now."""

    due_on: date


class ChargeNamed(Done):
    """The charge has this price."""

    charge: str = Field(examples=["assessment-fee"])


class FeeTaken(ChargeNamed):
    """What was collected."""

    amount: YuanText
