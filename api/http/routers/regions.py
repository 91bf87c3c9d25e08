"""区划名称 / Names of regions: what a code is called, from which day on; a whole register comes as a file (jobs)."""

from __future__ import annotations

from typing import Annotated

from pydantic import Field
from starlette.responses import Response

from api.http.answers import RegionsNamed, Rehearsed
from api.http.body import Body
from api.http.commanding import TheCommand
from api.http.router import Router
from api.http.values import Day, Document, RegionText, words
from application.commands import region_names
from application.commands.region_names import NameRegions, RegionName

router = Router(tags=["regions"])

MOST_NAMES = 1000


class RegionNameBody(Body):
    """A name and its days. Without a last day it holds until the next name begins."""

    region: RegionText
    name: Annotated[str, words("区划名称", "Name", most=60)]
    valid_from: Day
    valid_to: Day | None = None


class RegionNamesBody(Body):
    """Names of regions, all or none of them, and the document that orders them or the register they come from."""

    document: Document
    names: list[RegionNameBody] = Field(min_length=1, max_length=MOST_NAMES)


@router.post("/regions", response_model=RegionsNamed | Rehearsed)
def name_regions(body: RegionNamesBody, command: TheCommand) -> Response:
    """登记区划名称 / Give regions their names."""
    ask = NameRegions(
        command_id=command.id,
        names=tuple(RegionName(one.region, one.name, one.valid_from, one.valid_to) for one in body.names),
        document=body.document,
    )
    return command.take(region_names.name_regions, ask)
