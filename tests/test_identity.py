"""ID, certificate and account numbers: made uniform, each mistake named, shown masked."""

from __future__ import annotations

import traceback
from collections.abc import Callable
from datetime import date

import pytest
from hypothesis import given
from hypothesis import strategies as st

from domain import identity as rules
from domain import masking
from domain.rejected import Rejected
from infrastructure import identity

ADULT = "990101198001010014"
CHILD = "990101201506010022"
WITH_X = "99010119491001003X"
TODAY = date(2026, 6, 30)


@pytest.mark.parametrize(
    "typed",
    [
        ADULT,
        f"  {ADULT}\t",
        "９９０１０１１９８００１０１００１４",
        "990101 19800101 0014",
        "990101-19800101-0014",
        f"'{ADULT}",
        f'="{ADULT}"',
        "\ufeff990101198001010014\u200b",
    ],
)
def test_an_id_number_is_read_however_it_was_typed(typed: str) -> None:
    assert identity.id_number(typed) == ADULT


def test_a_small_or_full_width_x_is_the_check_character_x() -> None:
    assert identity.id_number("99010119491001003x") == WITH_X
    assert identity.id_number("99010119491001003Ｘ") == WITH_X


BAD_ID_NUMBERS: list[tuple[object, type[Rejected]]] = [
    (9.90101198001010e17, rules.NumberLostDigits),
    (990101198001010014, rules.NumberLostDigits),
    ("9.90101E+17", rules.NumberLostDigits),
    ("990101198001010000.0", rules.NumberLostDigits),
    (None, rules.NumberLostDigits),
    ("", rules.IdNumberLength),
    ("99010119800101001", rules.IdNumberLength),
    ("9901011980010100144", rules.IdNumberLength),
    ("990101800101001", rules.IdNumberFirstGeneration),
    ("99010119800101O014", rules.IdNumberCharacters),
    ("99010119800101001Y", rules.IdNumberCharacters),
    ("٩٩0101198001010014", rules.IdNumberCharacters),
    ("000101198001010014", rules.IdNumberArea),
    ("880101198001010014", rules.IdNumberArea),
    ("990101198013010014", rules.IdNumberBirthDate),
    ("990101198102290014", rules.IdNumberBirthDate),
    ("990101000001010014", rules.IdNumberBirthDate),
    ("990101180001010014", rules.IdNumberBirthDate),
    ("990101198001010015", rules.IdNumberCheckDigit),
    ("99010119800101001X", rules.IdNumberCheckDigit),
    ("990101198001100014", rules.IdNumberCheckDigit),
]


@pytest.mark.parametrize(("typed", "rule"), BAD_ID_NUMBERS)
def test_each_mistake_in_an_id_number_has_its_name(typed: object, rule: type[Rejected]) -> None:
    with pytest.raises(rule) as caught:
        identity.id_number(typed, field="people[3].id_number")
    assert type(caught.value) is rule
    assert caught.value.field == "people[3].id_number"


def test_nobody_is_born_after_today() -> None:
    with pytest.raises(rules.BornInTheFuture):
        identity.id_number(CHILD, today=date(2015, 5, 31))
    assert identity.id_number(CHILD, today=date(2015, 6, 1)) == CHILD


@given(st.integers(0, 16), st.integers(1, 9))
def test_one_wrong_digit_is_always_noticed(place: int, step: int) -> None:
    wrong = ADULT[:place] + str((int(ADULT[place]) + step) % 10) + ADULT[place + 1 :]
    with pytest.raises(Rejected):
        identity.id_number(wrong)


def test_a_certificate_is_an_id_number_with_type_and_level() -> None:
    taken = identity.certificate(f"{ADULT}63b1")
    assert (taken.id_number, taken.type, taken.level, taken.suffix) == (ADULT, 6, 3, "B1")
    assert identity.certificate(f"{WITH_X.lower()}11", of=WITH_X, type=1, level=1).number == f"{WITH_X}11"


BAD_CERTIFICATES: list[tuple[Callable[[], object], type[Rejected]]] = [
    (lambda: identity.certificate(9.9e19), rules.NumberLostDigits),
    (lambda: identity.certificate(f"{ADULT}6"), rules.CertificateLength),
    (lambda: identity.certificate(f"{ADULT}63B12"), rules.CertificateLength),
    (lambda: identity.certificate("99010119800101001563"), rules.CertificateIdNumber),
    (lambda: identity.certificate(f"{ADULT}83"), rules.CertificateType),
    (lambda: identity.certificate(f"{ADULT}03"), rules.CertificateType),
    (lambda: identity.certificate(f"{ADULT}65"), rules.CertificateLevel),
    (lambda: identity.certificate(f"{ADULT}63#1"), rules.CertificateSuffix),
    (lambda: identity.certificate(f"{CHILD}63", of=ADULT), rules.CertificateOfSomebodyElse),
    (lambda: identity.certificate(f"{ADULT}63", of=ADULT, type=5), rules.CertificateTypeDisagrees),
    (lambda: identity.certificate(f"{ADULT}63", of=ADULT, type=6, level=1), rules.CertificateLevelDisagrees),
    (lambda: identity.account(6.2e18), rules.NumberLostDigits),
    (lambda: identity.account("62220000000000x7"), rules.AccountCharacters),
    (lambda: identity.account("622200000000000"), rules.AccountLength),
    (lambda: identity.account("62220000000000000000"), rules.AccountLength),
    (lambda: identity.account("9999990000000001"), rules.AccountCheckDigit),
]


@pytest.mark.parametrize(("reading", "rule"), BAD_CERTIFICATES)
def test_each_mistake_in_a_certificate_or_account_has_its_name(
    reading: Callable[[], object], rule: type[Rejected]
) -> None:
    with pytest.raises(Rejected) as caught:
        reading()
    assert type(caught.value) is rule


def test_a_passbook_without_a_luhn_digit_is_accepted_where_the_office_says_so() -> None:
    assert identity.account("9999990000000001", luhn_required=False) == "9999990000000001"
    assert not identity.follows_luhn("9999990000000001")
    assert identity.account("4532 0151 1283 0366") == "4532015112830366"


@pytest.mark.parametrize(("typed", "rule"), [(t, r) for t, r in BAD_ID_NUMBERS if isinstance(t, str) and t])
def test_no_sentence_and_no_traceback_repeats_the_number(typed: str, rule: type[Rejected]) -> None:
    with pytest.raises(rule) as caught:
        identity.id_number(typed)
    refusal = caught.value
    told = refusal.sentence("zh") + refusal.sentence("en") + repr(refusal) + str(refusal.facts)
    told += "".join(line for line in traceback.format_exception(refusal) if "parametrize" not in line)
    assert typed not in told
    assert typed[6:14] not in told


def test_age_counts_whole_years() -> None:
    born = rules.birth_date(CHILD)
    assert born == date(2015, 6, 1)
    assert rules.age_in_years(born, date(2026, 5, 31)) == 10
    assert rules.age_in_years(born, date(2026, 6, 1)) == 11
    assert rules.age_in_years(date(2012, 2, 29), date(2025, 2, 28)) == 12
    assert rules.age_in_years(date(2012, 2, 29), date(2025, 3, 1)) == 13


def test_what_is_shown_is_enough_to_recognise_and_no_more() -> None:
    assert [masking.masked_name(n) for n in ("", "张", "张三", "张小三", "阿依古丽·买买提")] == [
        "",
        "*",
        "张*",
        "张*三",
        "阿******提",
    ]
    assert masking.masked_id_number(ADULT) == "990101************"
    assert masking.masked_certificate(f"{ADULT}63") == "990101**************"
    assert masking.masked_account("9999990000000001") == "************0001"
    assert masking.masked_phone("13900001234") == "139******34"
    assert masking.masked_text("虚构县平安镇一村") == "虚构******"
    assert masking.masked_text("一村") == "一*"
    assert masking.without_long_numbers(f"见 {ADULT} 及 13900001234，金额 1000.00") == (
        "见 99**************** 及 13*********，金额 1000.00"
    )
