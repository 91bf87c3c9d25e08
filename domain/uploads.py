"""What a list that somebody brings as a file is refused for as a whole, before any cell is looked at."""

from __future__ import annotations

from domain.rejected import Rejected


class FileEmpty(Rejected):
    """The file is empty."""

    code = "file_empty"
    zh = "文件是空的。"


class FileTooBig(Rejected):
    """The file has {size} bytes, more than the {limit} allowed."""

    code = "file_too_big"
    zh = "文件有 {size} 字节，超过上限 {limit} 字节。"


class FileKindUnknown(Rejected):
    """The file is neither an Excel workbook (.xlsx, .xls) nor a CSV text."""

    code = "file_kind_unknown"
    zh = "文件既不是 Excel 工作簿（.xlsx、.xls），也不是 CSV 文本。"


class FileDamaged(Rejected):
    """The workbook cannot be opened: it is damaged or protected by a password. Save it again without a password."""

    code = "file_damaged"
    zh = "工作簿无法打开：已损坏或设有密码。请取消密码后重新保存。"


class FileEncodingUnknown(Rejected):
    """The text is neither UTF-8 nor GB18030; save it as “CSV UTF-8”."""

    code = "file_encoding_unknown"
    zh = "文本编码既不是 UTF-8 也不是 GB18030，请另存为“CSV UTF-8”。"


class FileSwollen(Rejected):
    """The workbook unpacks to far more than a list would ({what}); it is not opened."""

    code = "file_swollen"
    zh = "工作簿解压后远大于正常名单（{what}），系统不予打开。"


class TooManyRows(Rejected):
    """The sheet has more than {limit} rows."""

    code = "too_many_rows"
    zh = "工作表超过 {limit} 行。"


class NoHeadings(Rejected):
    """No sheet has a row of headings; expected are: {headings}."""

    code = "no_headings"
    zh = "没有找到表头，应包含：{headings}。"


class HeadingsMissing(Rejected):
    """Sheet {sheet}, row {row}: these headings are missing: {headings}."""

    code = "headings_missing"
    zh = "工作表“{sheet}”第 {row} 行表头缺少：{headings}。"


class HeadingTwice(Rejected):
    """Sheet {sheet}, row {row}: columns {columns} all mean {heading}."""

    code = "heading_twice"
    zh = "工作表“{sheet}”第 {row} 行表头中，{columns} 列都是“{heading}”。"


class HeadingInWan(Rejected):
    """Sheet {sheet}: column {column} is headed in 万元; amounts must be in yuan."""

    code = "heading_in_wan"
    zh = "工作表“{sheet}”{column} 列表头以“万元”为单位，金额必须以元为单位。"


class SeveralSheets(Rejected):
    """Several sheets hold such a list ({sheets}); say which one."""

    code = "several_sheets"
    zh = "有多个工作表含有名单（{sheets}），请指定其中一个。"


class NoSuchSheet(Rejected):
    """There is no visible sheet {sheet}."""

    code = "no_such_sheet"
    zh = "没有可见的工作表“{sheet}”。"


class NoRows(Rejected):
    """Sheet {sheet} has headings and no rows below them."""

    code = "no_rows"
    zh = "工作表“{sheet}”表头下没有数据。"


class HasBadCells(Rejected):
    """{count} cells are wrong; nothing was saved. Correct them and bring the file again."""

    code = "has_bad_cells"
    zh = "有 {count} 个单元格有误，未保存任何内容。请更正后重新导入。"


class DoubtsNotAccepted(Rejected):
    """{count} remarks about the file have to be accepted first: {codes}."""

    code = "doubts_not_accepted"
    zh = "请先确认关于该文件的 {count} 项提示：{codes}。"


class RowOutsideArea(Rejected):
    """This person lives in {region}; the list was brought for {area}."""

    code = "row_outside_area"
    zh = "此人所在区划为 {region}，不在所报区划 {area} 之内。"
