"""Where each field comes from is said in both languages, in the shape and in the file."""

from __future__ import annotations

import json
import re

import pytest

from application.audit_data.shape import Field
from application.audit_data.sources import SOURCES
from application.audit_data.tables import FILES
from tests.audit_data.support import a_desk, a_story, files_of, package
from tests.support.chinese import english_words

FIELDS = [(f"{table.name} {one.name}", one) for file in FILES for table in file.tables for one in table.fields]


@pytest.mark.parametrize("field", [pytest.param(one, id=name) for name, one in FIELDS])
def test_every_field_says_in_both_languages_where_it_comes_from(field: Field) -> None:
    assert english_words(field.source.zh) == []
    assert re.search("[a-z]{2}", field.source.en)
    assert not re.search("[，；：。]", field.source.en)


def test_an_english_sentence_in_a_chinese_one_is_found() -> None:
    assert english_words("凭证内的顺序号 within the voucher") == ["within", "the", "voucher"]
    assert english_words("固定为“Subsidy Ledger”（RFC 6962，UTC）") == []
    with pytest.raises(AssertionError, match="nothing Chinese"):
        english_words("1, 2, 3 within the voucher")


def test_nothing_is_said_of_a_field_that_is_in_no_table() -> None:
    assert sorted(set(SOURCES) - {one.name for _, one in FIELDS}) == []


def test_the_file_says_it_in_both_languages() -> None:
    shape = json.loads(files_of(package(a_desk(a_story())))["shape.json"])
    said = [field for one in shape["files"] for table in one["tables"] for field in table["fields"]]
    assert [(one["name"], one["source_zh"], one["source"]) for one in said] == [
        (one.name, one.source.zh, one.source.en) for _, one in FIELDS
    ]
