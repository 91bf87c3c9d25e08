"""Writes docs/audit-data.md from the shape itself: `python -m tests.docs.audit_data`."""

from __future__ import annotations

import textwrap
from collections.abc import Iterator
from pathlib import Path

from application.audit_data.describing import BASIS_WORDS
from application.audit_data.shape import Table
from application.audit_data.tables import FILES

FILE = Path(__file__).parents[2] / "docs" / "audit-data.md"
HEAD = """\
# Audit data 审计数据

Written by `python -m tests.docs.audit_data`. `subsidy-ledger audit-data export 2017 --out books.zip` writes the
books of a year (`--from`, `--to`: of some of its months) as of a position, the service does so at `/v1/audit-data`,
an auditor's page is 审计数据; `subsidy-ledger audit-data check books.zip` recomputes them without the ledger.

## What is known of the standards 标准

- **GB/T 24589.2-2010** 财经信息技术 会计核算软件数据接口 第2部分：行政事业单位. Public are its title, that it says
  which data elements accounting software hands out and in which files (XML), and, through descriptions of software
  that writes the series' files, the names of tables and fields of the series: 电子账簿, 会计期间, 记账凭证类型,
  会计科目, 科目辅助核算, 科目余额及发生额, 记账凭证. Those descriptions are of part 1 (企业). That part 2 names its
  fields alike, and their order, lengths and codes, is assumed.
- **GB/T 42940-2023** 财经信息技术 财政预算管理软件审计数据接口 (in force since 2024-03-01). Public are its title,
  its scope and its contents: six classes (基础信息, 项目信息, 预算信息, 收入信息, 支出信息, 决算与报告) and an XML
  outline of each. Its data elements were not to be had: a field that follows it is named by us.

Neither text was at hand. The shape follows what is public and claims no conformity; `标准版本号` says 参照. What
each field's name rests on is one of:

"""
REST = """\

What the ledger does not hold is left empty (组织机构代码, 行业) or out: quantities, foreign currencies and exchange
rates, cash flow, departments, staff and customers, 附件数, 审核人 and 记账人 (approvals are entries of the log, not
of a voucher), reports. Names, ID numbers and bank accounts are never in it. A person paid stands under a hash of
ledger and id, so that whoever has the ledger finds the person again and nobody else does.

## How it is written 写法

One zip: `vouchers.xml`, `balances.xml`, `lines.xml`, `books.xml`, `shape.json` (this page as data, in both languages)
and `control.json`. UTF-8; one row is one line with all its fields in order; amounts are yuan with two decimals, exact
to the fen; days are eight digits. An entry of the log that posts is a voucher, its position the voucher's number:
without a gap in the log, with gaps here, since not every entry posts. A voucher lies in the month its postings are
effective, so a late entry comes into the books of its month as of a later position. The same months as of the same
position are the same bytes, but for the signed checkpoint, which is the newest one; `control.json` has the root of
the tree of the books' position and the consistency proof (RFC 9162) from it to that checkpoint.

`control.json` says of each file its length, SHA-256, rows and the sum of each column of amounts (over all levels
and kinds: a number to check with, and no figure to report). The checker holds all of it against the files, and:
debits are credits in each voucher; numbers rise; days lie in their periods; each balance is opening and movements;
each month begins with what the one before closed with; openings balance; movements are what the vouchers come to;
each fund line is its closing balances; the checkpoint continues the books' tree. The checkpoint's signature is for
a verifier with the log's keys ([verify.md](verify.md)).

"""


def page() -> str:
    """Return the page."""
    bases = [f"- **{basis.value}** {zh}: {en}." for basis, (zh, en) in BASIS_WORDS.items()]
    return HEAD + "\n".join(bases) + "\n" + REST + "\n".join(_files())


def _files() -> Iterator[str]:
    for file in FILES:
        yield f"## {file.name} {file.zh}\n"
        for table in file.tables:
            yield from _table(table)


def _table(table: Table) -> Iterator[str]:
    yield f"**{table.name}** {table.en}; {table.group}\n"
    for one in table.fields:
        said = f"- `{one.name}` {one.en} ({one.form.value}, **{one.basis.value}**): {one.source.en}."
        yield textwrap.fill(said, 100, subsequent_indent="  ", break_on_hyphens=False, break_long_words=False)
    yield ""


def main() -> None:
    """Write the page."""
    FILE.write_text(page(), "utf-8")


if __name__ == "__main__":
    main()
