"""What commands of matching funds are answered, for the document."""

from __future__ import annotations

from pydantic import BaseModel, Field

from api.http.answers import Done, YuanText
from api.http.values import choices
from domain.levels import GovernmentLevel


class MatchingSchemeNamed(Done):
    """The matching scheme took this step."""

    scheme: str = Field(examples=["stations-2017"])


class UnitPart(BaseModel):
    """What one level pays for a unit."""

    level: GovernmentLevel = Field(description=choices(GovernmentLevel))
    amount: YuanText


class UnitAdmitted(MatchingSchemeNamed):
    """The unit is in, and each level pays this for it."""

    unit: str
    parts: list[UnitPart]


class UnitConditionMet(MatchingSchemeNamed):
    """The claims that may be paid from now on, and what they come to."""

    unit: str
    claims: list[str]
    freed: YuanText
