"""people hold, lift, erase, like, judge, file, accesses; retention: what becomes of somebody's file."""

from __future__ import annotations

import json
from datetime import datetime
from pathlib import Path
from typing import Annotated

import typer

from api.readable import readable
from api.terminal import printing
from api.terminal.options import CommandId, chosen
from api.terminal.people import Beneficiary, app
from api.terminal.session import session_of

ADDED = True
Reason = Annotated[str, typer.Option("--reason", help="理由，不写姓名和号码 / Why; no names, no numbers")]
Why = Annotated[str, typer.Option("--why", help="查阅事由（留痕） / Why the record is opened; kept")]
Document = Annotated[str, typer.Option("--document", help="保全文书号 / Number of the document")]
retention_app = typer.Typer(name="retention", help="会计档案保管年限 / How long records are kept", no_args_is_help=True)


@app.command()
def hold(
    ctx: typer.Context, beneficiary: Beneficiary, document: Document, reason: Reason, command_id: CommandId = None
) -> None:
    """依法保全：不得删除此人信息。 / Place a legal hold: the data must not be erased."""
    from application.commands.personal_files import PlaceLegalHold, place_legal_hold

    with session_of(ctx).task(command_id) as task:
        ask = PlaceLegalHold(command_id=task.command_id, beneficiary=beneficiary, document=document, reason=reason)
        task.done(place_legal_hold(ask, by=task.by, desk=task.desk))


@app.command()
def lift(
    ctx: typer.Context,
    beneficiary: Beneficiary,
    document: Document,
    by_document: Annotated[str, typer.Option("--by-document", help="解除文书号 / Document that lifts it")],
    reason: Reason,
    command_id: CommandId = None,
) -> None:
    """解除保全；解除人不得下令删除。 / Lift a hold; whoever lifts it may not order the erasure."""
    from application.commands.personal_files import LiftLegalHold, lift_legal_hold

    with session_of(ctx).task(command_id) as task:
        ask = LiftLegalHold(
            command_id=task.command_id,
            beneficiary=beneficiary,
            document=document,
            lifting_document=by_document,
            reason=reason,
        )
        task.done(lift_legal_hold(ask, by=task.by, desk=task.desk))


@app.command()
def erase(
    ctx: typer.Context,
    beneficiary: Beneficiary,
    request: Annotated[str, typer.Option("--request", help="申请或决定文号 / The paper that asks for it")],
    reason: Reason,
    command_id: CommandId = None,
) -> None:
    """删除个人信息：密钥、档案、盐与索引；不可恢复。 / Erase a person's data; it cannot be undone."""
    from application.commands.personal_files import ErasePerson, erase_person

    session = session_of(ctx)
    with session.task(command_id) as task:
        ask = ErasePerson(command_id=task.command_id, beneficiary=beneficiary, request=request, reason=reason)
        task.done(erase_person(ask, by=task.by, desk=task.desk))
    session.say(
        session.text(
            "请接着运行 vault overwrite，并重写密钥备份（vault keys）。",
            "Now run `vault overwrite`, and write the key file anew (`vault keys`).",
        )
    )


@app.command()
def like(ctx: typer.Context, beneficiary: Beneficiary, why: Why) -> None:
    """查找可能重复登记的人员，按相似分排列。 / Find who may be the same person, by score."""
    session = session_of(ctx)
    with session.desk() as desk:
        by = session.officer().id
        record = desk.vault.reveal(beneficiary, actor=by, why=why)
        found = desk.vault.resembling(record, actor=by, why=why, besides=beneficiary)
    if session.as_json:
        session.print_json({"beneficiary": beneficiary, "candidates": found})
        return
    session.table(session.text("疑似重复", "Candidates"), ("beneficiary", "score", "same", "near"), found)


@app.command()
def judge(
    ctx: typer.Context,
    beneficiary: Beneficiary,
    other: Annotated[str, typer.Argument(help="另一人员编号 / The other beneficiary id")],
    found: Annotated[str, typer.Argument(help="结论：same 同一人，different 不同人 / Finding: same or different")],
    reason: Reason,
    command_id: CommandId = None,
) -> None:
    """认定是否同一人；同一人则关闭后一次登记。 / Say whether two are one person; the later is then closed."""
    from application.commands.personal_files import JudgeLikeness, SameOrNot, judge_likeness

    with session_of(ctx).task(command_id) as task:
        ask = JudgeLikeness(
            command_id=task.command_id,
            beneficiary=beneficiary,
            other=other,
            found=chosen(SameOrNot, found, "found"),
            reason=reason,
        )
        task.done(judge_likeness(ask, by=task.by, desk=task.desk))


@app.command("file")
def file_(
    ctx: typer.Context,
    beneficiary: Beneficiary,
    out: Annotated[Path, typer.Argument(dir_okay=False, help="写入的文件（新建） / The file to make")],
    why: Why,
    text: Annotated[bool, typer.Option("--text", help="写成可读文本而非 JSON / As text to read, not JSON")] = False,
) -> None:
    """导出此人的全部信息（个人信息查阅权），留痕。 / Export all that is held of a person; recorded."""
    from application.personal_file import personal_file

    session = session_of(ctx)
    with session.query() as desk:
        held = printing.to_json(personal_file(beneficiary, by=session.officer(), why=why, desk=desk))
    content = readable(json.loads(held), session.language) if text else held + "\n"
    with out.open("x", encoding="utf-8") as file:
        out.chmod(0o600)
        file.write(content)
    session.answer({"out": str(out)})


@app.command()
def accesses(
    ctx: typer.Context,
    beneficiary: Annotated[str, typer.Option("--of", metavar="ID", help="只看此人 / Of one person")] = "",
    by: Annotated[str, typer.Option("--by", metavar="OFFICER", help="只看此经办人 / By one officer")] = "",
    since: Annotated[datetime | None, typer.Option("--since", help="自此时（UTC）起 / From then on (UTC)")] = None,
    until: Annotated[datetime | None, typer.Option("--until", help="至此时（UTC）前 / Before then (UTC)")] = None,
    after: Annotated[int, typer.Option("--after", min=0, help="此序号之后 / Behind this number")] = 0,
    limit: Annotated[int, typer.Option("--limit", min=1, max=10_000, help="最多几条 / At most so many")] = 100,
) -> None:
    """查阅日志：谁在何时为何处理过谁的信息。 / Who handled whose clear data, when and why."""
    from datetime import UTC

    from application.people import AccessQuestion

    session = session_of(ctx)
    asked = AccessQuestion(
        beneficiary=beneficiary,
        officer=by,
        since=since and since.replace(tzinfo=UTC),
        until=until and until.replace(tzinfo=UTC),
    )
    with session.desk() as desk:
        found = desk.vault.access_log(asked, after=after, limit=limit)
    if session.as_json:
        session.print_json(found)
        return
    columns = ("number", "accessed_at", "actor", "action", "beneficiary_id", "why")
    session.table(session.text("查阅日志", "Access log"), columns, found)


@retention_app.command("set")
def set_(
    ctx: typer.Context,
    years: Annotated[str, typer.Argument(help="年数，或 ever（永久） / Years, or ever")],
    document: Annotated[str, typer.Option("--document", help="依据文号 / The document that orders it")],
    programme: Annotated[str, typer.Option("--programme", help="项目；不填为其余全部 / Left out: all others")] = "",
    command_id: CommandId = None,
) -> None:
    """设定会计档案保管年限，自最后一笔所在年度终了起算。 / Set how long accounting records are kept."""
    from application.commands.safekeeping import SetRetention, set_retention

    if years != "ever" and not years.isdigit():
        raise typer.BadParameter("10、30、ever")
    with session_of(ctx).task(command_id) as task:
        ask = SetRetention(
            command_id=task.command_id,
            programme=programme,
            years=None if years == "ever" else int(years),
            document=document,
        )
        task.done(set_retention(ask, by=task.by, desk=task.desk))
