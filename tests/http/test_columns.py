"""Every field of every list has a name at the head of its column."""

from __future__ import annotations

from typing import Any

import pytest

from api.http.columns import laid_out
from application.lists import LISTS


@pytest.mark.parametrize("of", LISTS, ids=lambda of: of.name)
def test_every_list_can_be_laid_out_in_columns(of: Any) -> None:
    columns = laid_out(of.row).columns
    names = [column.name for column in columns]
    assert len(set(names)) == len(names)
    assert all(column.zh and column.en for column in columns)
