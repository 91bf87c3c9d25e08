"""个案材料：归入、列出、凭事由调阅 / Evidence of cases: filed, listed without what is in it, opened for a reason."""

from __future__ import annotations

from typing import Annotated

from fastapi import File, Form, Path, UploadFile
from starlette.responses import Response

from api.http.answering import shows
from api.http.answers import EvidenceFiled, Rehearsed
from api.http.caller import TheCaller
from api.http.commanding import TheCommand
from api.http.querying import TheQuery
from api.http.router import Router
from api.http.routers.cases import CaseId, case_parts
from api.http.routers.personal import Why
from api.http.values import NO_CONTROLS, choices, slashed
from application.access.places import operation_of, places_of, places_of_stream
from application.commands import evidence
from application.commands.evidence import FileEvidence
from application.desk import Desk
from application.evidence import EvidenceFile, evidence_of, open_evidence
from application.road import Answer
from domain.eligibility.events import EvidenceKind, FileType

router = Router(tags=["evidence"])

MEDIA = {FileType.PDF: "application/pdf", FileType.JPEG: "image/jpeg", FileType.PNG: "image/png"}
UNKNOWN_YET = "0" * 64


@router.post("/evidence-files", response_model=EvidenceFiled | Rehearsed)
def file_evidence(
    command: TheCommand,
    file: Annotated[UploadFile, File(description="PDF、JPEG 或 PNG，不超过 10 MB / A PDF, JPEG or PNG, up to 10 MB")],
    case: Annotated[
        str,
        Form(
            min_length=3,
            max_length=200,
            pattern=NO_CONTROLS,
            description="个案编号：项目~人员 / Case id: programme~person",
            examples=["psy-medicine~b-7k0v9m2xq4a8e1zt"],
        ),
    ],
    paper: Annotated[EvidenceKind, Form(description=choices(EvidenceKind))],
) -> Response:
    """归入材料：加密存放，账本只留承诺值 / File evidence: sealed apart, the log has its commitment."""
    caller, (programme, person) = command.caller, case_parts(case)
    named = FileEvidence(
        command_id=command.id,
        programme=programme,
        beneficiary=person,
        paper=paper,
        commitment=UNKNOWN_YET,
        file_type=FileType.PDF,
        size=0,
    )
    caller.may(operation_of(named), places_of(named, caller.services.desk))
    content = file.file.read()

    def carry_out(desk: Desk) -> Answer:
        return evidence.file_evidence(
            content,
            command_id=command.id,
            programme=programme,
            beneficiary=person,
            paper=paper,
            by=caller.officer,
            desk=desk,
        )

    return command.answer(carry_out, thing=f"case/{slashed(case)}")


@router.get("/cases/{case}/evidence")
@shows(EvidenceFile, many=True)
def evidence_files(case: CaseId, query: TheQuery) -> Response:
    """个案有哪些材料，不含内容 / Which papers a case has, without what is in them."""
    desk, (programme, person) = query.caller.services.desk, case_parts(case)
    query.may_in("evidence", places_of_stream(f"case/{slashed(case)}", desk))
    moment = query.moment()
    return query.answer(moment, {"items": evidence_of(programme, person, desk=desk, as_of=moment.position)})


@router.get(
    "/cases/{case}/evidence/{commitment}",
    response_class=Response,
    responses={
        200: {
            "description": "The file; `Commitment-Salt` and the file together have the commitment as SHA-256.",
            "content": {media: {"schema": {"type": "string", "contentMediaType": media}} for media in MEDIA.values()},
        }
    },
)
def opened_evidence(
    case: CaseId,
    commitment: Annotated[str, Path(pattern=r"^[0-9a-f]{64}$", description="承诺值 / Commitment, hex")],
    why: Why,
    caller: TheCaller,
) -> Response:
    """调阅一份材料，事由留痕 / One paper in the clear; who opened it and why is kept."""
    desk, (programme, person) = caller.services.desk, case_parts(case)
    caller.may("open_evidence", places_of_stream(f"case/{slashed(case)}", desk))
    one, opened = open_evidence(programme, person, commitment, why=why, by=caller.officer, desk=desk)
    name = f"{one.paper.value}-{opened.commitment[:12]}.{one.file_type.value}"
    headers = {
        "Content-Disposition": f'attachment; filename="{name}"',
        "Cache-Control": "no-store",
        "Commitment-Salt": opened.salt,
    }
    return Response(opened.content, media_type=MEDIA[one.file_type], headers=headers)
