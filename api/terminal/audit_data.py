"""audit-data: a year's books for auditors' software, and their check; open-data: what is public of a year."""

from __future__ import annotations

from collections.abc import Iterable
from pathlib import Path
from typing import Annotated

import typer

from api.terminal import printing
from api.terminal.files import OutputNotWritten, check_new, write_new
from api.terminal.options import AFile, AsOf, NewFile, Year, month
from api.terminal.session import session_of

app = typer.Typer(name="audit-data", help="审计数据：导出、核对、结构 / The books for auditors", no_args_is_help=True)
open_app = typer.Typer(name="open-data", help="公开数据：导出、字典 / Open data", no_args_is_help=True)


@app.command()
def export(
    ctx: typer.Context,
    year: Year,
    out: NewFile,
    first: Annotated[str, typer.Option("--from", metavar="MONTH", help="起始月份，默认当年 1 月 / First month")] = "",
    last: Annotated[str, typer.Option("--to", metavar="MONTH", help="结束月份，默认当年 12 月 / Last month")] = "",
    as_of: AsOf = None,
) -> None:
    """导出一年或其中几个月的账簿（zip）。 / Write the books of a year, or of months of it, as one zip."""
    from application.audit_data.books import span_of
    from application.audit_data.exporting import exported, wanted

    session = session_of(ctx)
    check_new(out)
    with session.query() as desk:
        months = month(first or f"{year}-01", "from"), month(last or f"{year}-12", "to")
        span = span_of(*months, today=desk.clock.today())
        position = as_of if as_of is None or isinstance(as_of, int) else desk.views.position_at(as_of)
        asked = wanted(span, position, desk)
        size = _write_pieces(out, exported(asked, desk))
    session.answer({"out": str(out), "as_of": asked.as_of, "bytes": size})


@app.command()
def check(ctx: typer.Context, file: AFile) -> None:
    """核对审计数据包，不需要数据库；有误即说明是哪里。 / Recompute a package; no database is needed for it."""
    from application.audit_data.checking import checked

    session = session_of(ctx)
    with file.open("rb") as content:
        found = checked(content)
    session.answer(printing.plain(found))


@app.command()
def shape(ctx: typer.Context) -> None:
    """数据包的表、字段及其依据（JSON）。 / The tables and fields of a package, and what they rest on."""
    from application.audit_data.describing import described

    session_of(ctx).print_json(described())


@open_app.command("export")
def export_open(ctx: typer.Context, year: Year, out: NewFile, as_of: AsOf = None) -> None:
    """导出一年的公开数据（zip：CSV、Parquet、数据字典）。 / Write a year's open data, with its dictionary."""
    from application.open_data.package import OpenData

    session = session_of(ctx)
    check_new(out)
    with session.query() as desk:
        position = as_of if as_of is None or isinstance(as_of, int) else desk.views.position_at(as_of)
        found = OpenData(desk.views, session.door.exports(), desk.log.ledger)
        at, content = found.package(year, as_of=position)
    write_new(out, content)
    session.answer({"out": str(out), "as_of": at, "bytes": len(content)})


@open_app.command("dictionary")
def open_dictionary(ctx: typer.Context) -> None:
    """公开数据的数据字典（JSON）。 / The dictionary of open data."""
    from application.open_data.package import dictionary

    session_of(ctx).print_json(dictionary())


def _write_pieces(path: Path, pieces: Iterable[bytes]) -> int:
    """Write a new file piece by piece and return its length. Raises OutputExists, OutputNotWritten; then none is left
    behind that is not whole."""
    write_new(path, b"")
    size = 0
    try:
        with path.open("r+b") as file:
            for piece in pieces:
                size += file.write(piece)
    except OSError as problem:
        path.unlink(missing_ok=True)
        raise OutputNotWritten("out", path=path, why=problem.strerror or problem) from None
    except BaseException:
        path.unlink(missing_ok=True)
        raise
    return size
