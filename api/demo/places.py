"""The made-up county's register of places: 20 townships of 20 villages each, where the synthetic people live."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date

import application.commands.region_names as region_names
from api.demo.scene import AREA, Scene
from application.commands.region_names import RegionName
from application.road import Officer

CLERK = Officer("register-clerk-01")
DOCUMENT = "虚构县地名录（2010年版）"
TOWNSHIPS = (
    *("平安", "清河", "石桥", "双塔", "柳林", "青山", "白鹿", "望江", "新集", "古渡"),
    *("龙泉", "松岭", "东岗", "西坪", "南湾", "北原", "榆树", "桃园", "金沙", "银杏"),
)
_FIRST_TOWNSHIP, _FIRST_VILLAGE, _VILLAGES = 100, 201, 20
_SINCE, _RENAMED = date(2010, 1, 1), date(2016, 7, 1)
_FORMERLY_RURAL = "石桥"
_NUMERALS = "一二三四五六七八九十"


def name_places(scene: Scene) -> None:
    """Bring the register. Asked again, it changes nothing."""
    region_names.name_regions(
        region_names.NameRegions(command_id=scene.id("places"), names=tuple(places()), document=DOCUMENT),
        by=CLERK,
        desk=scene.desk,
    )


def places() -> Iterator[RegionName]:
    """Yield the county, its townships (one was a 乡 until it became a 镇) and their villages."""
    yield RegionName(AREA, "虚构县", _SINCE)
    for number, name in enumerate(TOWNSHIPS, _FIRST_TOWNSHIP):
        code = f"{AREA}{number}"
        if name == _FORMERLY_RURAL:
            yield RegionName(f"{code}000", f"{name}乡", _SINCE)
        yield RegionName(f"{code}000", f"{name}镇", _RENAMED if name == _FORMERLY_RURAL else _SINCE)
        for village in range(_VILLAGES):
            yield RegionName(f"{code}{_FIRST_VILLAGE + village}", f"{name}{_numeral(village + 1)}村", _SINCE)


def _numeral(number: int) -> str:
    tens, ones = divmod(number, 10)
    return ("" if not tens else _NUMERALS[9] if tens == 1 else f"{_NUMERALS[tens - 1]}{_NUMERALS[9]}") + (
        _NUMERALS[ones - 1] if ones else ""
    )
