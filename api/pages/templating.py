"""How templates print: money, days, instants, words; one environment a language."""

from __future__ import annotations

from datetime import UTC, date, datetime, timedelta, timezone
from fractions import Fraction
from functools import cache, partial
from pathlib import Path
from typing import Any

from jinja2 import Environment, FileSystemLoader, StrictUndefined
from markupsafe import Markup

from api.http.values import tilded
from api.pages import assets, words
from api.pages.fact_words import FactWords
from api.pages.sankey import fitting
from domain.money import Money
from domain.rejected import Language

FOLDER = Path(__file__).parent / "templates"
CHINA = timezone(timedelta(hours=8))
"""Instants are kept in UTC and shown as clocks in China go, which have had no summer time since 1991."""


@cache
def environment(language: Language) -> Environment:
    """Return the environment of one language. Whatever a template prints is escaped; a misspelt name is an error."""
    made = Environment(
        loader=FileSystemLoader(FOLDER),
        autoescape=True,
        undefined=StrictUndefined,
        trim_blocks=True,
        lstrip_blocks=True,
        auto_reload=False,
        extensions=["jinja2.ext.i18n", "jinja2.ext.do"],
    )
    say, facts = partial(words.said, language), FactWords(language)
    made.install_gettext_callables(  # type: ignore[attr-defined]  # the extension's method
        gettext=say, ngettext=lambda one, many, count: say(one if count == 1 else many), newstyle=True
    )
    made.globals |= {"asset": assets.address_of, "styles": assets.styles, "language": language}
    made.filters |= {
        "amount": amount,
        "yuan": partial(yuan, language),
        "fen": lambda fen: yuan(language, Money(fen)),
        "wan": wan,
        "in_words": Money.in_words,
        "day": day,
        "instant": instant,
        "word": partial(words.word, language),
        "heading": partial(words.heading, language),
        "tilded": tilded,
        "pair": partial(_of_pair, language),
        "fact": facts.name,
        "fact_value": lambda value, name: facts.value(name, value),
        "share": share,
        "percentage": percentage,
        "fitting": fitting,
        "exact": exact,
        "named": lambda bases: {base.name: (base.zh, base.en) for base in bases},
    }
    return made


def amount(money: Money | None) -> str:
    """Write yuan for a column whose head says the unit: 1,190,000.00."""
    return "—" if money is None else money.grouped()


def yuan(language: Language, money: Money) -> str:
    """Write yuan with the unit: 1,190,000.00 元."""
    return f"{money.grouped()} {'元' if language == 'zh' else 'yuan'}"


def wan(money: Money) -> str:
    """Write the same in ten thousands, as documents do: 119 万元."""
    return f"{money.in_wan()} 万元"


def share(part: Fraction) -> str:
    """Write a share of the whole: in percent where that is exact to two decimals, else as a fraction."""
    in_hundredths = part * 10_000
    if in_hundredths.denominator != 1:
        return str(part)
    whole, rest = divmod(int(in_hundredths), 100)
    return f"{whole}.{rest:02d}".rstrip("0").rstrip(".") + " %"


def percentage(rate: str | None) -> str:
    """Write the percentage of a rate that names its parts (served / target (people) = 106.25 %)."""
    return "—" if rate is None else rate.rpartition("= ")[2]


def exact(fen: Fraction) -> str:
    """Write an exact amount of fen as yuan: what two decimals cannot hold goes on to six, and … says there is more."""
    millionths, rest = divmod(fen * 10_000, 1)
    yuan_, part = divmod(int(millionths), 1_000_000)
    digits = f"{part:06d}".rstrip("0") if not rest else f"{part:06d}…"
    return f"{yuan_:,}.{digits:0<2}"


def day(on: date | None) -> str | Markup:
    """Write a day, 2017-04-25, for people and for machines."""
    return "—" if on is None else Markup('<time datetime="{0}">{0}</time>').format(on.isoformat())


def instant(at: datetime) -> Markup:
    """Write an instant as clocks in China showed it, to the second."""
    shown = at.astimezone(CHINA).strftime("%Y-%m-%d %H:%M:%S")
    return Markup('<time datetime="{}">{}</time>').format(at.astimezone(UTC).isoformat(), shown)


def _of_pair(language: Language, pair: tuple[Any, Any]) -> Any:
    """Return one of (Chinese, English)."""
    return pair[0] if language == "zh" else pair[1]
