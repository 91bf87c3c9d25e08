"""Options and arguments that several verbs share, and how their values are read."""

from __future__ import annotations

from datetime import date, datetime
from enum import StrEnum
from pathlib import Path
from typing import TYPE_CHECKING, Annotated, Any, TypeVar

import typer

if TYPE_CHECKING:
    from domain.money import Money
    from domain.periods import Month, Period

Kind = TypeVar("Kind", bound=StrEnum)


def _day(text: str) -> date:
    try:
        return date.fromisoformat(text)
    except ValueError:
        raise typer.BadParameter("日期应写成 2017-04-25 / a date such as 2017-04-25") from None


def _as_of(text: str) -> Any:
    if text.isascii() and text.isdigit():
        return int(text)
    try:
        instant = datetime.fromisoformat(text)
    except ValueError:
        instant = None
    if instant is None or instant.tzinfo is None:
        raise typer.BadParameter(
            "应为位置（如 120）或带时区的时刻（如 2017-04-25T08:00:00+08:00） / a position, or an instant with its zone"
        )
    return instant


CommandId = Annotated[
    str | None,
    typer.Option(
        "--command-id", help="命令编号，重试时重复使用；不填则自动生成 / Repeat it on retry; made up if absent"
    ),
]
On = Annotated[
    date | None,
    typer.Option("--on", parser=_day, metavar="DATE", help="业务日期，默认今天 / Day it counts for; default today"),
]
ValueDate = Annotated[
    date | None,
    typer.Option("--value-date", parser=_day, metavar="DATE", help="起息日，默认今天 / Value date; default today"),
]
AsOf = Annotated[
    Any,
    typer.Option(
        "--as-of", parser=_as_of, metavar="POSITION|INSTANT", help="截至哪一条或哪一时刻的记录 / As recorded up to"
    ),
]
Effective = Annotated[
    date | None,
    typer.Option("--effective", parser=_day, metavar="DATE", help="截至哪一天生效 / As counting up to that day"),
]
Since = Annotated[
    Any,
    typer.Option(
        "--since",
        parser=_as_of,
        metavar="POSITION|INSTANT",
        help="起点：位置或时刻，默认账本之初；只给日期时为现在 / From; else the beginning, or now if a day is given",
    ),
]
SinceEffective = Annotated[
    date | None,
    typer.Option(
        "--since-effective", parser=_day, metavar="DATE", help="起点计至此日生效 / Of the start: up to that day"
    ),
]
Document = Annotated[str, typer.Option("--document", help="文号，如 财社〔2016〕114号 / Document number")]
Amount = Annotated[str, typer.Option("--amount", help="金额（元） / Amount in yuan, such as 1000.00")]
Programme = Annotated[str, typer.Argument(help="项目编号 / Programme id")]
Year = Annotated[int, typer.Argument(min=1900, max=2200, help="年度 / Fiscal year")]
Region = Annotated[str, typer.Argument(help="区划代码，6 或 12 位 / Region code")]
PeriodText = Annotated[str, typer.Argument(help="期间：2017、2017-H1、2017-Q2、2017-04 / Period")]
Batch = Annotated[str, typer.Argument(help="批次编号 项目/期间/序号 / Batch id")]
People = Annotated[list[str] | None, typer.Argument(help="人员编号 / Beneficiary ids")]
FromFile = Annotated[
    Path | None,
    typer.Option(
        "--from",
        exists=True,
        dir_okay=False,
        readable=True,
        help="含人员编号的 CSV（people import --out 的输出即可） / CSV of beneficiary ids",
    ),
]
AFile = Annotated[Path, typer.Argument(exists=True, dir_okay=False, readable=True, help="文件 / File")]
Out = Annotated[Path | None, typer.Option("--out", help="写入的新文件 / New file to write")]
NewFile = Annotated[Path, typer.Option("--out", help="写入的新文件 / New file to write")]
Why = Annotated[str, typer.Option("--why", help="查阅个人信息的事由，留痕 / Why clear data is read; kept")]
Reason = Annotated[str, typer.Option("--reason", help="原因 / Reason")]
Accept = Annotated[
    list[str] | None,
    typer.Option("--accept", metavar="CODE", help="确认某类提示，可多次 / Accept remarks of this code"),
]
SheetName = Annotated[str, typer.Option("--sheet", help="工作表名 / Sheet, where there are several")]


def yuan(text: str, field: str = "amount") -> Money:
    """Read an amount of yuan. Raises NotAnAmount, FinerThanOneFen."""
    from domain.money import Money

    return Money.from_yuan(text, field=field)


def period(text: str) -> Period:
    """Read a period. Raises NotAPeriod."""
    from domain.periods import Period

    return Period.parse(text)


def month(text: str, field: str) -> Month:
    """Read a month. Raises NotAMonth."""
    from domain.periods import Month

    return Month.parse(text, field=field)


def chosen(kinds: type[Kind], text: str, option: str) -> Kind:
    """Return the member with this value or this Chinese name. Raises BadParameter, which names all there are."""
    for kind in kinds:
        if text in (kind.value, getattr(kind, "zh", "")):
            return kind
    choices = "、".join(kind.value for kind in kinds)
    raise typer.BadParameter(f"{option}: {choices}")
