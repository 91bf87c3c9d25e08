"""Why a list of document-number formats is refused, and why a document is by a list."""

from __future__ import annotations

from domain.rejected import Rejected


class NotADocumentWord(Rejected):
    """“{word}” cannot stand before the year of a document number; write 财社 for 财社〔2016〕114号."""

    code = "not_a_document_word"
    zh = "“{word}”不能作文号的发文机关代字；财社〔2016〕114号 应填“财社”。"


class NotADocumentYear(Rejected):
    """The cell must hold a year of four digits, such as 2009."""

    code = "not_a_document_year"
    zh = "应填四位年份，如 2009。"


class NoDocumentFormats(Rejected):
    """The list is empty: name at least one office's documents."""

    code = "no_document_formats"
    zh = "文号格式名单是空的，至少列一个发文机关代字。"


class TooManyDocumentFormats(Rejected):
    """The list has {rows} rows, {most} are allowed."""

    code = "too_many_document_formats"
    zh = "文号格式名单有 {rows} 行，最多 {most} 行。"


class DocumentWordTwice(Rejected):
    """“{word}” is listed twice for the year {year}; an office that took a word over begins in a later year."""

    code = "document_word_twice"
    zh = "“{word}”在 {year} 年列了两次；代字改由他机关使用的，应从其后的年份起列。"


class DocumentFormatYearOutOfRange(Rejected):
    """A word is in use in years from 1949 to 2100, not in {year}."""

    code = "document_format_year_out_of_range"
    zh = "代字的使用年份应在 1949 至 2100 之间，不是 {year}。"


class LastYearBeforeFirst(Rejected):
    """The last year {last} lies before the first, {first}."""

    code = "last_year_before_first"
    zh = "停用年份 {last} 早于启用年份 {first}。"


class DocumentsBringNothing(Rejected):
    """Say of which levels these documents may bring money: at least one."""

    code = "documents_bring_nothing"
    zh = "应填该文号可下达资金的级次，至少一级。"


class DocumentFormatsUnchanged(Rejected):
    """The document-number formats are listed exactly so already."""

    code = "document_formats_unchanged"
    zh = "文号格式已如此登记，没有变化。"


class DocumentWordNotListed(Rejected):
    """No office with the word “{word}” is on the ledger's list of document-number formats, so {document} brings nothing
    here."""

    code = "document_word_not_listed"
    zh = "文号 {document} 的代字“{word}”不在本账本登记的文号格式中，不得据此登记资金。"


class DocumentYearNotListed(Rejected):
    """By the ledger's list “{word}” is in use {years_en}, not in {year} as {document} has it."""

    code = "document_year_not_listed"
    zh = "按本账本登记的文号格式，代字“{word}”的使用年份是 {years_zh}，文号 {document} 的 {year} 年不在其中。"


class DocumentOfAnotherLevel(Rejected):
    """By the ledger's list a document of {issuer} ({document}) brings no {level} money, only {brings}."""

    code = "document_of_another_level"
    zh = "按本账本登记的文号格式，{issuer}的文件（{document}）可下达的是{brings}资金，不是{level}资金。"
