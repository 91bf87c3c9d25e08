"""Whatever a register can hold has a word in both languages: nobody reads `payment_committed` on a page."""

from __future__ import annotations

import importlib
import pkgutil
from collections.abc import Iterator
from enum import StrEnum

import application.listed
import application.views
import domain
from api.pages.words import word

UNSHOWN = {"ColumnKind", "ExportFormat", "ListCell", "Scope", "Name"}
"""Enumerations of the program, which no register holds."""


def _all() -> Iterator[type[StrEnum]]:
    for package in (domain, application.listed, application.views):
        for module in pkgutil.walk_packages(package.__path__, f"{package.__name__}."):
            for one in vars(importlib.import_module(module.name)).values():
                if isinstance(one, type) and issubclass(one, StrEnum) and one.__module__ == module.name:
                    yield one


def test_every_value_has_its_chinese_word() -> None:
    nameless = sorted(
        {
            f"{enum.__name__}.{one.value}"
            for enum in _all()
            if enum.__name__ not in UNSHOWN
            for one in enum
            if not any("\u4e00" <= sign <= "\u9fff" for sign in word("zh", one))
        }
    )
    assert nameless == []
