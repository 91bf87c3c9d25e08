"""批次打印 / A batch on paper: the sheet that the approvals are signed on."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from textwrap import wrap

from starlette.responses import Response

from api.http.router import Router
from api.http.routers.batches import Batch
from api.http.values import tilded
from api.pages import words
from api.pages.batch_page import read_file
from api.pages.batch_steps import Step, steps_of
from api.pages.documents import EMPTY, Part, code_to, in_yuan, left, right, sheet, short, written
from api.pages.page import Page, ThePage
from api.pages.templating import CHINA
from application.batch_file import BatchFile, Source, by_source
from domain.money import Money

router = Router()

_SIGNED = ("submitted", "approved", "sent_back", "to_approve")
_BUILT, _BUILDER = words.sentences("Submitted for approval", "Drawn up by")


@router.get("/print/batches/{batch}/approval.pdf")
def approval(page: ThePage, batch: Batch) -> Response:
    """发放审批表 / The approval sheet: what was approved, by digest, out of which money, and who said yes."""
    file = read_file(page, batch)
    say = page.said
    return sheet(
        page,
        f"{say('Approval sheet')}-{file.state.id.replace('/', '-')}",
        say("Approval sheet of a batch"),
        facts=what_it_is(page, file),
        parts=[_sources(page, file), _steps(page, file)],
        remarks=[
            say("Every approval is bound to the digest: if one person or one fen changed, it would be another."),
            say("Who signs here has compared the digest with the page that the code leads to."),
        ],
        signatures=[say(_BUILDER), *(page.word(step) for step in file.state.opened.approval_chain)],
        code=code_to(page, path_of(file), say("The batch")),
        data={
            "batch": file.state.id,
            "digest": _digest(file),
            "people": len(file.draft.lines),
            "total": file.draft.amount,
            "tiers": [
                {"tier": one.tier, "people": one.people, "amount": one.amount, "by": _named(one.by)}
                for one in file.draft.tiers
            ],
            "steps": [step for step in steps_of(file) if step.kind in _SIGNED],
        },
    )


def path_of(file: BatchFile) -> str:
    """Return where the batch's page is."""
    return f"/batches/{tilded(file.state.id)}"


def what_it_is(page: Page, file: BatchFile) -> list[tuple[str, str]]:
    """Return the head facts of a batch as its documents say them."""
    say, opened = page.said, file.state.opened
    unfunded = file.draft.people_unfunded
    return [
        (say("Programme"), page.programme(opened.programme)),
        (page.heading("period"), str(opened.period)),
        (page.heading("batch"), file.state.id),
        (page.heading("region"), str(opened.region)),
        (page.heading("payout_kind"), page.word(opened.payout_kind)),
        (page.heading("policy_version"), str(opened.policy_version)),
        (say("People paid"), f"{len(file.draft.lines):,}"),
        *([(say("Without money"), f"{unfunded:,}")] if unfunded else []),
        (say("Sum"), written(file.draft.amount)),
        (say("Digest"), " ".join(wrap(_digest(file), 16)) or "—"),
        *([(say("Version of the batch"), str(len(file.drafts)))] if len(file.drafts) > 1 else []),
    ]


def _sources(page: Page, file: BatchFile) -> Part:
    """Return the money by tier, and within it by level and kind."""
    sources = list(by_source(part for line in file.draft.lines for part in line.parts))
    heads = [in_yuan(page, f"{page.word(level)}·{page.word(kind)}") for level, kind in sources]
    whole = by_source(part for line in file.draft.lines for part in line.parts)
    return {
        "name": page.said("Sources by tier, level and kind"),
        "columns": [
            short(page.heading("tier")),
            right(page.heading("people")),
            *heads,
            in_yuan(page, page.said("Sum")),
        ],
        "rows": [
            [
                page.word(one.tier),
                f"{one.people:,}",
                *(one.by[source].grouped() if source in one.by else "—" for source in sources),
                one.amount.grouped(),
            ]
            for one in file.draft.tiers
        ],
        "foot": [
            page.said("Together"),
            f"{len(file.draft.lines):,}",
            *(whole[source].grouped() for source in sources),
            file.draft.amount.grouped(),
        ],
    }


def _steps(page: Page, file: BatchFile) -> Part:
    """Return who said what to it when; steps that are to come are left open."""
    return {
        "name": page.said("Approvals"),
        "columns": [
            short(page.said("Step")),
            short(page.heading("by")),
            short(page.heading("on")),
            short(page.heading("recorded_at")),
            short(page.heading("position")),
            left(page.said("Minutes, or the reason")),
        ],
        "rows": [_row(page, step) for step in steps_of(file) if step.kind in _SIGNED],
        "foot": None,
    }


def _row(page: Page, step: Step) -> Sequence[str]:
    name = page.word(step.step) if step.step else page.said(_BUILT)
    if step.kind == "to_approve":
        return [name, EMPTY, EMPTY, EMPTY, EMPTY, page.said("Still to come")]
    at = step.at.astimezone(CHINA).strftime("%Y-%m-%d %H:%M:%S") if step.at else "—"
    told = [f"{page.said('Sent back')}：{step.reason}"] if step.reason else []
    if step.minutes:
        told.append(f"{step.minutes.minutes_number}（{step.minutes.held_on}，{'、'.join(step.minutes.attendees)}）")
    return [name, step.who, str(step.on), at, str(step.position), "；".join(told) or "—"]


def _named(by: Mapping[Source, Money]) -> list[dict[str, object]]:
    return [{"level": level, "kind": kind, "amount": amount} for (level, kind), amount in by.items()]


def _digest(file: BatchFile) -> str:
    return file.draft.submitted.digest if file.draft.submitted else ""
