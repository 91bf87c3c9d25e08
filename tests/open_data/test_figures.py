"""A year's open figures: what is told of tiers and sources, and what is in the files is what the dictionary says."""

from __future__ import annotations

import csv
import io
import json
from collections.abc import Iterator
from types import SimpleNamespace
from typing import Any, cast
from zipfile import ZipFile

import pyarrow.parquet as pq
import pytest

from application.answers import Completion, TierCompletion
from application.lists import LISTS
from application.open_data.figures import open_year
from application.open_data.package import OpenData
from application.open_data.tables import DICTIONARY, TABLES, OpenTable
from application.queries import Views
from domain.levels import FundKind, GovernmentLevel
from domain.money import Money
from domain.open_data.rejections import NoSuchOpenYear
from domain.programmes.events import PayeeKind
from infrastructure.exports.streamed import StreamedExports
from tests.support.chinese import english_words


class OneYear:
    """Views of one programme and year in which so many people of each tier were paid 1,000 yuan each."""

    def __init__(self, *tiers: int) -> None:
        self._tiers = tiers

    def position(self) -> int:
        return 1190

    def fund_position(self, *, fiscal_year: int, **_asked: Any) -> Any:
        balance = SimpleNamespace(allocated=Money(10_000_000), settled=Money(sum(self._tiers) * 100_000))
        line = SimpleNamespace(
            programme="psy-medicine",
            fiscal_year=2017,
            level=GovernmentLevel.PROVINCIAL,
            kind=FundKind.GENERAL_BUDGET,
            document="财社〔2016〕114号",
            balance=balance,
        )
        return SimpleNamespace(lines=[line] if fiscal_year == 2017 else [])

    def rows(self, *_of: Any, **_asked: Any) -> Iterator[Any]:
        return iter(())

    def completion(self, programme: str, fiscal_year: int, **_asked: Any) -> Completion:
        tiers = tuple(
            TierCompletion(f"tier-{number}", None, people, people, Money(people * 100_000), Money(people * 100_000))
            for number, people in enumerate(self._tiers)
        )
        people = sum(self._tiers)
        return Completion(programme, fiscal_year, (), tiers, people, people, 0)


def of(*tiers: int) -> Any:
    return open_year(cast(Views, OneYear(*tiers)), 2017, as_of=1190).rows


def test_where_every_group_is_large_enough_all_is_told() -> None:
    rows = of(5, 7)
    assert rows["payments"] == [("psy-medicine", 2017, 12, Money(1_200_000), True)]
    assert [row[3:] for row in rows["tiers"]] == [(5, Money(500_000), True), (7, Money(700_000), True)]
    assert [row[4:] for row in rows["sources"]] == [(Money(1_200_000), True)]


def test_of_a_tier_of_one_person_neither_it_nor_its_source_nor_the_other_tier_is_told() -> None:
    rows = of(1, 7)
    assert rows["payments"] == [("psy-medicine", 2017, 8, Money(800_000), True)]
    assert [row[3:] for row in rows["tiers"]] == [(None, None, False)] * 2
    assert [row[4:] for row in rows["sources"]] == [(None, False)]


def test_of_a_programme_of_two_people_nothing_is_told_but_that_it_paid() -> None:
    rows = of(2)
    assert rows["payments"] == [("psy-medicine", 2017, None, None, False)]
    assert [row[3:] for row in rows["tiers"]] == [(None, None, False)]
    assert rows["completion"] == []


def packed(*tiers: int) -> tuple[OpenData, bytes]:
    data = OpenData(cast(Views, OneYear(*tiers)), StreamedExports(), "990101")
    return data, data.package(2017)[1]


def test_files_and_dictionary_say_the_same() -> None:
    _, content = packed(5, 7)
    with ZipFile(io.BytesIO(content)) as held:
        said = json.loads(held.read("dictionary.json"))
        listed = list(csv.DictReader(io.StringIO(held.read("dictionary.csv").decode("utf-8-sig"))))
        assert (said["ledger"], said["fiscal_year"], said["as_of"]) == ("990101", 2017, 1190)
        assert [one["table"] for one in said["tables"]] == [table.name for table in TABLES]
        for one in said["tables"]:
            names = [field["name"] for field in one["fields"]]
            headings = next(csv.reader(io.StringIO(held.read(f"data/{one['table']}.csv").decode("utf-8-sig"))))
            assert headings == [field["zh"] for field in one["fields"]]
            assert pq.read_table(io.BytesIO(held.read(f"data/{one['table']}.parquet"))).column_names == names
            assert [row["字段"] for row in listed if row["数据表"] == one["table"]] == names
            assert all(field["meaning_zh"] and field["meaning_en"] and field["source"] for field in one["fields"])
        assert len(held.namelist()) == 2 * len(TABLES) + 2


@pytest.mark.parametrize("table", [*TABLES, DICTIONARY], ids=lambda table: table.name)
def test_the_chinese_meaning_of_a_column_is_chinese_but_for_the_values_it_explains(table: OpenTable) -> None:
    values = {one.value for kind in (GovernmentLevel, FundKind, PayeeKind) for one in kind} | {"false"}
    for one in table.columns:
        assert set(english_words(one.meaning_zh)) <= values, one
        assert english_words(one.column.zh) == [], one


def test_every_column_comes_from_lists_of_the_ledger() -> None:
    lists = {one.name for one in LISTS}
    for table in TABLES:
        for one in table.columns:
            assert set(one.source.split(", ")) <= lists, one


def test_the_same_year_and_position_are_the_same_bytes_and_packed_once() -> None:
    data, content = packed(5, 7)
    assert data.package(2017)[1] is content
    assert packed(5, 7)[1] == content


def test_a_year_without_figures_is_refused() -> None:
    data, _ = packed(5)
    with pytest.raises(NoSuchOpenYear):
        data.package(2016)
