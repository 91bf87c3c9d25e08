"""What commands are answered, for the document; each is what the use case says, with amounts in yuan."""

from __future__ import annotations

from typing import Annotated

from pydantic import BaseModel, ConfigDict, Field

Position = Annotated[int, Field(ge=0, description="位次 / Position in the log", examples=[1190])]


class Done(BaseModel):
    """A command was carried out: its entries lie at `first_position` to `position`."""

    model_config = ConfigDict(extra="forbid")

    first_position: Position
    position: Position


class WouldRecord(BaseModel):
    """One fact that a dry run would have recorded."""

    stream: str
    name: str = Field(examples=["payout_batch.released.1"])
    fact: dict[str, object]


class Rehearsed(BaseModel):
    """A dry run got to its end: this is what would have been recorded. Nothing was."""

    model_config = ConfigDict(extra="forbid")

    would_record: list[WouldRecord]
