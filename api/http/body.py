"""What bodies of commands have in common: nothing unknown in them, and the parts that several commands take."""

from __future__ import annotations

from typing import Annotated

from pydantic import BaseModel, ConfigDict, Field

from api.http.values import BeneficiaryId, Day, FileHash, choices, words
from domain.batches.events import MeetingMinutes
from domain.levels import FundKind, GovernmentLevel
from domain.programmes.policy import ApprovalStep

MOST_PEOPLE = 100_000
"""In one command."""

Level = Annotated[GovernmentLevel, Field(description=choices(GovernmentLevel))]
Kind = Annotated[FundKind, Field(description=choices(FundKind))]
Step = Annotated[ApprovalStep, Field(description=choices(ApprovalStep))]
People = Annotated[
    list[BeneficiaryId],
    Field(min_length=1, max_length=MOST_PEOPLE, description="人员编号，每人一次 / Beneficiary ids, each once"),
]


class Body(BaseModel):
    """A body: whatever it does not know is refused."""

    model_config = ConfigDict(extra="forbid")


class MinutesBody(Body):
    """The minutes of a collective meeting: at least three people, who are named by their accounts."""

    held_on: Day
    attendees: list[Annotated[str, words("参会人编号", "Account of somebody who was there", most=60)]] = Field(
        min_length=1, max_length=100
    )
    minutes_number: Annotated[str, words("纪要编号", "Number of the minutes", most=60)]
    minutes_sha256: FileHash

    def minutes(self) -> MeetingMinutes:
        """Return them as the domain has them."""
        return MeetingMinutes(self.held_on, tuple(self.attendees), self.minutes_number, self.minutes_sha256)
