"""People who do not exist, for demonstrations and tests: valid numbers of the fictional area, the same from a seed."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date
from random import Random

from stdnum import luhn

from application.imports import PersonRow
from application.people import PersonalRecord

FICTIONAL_AREA = "990101"
ADULTS = (date(1940, 1, 1), date(2006, 12, 31))
CHILDREN = (date(2010, 1, 1), date(2015, 12, 31))

# No bank issues cards under 999999: payment card numbers that begin with 9 are for national use, and this is none.
_ACCOUNT_PREFIX = "999999"
_SURNAMES = (
    "王李张刘陈杨赵黄周吴徐孙胡朱高林何郭马罗梁宋郑谢韩唐冯于董萧程曹袁邓许傅沈曾彭吕苏卢蒋蔡贾丁魏薛"
    "叶阎余潘杜戴夏钟汪田任姜范方石姚谭廖邹熊金陆郝孔白崔康毛邱秦江史顾侯邵孟龙万段钱汤尹黎易常武乔贺"
    "赖龚文"
)
_GIVEN = (
    "伟芳娜敏静丽强磊军洋勇艳杰娟涛明超秀霞平刚桂英华玉兰春梅海燕建国志文晓红云飞雪峰佳慧子轩梓涵浩宇"
    "欣怡雨桐思源嘉豪诗琪天佑安康福生长根水生小满秋实立冬谷雨清明惊蛰"
)
_TOWNSHIPS = (
    "平安",
    "清河",
    "石桥",
    "双塔",
    "柳林",
    "青山",
    "白鹿",
    "望江",
    "新集",
    "古渡",
    "龙泉",
    "松岭",
    "东岗",
    "西坪",
    "南湾",
    "北原",
    "榆树",
    "桃园",
    "金沙",
    "银杏",
)
_BANKS = ("虚构农村商业银行", "虚构农业银行", "虚构邮政储蓄")
_WEIGHTS = (7, 9, 10, 5, 8, 4, 2, 1, 6, 3, 7, 9, 10, 5, 8, 4, 2)
_CHECK = "10X98765432"
# How often each type and level occurs; roughly the shares of a county's register.
_TYPES = ((1, 13), (2, 17), (3, 2), (4, 45), (5, 9), (6, 10), (7, 4))
_LEVELS = ((1, 15), (2, 30), (3, 30), (4, 25))
_ORDER_CODES = 999
_ACCOUNTS = 10**9


def synthetic_people(
    count: int,
    seed: int,
    *,
    area: str = FICTIONAL_AREA,
    born: tuple[date, date] = ADULTS,
    rural: float = 0.9,
    low_income: float = 0.6,
    types: tuple[int, ...] = (),
    levels: tuple[int, ...] = (),
) -> Iterator[PersonRow]:
    """Yield `count` different people, the same ones for the same arguments.

    `area` is six digits beginning with 99, `born` the first and last birth date. `rural` and `low_income` are
    chances from 0 to 1; `types` (1–7) and `levels` (1–4) restrict the disabilities. Another seed gives other people,
    but may repeat an ID number: take people who must not coincide from one call. Raises ValueError for an area where
    real people live, or when there are more people than ID numbers.
    """
    if len(area) != 6 or not area.startswith("99"):
        raise ValueError("synthetic people live in an area beginning with 99")
    first, last = born[0].toordinal(), born[1].toordinal()
    if count > (last - first + 1) * _ORDER_CODES // 2:
        raise ValueError("there are not that many ID numbers between these birth dates")
    chance = Random(seed)
    some_types = [pair for pair in _TYPES if not types or pair[0] in types]
    some_levels = [pair for pair in _LEVELS if not levels or pair[0] in levels]
    of_types = chance.choices([t for t, _ in some_types], [w for _, w in some_types], k=count)
    of_levels = chance.choices([lv for lv, _ in some_levels], [w for _, w in some_levels], k=count)
    taken: set[str] = set()
    account = chance.randrange(_ACCOUNTS)
    for place in range(count):
        number = _free_number(chance, area, first, last, taken)
        yield _person(
            chance,
            place,
            number,
            account=fictional_account((account + place) % _ACCOUNTS),
            of_type=of_types[place],
            level=of_levels[place],
            is_rural=chance.random() < rural,
            has_low_income=chance.random() < low_income,
        )


def with_check_character(seventeen: str) -> str:
    """Return the citizen ID number of seventeen digits with its check character (GB 11643)."""
    weighted = sum(int(digit) * weight for digit, weight in zip(seventeen, _WEIGHTS, strict=True))
    return seventeen + _CHECK[weighted % 11]


def fictional_account(serial: int) -> str:
    """Return a card number of no bank, with a right Luhn digit; `serial` is below a billion."""
    number = f"{_ACCOUNT_PREFIX}{serial:09d}"
    return number + luhn.calc_check_digit(number)


def _free_number(chance: Random, area: str, first: int, last: int, taken: set[str]) -> str:
    while True:
        day = date.fromordinal(chance.randint(first, last))
        number = with_check_character(f"{area}{day:%Y%m%d}{chance.randint(1, _ORDER_CODES):03d}")
        if number not in taken and not number.endswith("000"):
            taken.add(number)
            return number


def _person(
    chance: Random,
    place: int,
    number: str,
    *,
    account: str,
    of_type: int,
    level: int,
    is_rural: bool,
    has_low_income: bool,
) -> PersonRow:
    surname = chance.choice(_SURNAMES)
    name = surname + "".join(chance.choices(_GIVEN, k=chance.choice((1, 2, 2, 2))))
    born = date(int(number[6:10]), int(number[10:12]), int(number[12:14]))
    township = chance.randrange(len(_TOWNSHIPS))
    village = chance.randint(1, 20)
    where = f"{village}村" if is_rural else f"{village}社区"
    return PersonRow(
        row=place + 2,
        record=PersonalRecord(
            name=name,
            id_number=number,
            certificate=f"{number}{of_type}{level}",
            account=account,
            bank=chance.choice(_BANKS),
            # No number is given out under 100: mobile numbers begin with 13 to 19.
            phone=f"100{chance.randrange(10**8):08d}",
            address=f"虚构县{_TOWNSHIPS[township]}镇{where}{chance.randint(1, 300)}号",
            guardian=surname + chance.choice(_GIVEN) if born.year >= 2008 else "",
        ),
        region=f"{number[:6]}{township + 100:03d}{village + 200:03d}",
        residence="rural" if is_rural else "urban",
        low_income=has_low_income,
        disability_type=of_type,
        disability_level=level,
        certificate_valid_until=date(2030 + chance.randrange(6), 12, 31),
        long_term_care=level <= 2 and chance.random() < 0.5,
        birth_date=born,
        facts=(("employed", "yes" if chance.random() < 0.1 else "no"),),
    )
