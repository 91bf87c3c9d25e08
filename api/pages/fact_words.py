"""What facts, their values and their registers are called: Chinese, English. Unknown ones stay as stored."""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Mapping

from domain.eligibility.criteria import MISSING, UNREADABLE
from domain.rejected import Language

FACTS: Mapping[str, tuple[str, str]] = {
    "age_years": ("周岁年龄", "age in years"),
    "certificate_valid_until": ("残疾人证有效期至", "certificate valid until"),
    "disability_level": ("残疾等级", "level of disability"),
    "disability_type": ("残疾类别", "type of disability"),
    "employed": ("就业", "employed"),
    "insurance_paid_yuan": ("本人缴纳的保险费（元）", "insurance paid by the person (yuan)"),
    "long_term_care": ("需长期照护", "needs long-term care"),
    "low_income": ("低保或低收入", "low income"),
    "residence": ("户别", "residence"),
    "self_employed": ("自主创业", "runs a business of their own"),
}
SOURCES: Mapping[str, tuple[str, str]] = {
    "certificate": ("残疾人证", "disability certificate"),
    "civil_affairs": ("民政部门", "civil affairs"),
    "household_register": ("户口登记", "household register"),
    "social_security": ("社保经办机构", "social security office"),
    "survey": ("入户调查", "home survey"),
}
_ON_THE_SPOT: Mapping[str, tuple[str, str]] = {"home_visit": ("入户核查", "visit of an inspection")}
"""What only the ledger itself gives as a source; nobody chooses it."""
_VALUES: Mapping[str, tuple[str, str]] = {
    "yes": ("是", "yes"),
    "no": ("否", "no"),
    "none": ("长期", "no end"),
    "urban": ("城镇", "urban"),
    "rural": ("农村", "rural"),
    MISSING: ("没有登记", "not recorded"),
}
_OF: Mapping[str, Mapping[str, tuple[str, str]]] = {
    "disability_type": {
        "1": ("视力", "sight"),
        "2": ("听力", "hearing"),
        "3": ("言语", "speech"),
        "4": ("肢体", "limbs"),
        "5": ("智力", "intellect"),
        "6": ("精神", "mind"),
        "7": ("多重", "several"),
    },
    "disability_level": {
        "1": ("一级", "level 1"),
        "2": ("二级", "level 2"),
        "3": ("三级", "level 3"),
        "4": ("四级", "level 4"),
    },
}


class FactWords:
    """The words of one language. Templates call it `facts`."""

    def __init__(self, language: Language) -> None:
        self._which = 0 if language == "zh" else 1

    def name(self, fact: str) -> str:
        """Return what a fact is called."""
        return self._of(FACTS, fact, fact.replace("_", " "))

    def source(self, source: str) -> str:
        """Return what a register is called."""
        return self._of({**SOURCES, **_ON_THE_SPOT}, source, source.replace("_", " "))

    def value(self, fact: str, value: str) -> str:
        """Return a value, part by part where it has several."""
        if value.startswith(UNREADABLE):
            return value.replace(UNREADABLE, ("无法识别", "cannot be read")[self._which], 1)
        said = [
            self._of(_OF.get(fact, {}), part.strip(), self._of(_VALUES, part.strip(), part))
            for part in value.split(",")
        ]
        return ("、", ", ")[self._which].join(said)

    def seen(self, seen: str) -> str:
        """Return what a criterion looked at (`age_years=47; low_income=no`) in words."""
        parts = [part.partition("=") for part in seen.split("; ") if part]
        return ("；", "; ")[self._which].join(
            f"{self.name(fact)}{('：', ': ')[self._which]}{self.value(fact, value)}" for fact, _, value in parts
        )

    def _of(self, words: Mapping[str, tuple[str, str]], key: str, otherwise: str) -> str:
        return words[key][self._which] if key in words else otherwise


def stored(fact: str, said: str) -> str:
    """Return a value as it is stored, of one that was typed in words of either language or as it is stored already."""
    known = {value: words for value, words in {**_VALUES, **_OF.get(fact, {})}.items() if value != MISSING}
    by_word = {word.lower(): value for value, words in known.items() for word in words}
    parts = [part.strip() for part in re.split("[,、;]", unicodedata.normalize("NFKC", said))]
    return ",".join(part if part in known else by_word.get(part.lower(), part) for part in parts if part)
