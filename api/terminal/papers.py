"""case file-paper, papers, open-paper: the evidence of a case. What is in a file is never printed."""

from __future__ import annotations

from pathlib import Path
from typing import Annotated

import typer

from api.terminal.cases import app
from api.terminal.files import write_new
from api.terminal.options import AFile, AsOf, CommandId, Programme, Why, chosen
from api.terminal.replay import moment
from api.terminal.session import session_of

Beneficiary = Annotated[str, typer.Argument(help="人员编号 / Beneficiary id")]
COLUMNS = ("position", "paper", "file_type", "size", "filed_by", "recorded_at", "commitment")


ADDED = True


@app.command("file-paper")
def file_paper(
    ctx: typer.Context,
    programme: Programme,
    beneficiary: Beneficiary,
    file: AFile,
    paper: Annotated[str, typer.Option("--paper", help="材料种类，如 income / What it shows, such as income")],
    command_id: CommandId = None,
) -> None:
    """归入一份材料（PDF、JPEG、PNG），加密存放。 / File a scan, photo or PDF; it is stored sealed."""
    from application.commands.evidence import file_evidence
    from domain.eligibility.events import EvidenceKind

    of_kind = chosen(EvidenceKind, paper, "--paper")
    with session_of(ctx).task(command_id) as task:
        answer = file_evidence(
            file.read_bytes(),
            command_id=task.command_id,
            programme=programme,
            beneficiary=beneficiary,
            paper=of_kind,
            by=task.by,
            desk=task.desk,
        )
        task.done(answer)


@app.command("papers")
def papers(ctx: typer.Context, programme: Programme, beneficiary: Beneficiary, as_of: AsOf = None) -> None:
    """列出个案的材料，不含内容。 / List a case's papers, without what is in them."""
    from application.evidence import evidence_of

    session = session_of(ctx)
    with session.query() as desk:
        found = evidence_of(programme, beneficiary, desk=desk, as_of=moment(desk, as_of, None).position)
    if session.as_json:
        session.print_json(found)
        return
    session.table(session.text(f"材料 {len(found)} 份", f"{len(found)} papers"), COLUMNS, found)


@app.command("open-paper")
def open_paper(
    ctx: typer.Context,
    programme: Programme,
    beneficiary: Beneficiary,
    commitment: Annotated[str, typer.Argument(help="承诺值，见 papers / Commitment, as `papers` says it")],
    out: Annotated[Path, typer.Argument(dir_okay=False, help="写入的文件（新建） / The file to make")],
    why: Why,
) -> None:
    """调阅一份材料，写入新文件，事由留痕。 / Open a paper into a new file; who and why is kept."""
    from application.evidence import open_evidence

    session = session_of(ctx)
    with session.desk() as desk:
        one, opened = open_evidence(programme, beneficiary, commitment, why=why, by=session.officer(), desk=desk)
    write_new(out, opened.content)
    session.answer({"file": str(out), "paper": one.paper, "commitment": opened.commitment, "salt": opened.salt})
