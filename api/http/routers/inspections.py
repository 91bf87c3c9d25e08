"""督查：立项、种子、抽样、重抽核对、办结 / Inspections: opening, the seed, the sample, drawing it again, the end."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Annotated, Literal

from pydantic import Field
from starlette.responses import Response

from api.http.answering import answers, shows
from api.http.answers import Rehearsed
from api.http.body import Body
from api.http.commanding import TheCommand
from api.http.inspection_answers import InspectionClosed, InspectionNamed, InspectionOpened, SampleDrawn
from api.http.querying import TheQuery
from api.http.rendering import to_json
from api.http.router import Router
from api.http.values import Day, PeriodText, ProgrammeId, Reference, RegionText, Share, choices, path_id, slashed
from application.access.places import place_of_inspection
from application.commands import inspections
from application.commands.inspections import BindSeed, CloseInspection, DrawSample, OpenInspection
from application.inspections.redrawing import Redrawn, frame_of, redraw
from application.inspections.reporting import InspectionReport, report_on
from domain.inspections.events import ByConfidence, ByShare, FrameKind, Method

router = Router(tags=["inspections"])

Inspection = Annotated[str, path_id("督查编号", "Inspection id", "inspection-2017-1")]


class ByShareBody(Body):
    """A share of each township and of the whole, both rounded up; at least a tenth of each."""

    kind: Literal["share"]
    of_each_unit: Share
    of_the_whole: Share

    def method(self) -> Method:
        """Return it as the domain has it."""
        return ByShare(self.of_each_unit, self.of_the_whole)


class ByConfidenceBody(Body):
    """As many as the confidence formula says: z = Φ⁻¹(c + (1−c)/2), n₀ = z²/4e², n = ⌈1.5·N·n₀/(n₀+N)⌉."""

    kind: Literal["confidence"]
    confidence: Share
    margin: Share

    def method(self) -> Method:
        """Return it as the domain has it."""
        return ByConfidence(self.confidence, self.margin)


class InspectionBody(Body):
    """What is inspected. `seed` is chosen by the caller; leave it out to bind it to the sealed log afterwards."""

    inspection_id: Reference
    programme: ProgrammeId
    period: PeriodText
    region: RegionText
    frame: Annotated[FrameKind, Field(description=choices(FrameKind))]
    entries_to: Annotated[
        int | None, Field(strict=True, ge=1, le=10**15, description="抽样框截至位次 / Frame as of a position")
    ] = None
    method: Annotated[ByShareBody | ByConfidenceBody, Field(discriminator="kind")]
    seed: Annotated[str, Field(pattern=r"^([A-Za-z0-9._-]{8,100})?$", examples=["dice-of-2017-06-01"])] = ""
    on: Day


class SeedBody(Body):
    """How many entries later the tree's root is taken."""

    entries_later: Annotated[int, Field(strict=True, ge=0, le=1_000_000, examples=[1])]
    on: Day


class DayBody(Body):
    """The day it counts for."""

    on: Day


@dataclass(frozen=True, slots=True)
class FrameShown:
    """The frame's canonical text, a line `unit id` a person, and the SHA-256 of it."""

    inspection: str
    sha256: str
    people: int
    text: str


@router.post("/inspections", response_model=InspectionOpened | Rehearsed)
def open_inspection(body: InspectionBody, command: TheCommand) -> Response:
    """立项督查，固定抽样框 / Open an inspection and fix its frame."""
    ask = OpenInspection(
        command_id=command.id,
        inspection_id=body.inspection_id,
        programme=body.programme,
        period=body.period,
        region=body.region,
        frame=body.frame,
        as_of=body.entries_to,
        method=body.method.method(),
        seed=body.seed,
        on=body.on,
    )
    return command.take(inspections.open_inspection, ask)


@router.post("/inspections/{inspection}/seeds", response_model=InspectionNamed | Rehearsed)
def bind_seed(inspection: Inspection, body: SeedBody, command: TheCommand) -> Response:
    """将种子绑定到此后的签封树根 / Leave the seed to the log's seal, so that nobody chose it."""
    ask = BindSeed(
        command_id=command.id, inspection_id=slashed(inspection), entries_later=body.entries_later, on=body.on
    )
    return command.take(inspections.bind_seed, ask, thing=f"inspection/{ask.inspection_id}")


@router.post("/inspections/{inspection}/draws", response_model=SampleDrawn | Rehearsed)
def draw_sample(inspection: Inspection, body: DayBody, command: TheCommand) -> Response:
    """抽取样本，只抽一次 / Draw the sample, once."""
    ask = DrawSample(command_id=command.id, inspection_id=slashed(inspection), on=body.on)
    return command.take(inspections.draw_sample, ask, thing=f"inspection/{ask.inspection_id}")


@router.post("/inspections/{inspection}/closings", response_model=InspectionClosed | Rehearsed)
def close_inspection(inspection: Inspection, body: DayBody, command: TheCommand) -> Response:
    """办结督查 / Close an inspection."""
    ask = CloseInspection(command_id=command.id, inspection_id=slashed(inspection), on=body.on)
    return command.take(inspections.close_inspection, ask, thing=f"inspection/{ask.inspection_id}")


@router.get("/inspections/{inspection}/frame")
@answers(FrameShown)
def frame(inspection: Inspection, query: TheQuery) -> Response:
    """抽样框原文，供自行重抽 / The frame as it was hashed, for drawing by one's own means."""
    desk, name = query.caller.services.desk, slashed(inspection)
    query.may("redraw_sample", place_of_inspection(name, desk))
    found = frame_of(name, desk=desk)
    shown = FrameShown(name, found.sha256, len(found.people), found.text)
    return Response(to_json(shown), media_type="application/json")


@router.get("/inspections/{inspection}/redraw")
@answers(Redrawn)
def draw_again(inspection: Inspection, query: TheQuery) -> Response:
    """只凭分录重做抽样框、种子和样本并比对 / Frame, seed and sample made again from the log alone, and compared."""
    desk, name = query.caller.services.desk, slashed(inspection)
    query.may("redraw_sample", place_of_inspection(name, desk))
    return Response(to_json(redraw(name, desk=desk)), media_type="application/json")


@router.get("/inspections/{inspection}/report")
@shows(InspectionReport)
def report(inspection: Inspection, query: TheQuery) -> Response:
    """汇总入户、满意度与问题 / Visits, satisfaction with non-response apart, and findings, added up."""
    desk, name = query.caller.services.desk, slashed(inspection)
    query.may("inspection_report", place_of_inspection(name, desk))
    moment = query.moment()
    return query.answer(moment, {"item": report_on(name, desk=desk, **moment.both)})
