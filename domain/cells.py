"""What one cell of a list is refused for, and what only an officer can decide about it. No value is ever repeated."""

from __future__ import annotations

from domain.rejected import Rejected


class CellMissing(Rejected):
    """The cell is blank; this column is required."""

    code = "cell_missing"
    zh = "单元格为空，该列必填。"


class CellNeitherGiven(Rejected):
    """One of these columns must be filled in: {headings}."""

    code = "cell_neither_given"
    zh = "以下列至少填写一项：{headings}。"


class CellNotText(Rejected):
    """The cell must hold text, not a number, a date or a truth value."""

    code = "cell_not_text"
    zh = "单元格应为文本，而不是数值、日期或逻辑值。"


class CellTooLong(Rejected):
    """The text has {length} characters, more than {limit}."""

    code = "cell_too_long"
    zh = "文本有 {length} 个字，超过 {limit} 个字。"


class CellUnreadable(Rejected):
    """The text holds characters that cannot be read (position {position}); type it again."""

    code = "cell_unreadable"
    zh = "文本第 {position} 个字无法识别，请重新录入。"


class NotAmongWords(Rejected):
    """The cell must say one of: {words}."""

    code = "not_among_words"
    zh = "应填以下之一：{words}。"


class NotAName(Rejected):
    """A name holds letters, blanks and middle dots only; position {position} is something else."""

    code = "not_a_name"
    zh = "姓名只能由文字、空格和间隔号组成，第 {position} 个字不符。"


class NotAPhone(Rejected):
    """This is not a telephone number: 7 to 12 digits, with an area code if it is a landline."""

    code = "not_a_phone"
    zh = "不是电话号码：应为 7 至 12 位数字，固定电话带区号。"


class NotYesOrNo(Rejected):
    """The cell must say 是 or 否 (yes or no)."""

    code = "not_yes_or_no"
    zh = "应填“是”或“否”。"


class NotAResidence(Rejected):
    """The cell must say 城镇 or 农村 (urban or rural)."""

    code = "not_a_residence"
    zh = "应填“城镇”或“农村”。"


class NotARegion(Rejected):
    """A region code has 6 or 12 digits."""

    code = "not_a_region"
    zh = "行政区划代码应为 6 位或 12 位数字。"


class NotADisabilityType(Rejected):
    """The type of disability is one of 视力 听力 言语 肢体 智力 精神 多重, or 1 to 7."""

    code = "not_a_disability_type"
    zh = "残疾类别应为视力、听力、言语、肢体、智力、精神、多重之一，或 1 至 7。"


class NotADisabilityLevel(Rejected):
    """The level of disability is one of 一级 二级 三级 四级, or 1 to 4."""

    code = "not_a_disability_level"
    zh = "残疾等级应为一级、二级、三级、四级之一，或 1 至 4。"


class NotADay(Rejected):
    """This is not a whole date such as 2026-03-01, 2026.3.1 or 2026年3月1日."""

    code = "not_a_day"
    zh = "不是完整日期，应写成 2026-03-01、2026.3.1 或 2026年3月1日。"


class AmountUnreadable(Rejected):
    """This is not an amount of yuan such as 1000.00 or 1,234.50."""

    code = "amount_unreadable"
    zh = "不是金额，应写成 1000.00 或 1,234.50 这样的元数。"


class AmountTooFine(Rejected):
    """The amount has more than two decimals; nothing is rounded."""

    code = "amount_too_fine"
    zh = "金额超过两位小数，系统不作四舍五入。"


class AmountNegative(Rejected):
    """The amount is negative."""

    code = "amount_negative"
    zh = "金额为负数。"


class AmountZero(Rejected):
    """The amount is zero."""

    code = "amount_zero"
    zh = "金额为零。"


class AmountTooLarge(Rejected):
    """The amount is larger than any payment can be."""

    code = "amount_too_large"
    zh = "金额过大，不可能是一笔补贴。"


class ErrorInCell(Rejected):
    """The cell shows the error {error}."""

    code = "error_in_cell"
    zh = "单元格显示错误 {error}。"


class FormulaWithoutValue(Rejected):
    """The cell holds a formula whose value is missing or an error; put the value itself."""

    code = "formula_without_value"
    zh = "单元格是公式，但没有计算结果或结果有误，请填写数值本身。"


class CellsMerged(Rejected):
    """The cells {range} are merged; each row needs cells of its own."""

    code = "cells_merged"
    zh = "单元格 {range} 已合并，每一行必须有自己的单元格。"


class TwiceInFile(Rejected):
    """The same value stands in rows {rows}."""

    code = "twice_in_file"
    zh = "第 {rows} 行的内容相同。"


class TotalDoesNotFoot(Rejected):
    """The total row says {stated}, the rows add up to {computed}."""

    code = "total_does_not_foot"
    zh = "合计行为 {stated}，各行相加为 {computed}。"


class HiddenRows(Rejected):
    """{count} rows with data are hidden (by hand or by a filter) and are read all the same."""

    code = "hidden_rows"
    zh = "有 {count} 行数据被隐藏（手工或筛选），仍会被读入。"


class HiddenColumn(Rejected):
    """The column is hidden and is read all the same."""

    code = "hidden_column"
    zh = "该列被隐藏，仍会被读入。"


class FormulasRead(Rejected):
    """{count} cells of this column are formulas; the values last computed are read."""

    code = "formulas_read"
    zh = "该列有 {count} 个单元格是公式，读入的是上次计算的结果。"


class ColumnNotRead(Rejected):
    """The column is not known and is not read."""

    code = "column_not_read"
    zh = "该列不是本表的栏目，不会读入。"


class SheetNotRead(Rejected):
    """This sheet has content too and is not read."""

    code = "sheet_not_read"
    zh = "该工作表也有内容，不会读入。"


class NotLookedAtCloser(Rejected):
    """Hidden rows, formulas, errors and merged cells cannot be seen in this file; save it as .xlsx to check them."""

    code = "not_looked_at_closer"
    zh = "无法检查该文件中的隐藏行、公式、错误值和合并单元格；另存为 .xlsx 后可以检查。"


class EndsInZeros(Rejected):
    """The number ends in 000, as numbers do that Excel has cut to 15 digits; compare it with the document."""

    code = "ends_in_zeros"
    zh = "号码末三位为 000，可能是 Excel 截断所致，请与证件核对。"
