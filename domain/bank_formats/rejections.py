"""Why a bank format, or a file in it, is refused."""

from __future__ import annotations

from domain.rejected import Rejected


class NotAFormatCode(Rejected):
    """A format's code has 2 to 30 small letters, digits and hyphens, and is not xlsx or csv, our own lists."""

    code = "not_a_format_code"
    zh = "格式代码应为 2 至 30 位小写字母、数字或连字符，且不得为 xlsx、csv（系统自有清单）。"


class NoSuchBankFormat(Rejected):
    """There is no bank format “{format}”."""

    code = "no_such_bank_format"
    zh = "没有银行格式“{format}”。"


class BankFormatUnchanged(Rejected):
    """Bank format {format} is declared exactly so already."""

    code = "bank_format_unchanged"
    zh = "银行格式 {format} 已如此登记，没有变化。"


class ColumnsNotWanted(Rejected):
    """A pain.001 message has no columns: its shape is the standard's."""

    code = "columns_not_wanted"
    zh = "pain.001 报文没有列，其结构由标准规定。"


class ColumnMissing(Rejected):
    """A payment file needs a column of accounts, and one of amounts in yuan or in fen: not both, and not twice."""

    code = "column_missing"
    zh = "付款文件应有账号列，金额列应有且仅有一列（元或分）。"


class HeadingsWrong(Rejected):
    """With a row of headings each column has one of its own: column {column} has none, or another column's."""

    code = "headings_wrong"
    zh = "有表头时各列表头不得为空或重复：第 {column} 列不符。"


class WidthsWrong(Rejected):
    """Columns have a width (1 to 500 bytes) in a text file without a delimiter, and only there: column {column}."""

    code = "widths_wrong"
    zh = "无分隔符的文本文件各列须定宽（1 至 500 字节），其他文件不得定宽：第 {column} 列不符。"


class ConstantsWrong(Rejected):
    """A constant column says its text, every other none: column {column}."""

    code = "constants_wrong"
    zh = "常量列须写明内容，其他列不得写常量：第 {column} 列不符。"


class DelimiterWrong(Rejected):
    """Columns of a text are parted by one of , ; | or a tab; a workbook and a message have no delimiter."""

    code = "delimiter_wrong"
    zh = "文本各列以 , ; | 或制表符分隔；工作簿和报文没有分隔符。"


class PayerMissing(Rejected):
    """A pain.001 message names who pays: the account's name and number, the bank and its CNAPS code."""

    code = "payer_missing"
    zh = "pain.001 报文须写明付款户名、账号、开户行及其联行号。"


class NotACnapsCode(Rejected):
    """A bank's CNAPS code has 12 digits."""

    code = "not_a_cnaps_code"
    zh = "联行号应为 12 位数字。"


class NotAPayersAccount(Rejected):
    """The payer's account has 5 to 34 digits, letters or hyphens."""

    code = "not_a_payers_account"
    zh = "付款账号应为 5 至 34 位数字、字母或连字符。"


class WordsOfBoth(Rejected):
    """“{word}” cannot mean both paid and sent back."""

    code = "words_of_both"
    zh = "“{word}”不能既表示成功又表示退回。"


class ValueTooWide(Rejected):
    """Payment {payout} does not fit into column “{heading}” of {width} bytes."""

    code = "value_too_wide"
    zh = "发放记录 {payout} 超出“{heading}”列的宽度 {width} 字节。"


class NoAccountToPay(Rejected):
    """Payment {payout} has no name or no account number that the bank's file could name."""

    code = "no_account_to_pay"
    zh = "发放记录 {payout} 没有户名或账号，无法写入银行文件。"
