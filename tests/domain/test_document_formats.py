"""Document-number formats are a list: what it has to say, what it may not, and what it says of a document."""

from __future__ import annotations

from dataclasses import replace

import pytest
from hypothesis import given
from hypothesis import strategies as st

from domain.document_formats import rejections as rules
from domain.document_formats.decisions import LONGEST_ISSUER, MOST_FORMATS, check_document, list_formats
from domain.document_formats.events import DocumentFormat
from domain.document_formats.state import DocumentFormats, replay
from domain.documents import LONGEST_WORD, DocumentNumber
from domain.free_text import PersonalNumberInText, TextMissing, TextTooLong
from domain.levels import GovernmentLevel
from domain.rejected import Rejected

NATIONAL, PROVINCIAL, MUNICIPAL = GovernmentLevel.NATIONAL, GovernmentLevel.PROVINCIAL, GovernmentLevel.MUNICIPAL
NONE = DocumentFormats()
PROVINCE = DocumentFormat("省财社", "省财政厅", (PROVINCIAL, NATIONAL), 2009, None)
CITY_THEN = DocumentFormat("市财社", "市财政局", (MUNICIPAL,), 2004, 2018)
CITY_NOW = DocumentFormat("市财社", "市财政和资产管理局", (MUNICIPAL, PROVINCIAL), 2019, None)
ROWS = (PROVINCE, CITY_THEN, CITY_NOW)


def listed(*rows: DocumentFormat, strict: bool = False) -> DocumentFormats:
    return replay([list_formats(NONE, rows=rows, strict=strict)])


def held(formats: DocumentFormats, document: str, *levels: GovernmentLevel) -> None:
    check_document(formats, DocumentNumber.parse(document), levels)


def test_the_rows_are_kept_in_their_order_with_the_levels_from_the_top() -> None:
    said = list_formats(NONE, rows=ROWS, strict=True)
    assert (said.version, said.strict) == (1, True)
    assert said.formats == (replace(PROVINCE, brings=(NATIONAL, PROVINCIAL)), CITY_THEN, *said.formats[2:])
    assert said.formats[2].brings == (PROVINCIAL, MUNICIPAL)


def test_a_word_is_kept_as_a_document_number_has_it() -> None:
    said = list_formats(NONE, rows=(replace(PROVINCE, word=" ＡＢ财社 "),), strict=False)
    assert said.formats[0].word == DocumentNumber.parse("ＡＢ财社[2016]1号").word == "AB财社"


@pytest.mark.parametrize(
    ("rows", "rule", "field"),
    [
        ((), rules.NoDocumentFormats, "formats"),
        ((replace(PROVINCE, word=" "),), TextMissing, "formats[0].word"),
        ((replace(PROVINCE, word="财" * (LONGEST_WORD + 1)),), TextTooLong, "formats[0].word"),
        ((replace(PROVINCE, word="财社〔2016〕"),), rules.NotADocumentWord, "formats[0].word"),
        ((replace(PROVINCE, word="财社2"),), rules.NotADocumentWord, "formats[0].word"),
        ((replace(PROVINCE, word="财 社"),), rules.NotADocumentWord, "formats[0].word"),
        ((PROVINCE, replace(CITY_NOW, issuer="")), TextMissing, "formats[1].issuer"),
        ((replace(PROVINCE, issuer="厅" * (LONGEST_ISSUER + 1)),), TextTooLong, "formats[0].issuer"),
        ((replace(PROVINCE, issuer="110101199003078515"),), PersonalNumberInText, "formats[0].issuer"),
        ((replace(PROVINCE, brings=()),), rules.DocumentsBringNothing, "formats[0].brings"),
        ((replace(PROVINCE, first_year=1948),), rules.DocumentFormatYearOutOfRange, "formats[0].first_year"),
        ((replace(PROVINCE, last_year=2101),), rules.DocumentFormatYearOutOfRange, "formats[0].last_year"),
        ((replace(PROVINCE, last_year=2008),), rules.LastYearBeforeFirst, "formats[0].last_year"),
        ((*ROWS, PROVINCE), rules.DocumentWordTwice, "formats[3].word"),
        ((*ROWS, replace(CITY_NOW, first_year=2018)), rules.DocumentWordTwice, "formats[3].word"),
        ((*ROWS, replace(CITY_NOW, first_year=1990, last_year=2004)), rules.DocumentWordTwice, "formats[3].word"),
    ],
)
def test_a_list_that_cannot_be_right_is_refused(
    rows: tuple[DocumentFormat, ...], rule: type[Rejected], field: str
) -> None:
    with pytest.raises(rule) as refused:
        list_formats(NONE, rows=rows, strict=False)
    assert refused.value.field == field


def test_a_list_has_no_more_rows_than_it_may() -> None:
    rows = tuple(replace(PROVINCE, first_year=year, last_year=year) for year in range(1949, 2101))
    many = tuple(replace(row, word=word) for word in ("甲", "乙", "丙", "丁") for row in rows)
    assert len(list_formats(NONE, rows=many[:MOST_FORMATS], strict=False).formats) == MOST_FORMATS
    with pytest.raises(rules.TooManyDocumentFormats, match="501"):
        list_formats(NONE, rows=many[: MOST_FORMATS + 1], strict=False)


def test_the_same_list_is_not_recorded_twice_but_may_become_strict() -> None:
    once = list_formats(NONE, rows=ROWS, strict=False)
    with pytest.raises(rules.DocumentFormatsUnchanged):
        list_formats(replay([once]), rows=ROWS, strict=False)
    assert list_formats(replay([once]), rows=ROWS, strict=True).version == 2


def test_a_later_list_takes_the_place_of_the_whole_earlier_one() -> None:
    first = list_formats(NONE, rows=ROWS, strict=True)
    after = replay([first, list_formats(replay([first]), rows=(PROVINCE,), strict=True)])
    with pytest.raises(rules.DocumentWordNotListed):
        held(after, "市财社〔2020〕1号", MUNICIPAL)


@pytest.mark.parametrize(
    ("document", "levels"),
    [
        ("省财社〔2009〕1号", (NATIONAL, PROVINCIAL)),
        ("省财社[2100]1号", (PROVINCIAL,)),
        ("市财社〔2018〕1号", (MUNICIPAL,)),
        ("市财社〔2019〕1号", (PROVINCIAL, MUNICIPAL)),
    ],
)
def test_a_document_that_fits_its_row_brings_its_money(document: str, levels: tuple[GovernmentLevel, ...]) -> None:
    held(listed(*ROWS, strict=True), document, *levels)


@pytest.mark.parametrize(
    ("document", "level", "rule", "says"),
    [
        ("县财社〔2019〕1号", MUNICIPAL, rules.DocumentWordNotListed, "“县财社”不在"),
        ("省财社〔2008〕1号", PROVINCIAL, rules.DocumentYearNotListed, "2009 年起"),
        ("市财社〔2003〕1号", MUNICIPAL, rules.DocumentYearNotListed, "2004 至 2018 年、2019 年起"),
        (
            "市财社〔2018〕1号",
            PROVINCIAL,
            rules.DocumentOfAnotherLevel,
            "市财政局的文件（市财社〔2018〕1号）可下达的是市级",
        ),
        ("省财社〔2018〕1号", MUNICIPAL, rules.DocumentOfAnotherLevel, "中央、省级资金，不是市级资金"),
    ],
)
def test_a_document_that_does_not_fit_brings_none(
    document: str, level: GovernmentLevel, rule: type[Rejected], says: str
) -> None:
    with pytest.raises(rule) as refused:
        held(listed(*ROWS, strict=True), document, level)
    assert refused.value.field == "document"
    assert says in refused.value.sentence("zh")


def test_one_level_that_does_not_fit_is_enough() -> None:
    with pytest.raises(rules.DocumentOfAnotherLevel, match="brings no 市级 money, only 中央、省级"):
        held(listed(*ROWS), "省财社〔2018〕1号", NATIONAL, MUNICIPAL)


def test_a_list_that_is_not_strict_lets_other_words_pass_and_checks_its_own() -> None:
    held(listed(*ROWS), "县财社〔2019〕1号", MUNICIPAL)
    with pytest.raises(rules.DocumentYearNotListed, match="since 2009, not in 2008"):
        held(listed(*ROWS), "省财社〔2008〕1号", PROVINCIAL)


@given(year=st.integers(1949, 2100), level=st.sampled_from(GovernmentLevel))
def test_of_one_word_a_year_is_of_one_row_and_that_row_alone_decides(year: int, level: GovernmentLevel) -> None:
    of_year = [one for one in (CITY_THEN, CITY_NOW) if one.first_year <= year <= (one.last_year or 2100)]
    document = f"市财社〔{year}〕9号"
    if of_year and level in of_year[0].brings:
        held(listed(*ROWS), document, level)
        return
    rule = rules.DocumentOfAnotherLevel if of_year else rules.DocumentYearNotListed
    with pytest.raises(rule):
        held(listed(*ROWS), document, level)


@given(word=st.text(max_size=25))
def test_a_word_that_is_listed_is_found_again_in_a_number_that_has_it(word: str) -> None:
    try:
        formats = listed(replace(PROVINCE, word=word), strict=True)
    except (rules.NotADocumentWord, TextMissing, TextTooLong, PersonalNumberInText):
        return
    assert formats.listed is not None
    held(formats, f"{formats.listed.formats[0].word}〔2016〕1号", PROVINCIAL)
    held(formats, f"{word.strip()}〔2016〕1号", PROVINCIAL)
