"""督查 / Inspections: opened over a frame, seeded by the seal, drawn once, drawn again by anybody, closed."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import replace
from fractions import Fraction
from typing import Annotated, Literal

from fastapi import Query
from starlette.responses import PlainTextResponse, Response

from api.http.router import Router
from api.http.routers import inspections as api
from api.http.values import slashed, tilded
from api.pages.asking import Asking, Field
from api.pages.forms import Filled, Form, TheForm
from api.pages.inspection_page import InspectionShown, formula
from api.pages.page import Page, ThePage
from application.access.places import place_of_inspection
from application.inspections.redrawing import frame_of, redraw
from application.inspections.reporting import report_on
from domain.inspections.events import ByConfidence, FrameKind
from domain.inspections.rejections import NoSampleYet

router = Router()

By = Literal["share", "confidence"]
DAY = Field("day", "on", "Date")
WHAT = (
    Field("text", "inspection_id", "Number of the inspection", "Your own, such as inspection-2017-1"),
    Field("choice", "programme", "Programme"),
    Field("text", "period", "Period", "A year, half-year, quarter or month: 2017, 2017-H1, 2017-Q1, 2017-04"),
    Field("text", "region", "Region code", "Everybody in this region may be drawn, such as 990101"),
    Field("choice", "frame", "Who may be drawn"),
)
SEEDED = Field(
    "text",
    "seed",
    "Seed that somebody threw",
    "Dice or lots thrown before witnesses, 8 letters or digits at least. Better empty: the log's seal gives one.",
    required=False,
)
SHARES = (
    Field(
        "text",
        "method.of_each_unit",
        "Share of each township",
        "At least a tenth: 1/10 or 0.1; rounded up",
        otherwise="1/10",
    ),
    Field("text", "method.of_the_whole", "Share of the whole", "At least a tenth, rounded up", otherwise="1/10"),
)
CONFIDENCE = (
    Field(
        "text",
        "method.confidence",
        "Confidence",
        "From 0.5 to 0.9999, such as 0.95: how sure the answer is",
        otherwise="0.95",
    ),
    Field(
        "text", "method.margin", "Margin", "From 0.001 to 0.5, such as 0.05: how far off it may be", otherwise="0.05"
    ),
)
OPEN_BY_SHARE = Asking(
    "Open an inspection by shares",
    "The list of who may be drawn is fixed now, by its hash. A share of each township and of the whole is drawn.",
    (*WHAT, *SHARES, SEEDED, DAY),
    "Open the inspection",
)
OPEN_BY_CONFIDENCE = Asking(
    "Open an inspection by confidence",
    "The list of who may be drawn is fixed now, by its hash. As many are drawn as it takes to know the whole.",
    (*WHAT, *CONFIDENCE, SEEDED, DAY),
    "Open the inspection",
)
SEED = Asking(
    "Leave the seed to the seal",
    "The seed becomes the root of the sealed log some entries from now: nobody knows it yet, nobody can have another.",
    (Field("whole", "entries_later", "How many entries later", otherwise="0"), DAY),
    "Bind the seed",
)
DRAW = Asking(
    "Draw the sample", "It is drawn once and never again; whoever wants to can check it.", (DAY,), "Draw", grave=True
)
CLOSE = Asking(
    "Close the inspection", "Everybody was called on, and every finding is closed.", (DAY,), "Close", grave=True
)


EXAMPLES = [
    formula(ByConfidence(Fraction(confidence), Fraction(margin)), people)
    for people in (200, 1200, 10_000)
    for confidence, margin in (("0.95", "0.05"),)
]
"""What the formula comes to, told beside the form."""


@router.get("/inspections/open")
def ask_opening(page: ThePage, by: Annotated[By, Query()] = "share") -> Response:
    """The form for a new one."""
    page.query.may_in("open_inspection", ())
    return _opening(page, by, Filled(), 200)


@router.post("/inspections/open")
def open_inspection(page: ThePage, form: TheForm, by: Annotated[By, Query()] = "share") -> Response:
    """Open it."""
    return form.give(
        lambda: api.open_inspection(_body(form, by), form.command()),
        lead_to=lambda said: f"/inspections/{tilded(str(said['inspection']))}",
        again=lambda filled, status: _opening(page, by, _beside(filled, by), status),
    )


@router.get("/inspections/{inspection}")
def one_inspection(page: ThePage, inspection: api.Inspection) -> Response:
    """One inspection: what it draws from, whom it drew, what came of it, and what to do next."""
    shown = InspectionShown(page, slashed(inspection))
    sees_report = shown.drawn is not None and page.may("inspection_report")
    desk = page.caller.services.desk
    return page.show(
        "inspections/inspection.html",
        one=shown,
        units=shown.units(),
        findings=shown.findings() if page.may("visit_findings") else (),
        report=report_on(shown.id, desk=desk, **page.times) if sees_report else None,
        acts=page.may("draw_sample") and not page.is_of_the_past and not shown.state.closed,
        sees_sample=page.may("samples"),
        next=_next(shown),
    )


@router.get("/inspections/{inspection}/frame.txt")
def frame(page: ThePage, inspection: api.Inspection) -> Response:
    """Hand out the frame as it was hashed, for drawing by one's own means."""
    desk, name = page.caller.services.desk, slashed(inspection)
    page.query.may("redraw_sample", place_of_inspection(name, desk))
    headers = {"content-disposition": 'attachment; filename="frame.txt"', "cache-control": "no-store"}
    return PlainTextResponse(frame_of(name, desk=desk).text, headers=headers)


@router.get("/inspections/{inspection}/redraw")
def drawn_again(page: ThePage, inspection: api.Inspection) -> Response:
    """Draw it again from the log alone, and compare."""
    desk, name = page.caller.services.desk, slashed(inspection)
    page.query.may("redraw_sample", place_of_inspection(name, desk))
    shown = InspectionShown(page, name, "redraw_sample")
    if shown.drawn is None:
        raise NoSampleYet("inspection_id", inspection=name)
    return page.show("inspections/redraw.html", one=shown, again=redraw(name, desk=desk), script=SCRIPT)


@router.get("/inspections/{inspection}/forms")
def visit_forms(page: ThePage, inspection: api.Inspection) -> Response:
    """Forms to print, a sheet for each person who is still to be called on."""
    shown = InspectionShown(page, slashed(inspection), "samples")
    visits = shown.visits()
    waiting = [
        (who, unit, visits.get(who))
        for who, unit in shown.state.sample
        if who not in visits or not visits[who].visited_on
    ]
    return page.show("inspections/forms.html", one=shown, people=waiting)


@router.get("/inspections/{inspection}/seed")
def ask_seed(page: ThePage, inspection: api.Inspection) -> Response:
    """The form for binding the seed."""
    return _ask(page, inspection, "bind_seed", SEED)


@router.post("/inspections/{inspection}/seed")
def bind_seed(page: ThePage, inspection: api.Inspection, form: TheForm) -> Response:
    """Bind it."""
    return _give(
        page, inspection, form, SEED, lambda: api.bind_seed(inspection, form.body(api.SeedBody), form.command())
    )


@router.get("/inspections/{inspection}/draw")
def ask_draw(page: ThePage, inspection: api.Inspection) -> Response:
    """The form for drawing."""
    return _ask(page, inspection, "draw_sample", DRAW)


@router.post("/inspections/{inspection}/draw")
def draw(page: ThePage, inspection: api.Inspection, form: TheForm) -> Response:
    """Draw."""
    return _give(
        page, inspection, form, DRAW, lambda: api.draw_sample(inspection, form.body(api.DayBody), form.command())
    )


@router.get("/inspections/{inspection}/close")
def ask_close(page: ThePage, inspection: api.Inspection) -> Response:
    """The form for the end."""
    return _ask(page, inspection, "close_inspection", CLOSE)


@router.post("/inspections/{inspection}/close")
def close(page: ThePage, inspection: api.Inspection, form: TheForm) -> Response:
    """Close it."""
    return _give(
        page, inspection, form, CLOSE, lambda: api.close_inspection(inspection, form.body(api.DayBody), form.command())
    )


SCRIPT = """import hashlib, math, sys
from fractions import Fraction
seed, each, whole = sys.argv[1], Fraction(sys.argv[2]), Fraction(sys.argv[3])
text = sys.stdin.buffer.read()
frame = hashlib.sha256(text).hexdigest()
people = [tuple(line.split()) for line in text.decode().splitlines()]
order = sorted(people, key=lambda one: hashlib.sha256(f"{seed}|{frame}|{one[1]}".encode()).hexdigest())
units = [[one for one in order if one[0] == unit] for unit in {one[0] for one in people}]
drawn = [one for own in units for one in own[: math.ceil(each * len(own))]]
drawn += [one for one in order if one not in drawn][: max(0, math.ceil(whole * len(people)) - len(drawn))]
print("\\n".join(" ".join(one) for one in people if one in drawn))
"""
"""What docs/recipes/redraw.py says behind its first line; a test holds the two together."""


def _next(shown: InspectionShown) -> str:
    """Say what is to be done next: seed, draw, visit, or nothing."""
    if shown.state.closed:
        return "nothing"
    if shown.drawn is not None:
        return "visit"
    return "draw" if shown.opened.seed or shown.state.bound else "seed"


def _opening(page: Page, by: By, form: Filled, status: int) -> Response:
    asking = (OPEN_BY_SHARE if by == "share" else OPEN_BY_CONFIDENCE).filled_in(
        on=page.today, frame=FrameKind.PAID.value
    )
    asking = asking.choosing(
        programme=[(one, page.programme(one)) for one in page.programmes],
        frame=[(one.value, page.word(one)) for one in FrameKind],
    )
    return page.show(
        "inspections/open.html",
        status=status,
        asking=asking,
        form=form,
        by=by,
        back="/inspections",
        facts=(),
        examples=EXAMPLES,
    )


def _body(form: Form, by: By) -> api.InspectionBody:
    """Return the form as the API's body. Raises ValidationError."""
    flat = {name: said for name, said in form.values.items() if not name.startswith("method.")}
    method = {name.partition(".")[2]: said.strip() for name, said in form.values.items() if name.startswith("method.")}
    return Form(form.page, flat, form.files).body(api.InspectionBody, method={"kind": by, **method})


def _beside(filled: Filled, by: By) -> Filled:
    """Return the form with what is wrong with its method beside the fields: which kind it is stands in no field."""
    errors = {name.replace(f"method.{by}.", "method.", 1): said for name, said in filled.errors.items()}
    return replace(filled, errors=errors)


def _ask(page: Page, inspection: str, operation: str, asking: Asking) -> Response:
    shown = InspectionShown(page, slashed(inspection), operation)
    return asking.filled_in(on=page.today).shown(page, facts=_facts(shown), back=f"/inspections/{inspection}")


def _give(page: Page, inspection: str, form: Form, asking: Asking, carry_out: Callable[[], Response]) -> Response:
    def again(filled: Filled, status: int) -> Response:
        facts = _facts(InspectionShown(page, slashed(inspection)))
        return asking.filled_in(on=page.today).shown(
            page, filled, status, facts=facts, back=f"/inspections/{inspection}"
        )

    return form.give(carry_out, lead_to=f"/inspections/{inspection}", again=again)


def _facts(shown: InspectionShown) -> list[tuple[str, str]]:
    """Return what is told of an inspection above its forms."""
    page = shown.page
    return [
        (page.heading("inspection"), shown.id),
        (page.heading("programme"), page.programme(shown.opened.programme)),
        (page.heading("period"), str(shown.opened.period)),
        (page.said("May be drawn"), f"{shown.people:,}"),
        (page.said("Are drawn"), f"{shown.to_draw:,}"),
    ]
