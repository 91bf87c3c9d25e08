"""The people list: one row a person, as the county's register of disabled people gives it out."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import replace
from datetime import date
from typing import Any

from application.imports import PersonRow
from application.people import PersonalRecord
from domain import identity as rules
from domain import masking
from domain.cells import EndsInZeros
from domain.identity import birth_date
from domain.rejected import Rejected
from infrastructure.identity import follows_luhn
from infrastructure.spreadsheet import cells
from infrastructure.spreadsheet.form import Column, Form

YES_NO = ("是", "否")


def id_number_doubt(number: str) -> Rejected | None:
    """Return the doubt about a valid number that looks as if Excel had cut it."""
    return EndsInZeros() if number.endswith("000") else None


def account_doubt(number: str) -> Rejected | None:
    """Return the doubt about a number that is no bank card's: passbooks do not follow Luhn."""
    return None if follows_luhn(number) else rules.AccountCheckDigit()


ID_NUMBER = Column(
    name="id_number",
    zh="身份证号",
    en="ID number",
    parse=cells.id_number,
    aliases=(
        "身份证号码",
        "身份证",
        "公民身份号码",
        "证件号码",
        "居民身份证号",
        "残疾人身份证号",
        "citizen id",
        "id card",
    ),
    mask=masking.masked_id_number,
    doubt=id_number_doubt,
    identifies=True,
    example="990101198001010014",
    hint_zh="18 位，文本格式。",
    hint_en="18 characters, as text.",
)
CERTIFICATE = Column(
    name="certificate",
    zh="残疾证号",
    en="Certificate number",
    parse=cells.certificate,
    aliases=("残疾人证号", "残疾人证号码", "残疾证号码", "残疾证", "残疾人证", "certificate"),
    mask=masking.masked_certificate,
    identifies=True,
    example="99010119800101001443",
    hint_zh="20 至 22 位，文本格式：身份证号 + 残疾类别 1–7 + 残疾等级 1–4。",
    hint_en="20 to 22 characters, as text: ID number, type 1-7, level 1-4.",
)

_COLUMNS = (
    Column(
        name="name",
        zh="姓名",
        en="Name",
        parse=cells.person_name,
        aliases=("残疾人姓名", "补贴对象", "对象姓名", "full name"),
        mask=masking.masked_name,
        example="李秋实",
    ),
    ID_NUMBER,
    CERTIFICATE,
    Column(
        name="disability_type",
        zh="残疾类别",
        en="Disability type",
        parse=cells.disability_type,
        aliases=("残疾类型", "类别"),
        required=False,
        hint_zh="可不填；填写时须与残疾证号一致。",
        hint_en="May be left blank; must agree with the certificate number.",
    ),
    Column(
        name="disability_level",
        zh="残疾等级",
        en="Disability level",
        parse=cells.disability_level,
        aliases=("残疾级别", "等级", "级别"),
        required=False,
        hint_zh="可不填；填写时须与残疾证号一致。",
        hint_en="May be left blank; must agree with the certificate number.",
    ),
    Column(
        name="region",
        zh="行政区划",
        en="Region code",
        parse=cells.region,
        aliases=("行政区划代码", "区划代码", "所属区划", "地区代码", "区划", "region"),
        example="990101001001",
        hint_zh="6 位或 12 位数字代码。",
        hint_en="A code of 6 or 12 digits.",
    ),
    Column(
        name="residence",
        zh="户别",
        en="Residence",
        parse=cells.residence,
        aliases=("城乡", "城乡类别", "户籍性质", "户口性质", "户口类别", "户籍类别", "城镇农村"),
        choices=("城镇", "农村"),
        example="农村",
    ),
    Column(
        name="low_income",
        zh="低保",
        en="Low income",
        parse=cells.yes_or_no,
        aliases=("是否低保", "低保户", "是否低保户", "享受低保"),
        choices=YES_NO,
        example="是",
    ),
    Column(
        name="account",
        zh="银行账号",
        en="Account",
        parse=cells.account,
        aliases=("银行卡号", "银行帐号", "账号", "帐号", "卡号", "一卡通账号", "bank account", "account number"),
        mask=masking.masked_account,
        doubt=account_doubt,
        example="9999990000000006",
        hint_zh="16 至 19 位，文本格式。",
        hint_en="16 to 19 digits, as text.",
    ),
    Column(
        name="bank",
        zh="开户行",
        en="Bank",
        parse=cells.text,
        aliases=("开户银行", "银行", "开户行名称", "发卡银行"),
        required=False,
        blank="",
        example="虚构农商银行",
    ),
    Column(
        name="phone",
        zh="电话",
        en="Phone",
        parse=cells.phone,
        aliases=("联系电话", "手机", "手机号", "手机号码", "电话号码", "telephone", "mobile"),
        required=False,
        blank="",
        mask=masking.masked_phone,
        example="13900000000",
    ),
    Column(
        name="address",
        zh="住址",
        en="Address",
        parse=cells.text,
        aliases=("地址", "家庭住址", "家庭地址", "现住址", "居住地址", "户籍地址"),
        required=False,
        blank="",
        mask=masking.masked_text,
        example="虚构县平安镇一村 1 号",
    ),
    Column(
        name="guardian",
        zh="监护人",
        en="Guardian",
        parse=cells.person_name,
        aliases=("监护人姓名", "法定监护人"),
        required=False,
        blank="",
        mask=masking.masked_name,
    ),
    Column(
        name="certificate_valid_until",
        zh="证件有效期",
        en="Certificate valid until",
        parse=cells.last_day,
        aliases=("残疾证有效期", "证件有效期至", "有效期", "有效期至", "有效期止", "到期日期", "valid until"),
        required=False,
        example="2030-12-31",
        hint_zh="日期；长期有效的填“长期”或留空。",
        hint_en="A date; 长期 or blank when it has no end.",
    ),
    Column(
        name="long_term_care",
        zh="需长期照护",
        en="Long-term care",
        parse=cells.yes_or_no,
        aliases=("长期照护", "是否需长期照护", "需要长期照护", "是否需要长期照护"),
        required=False,
        blank=False,
        choices=YES_NO,
    ),
    Column(
        name="employed",
        zh="就业",
        en="Employed",
        parse=cells.yes_or_no,
        aliases=("是否就业", "就业情况", "已就业"),
        required=False,
        choices=YES_NO,
    ),
)


def people_form(
    *, today: date, cards_only: bool = False, extra_facts: Mapping[str, str] | None = None
) -> Form[PersonRow]:
    """Return the form as of a day (nobody is born after it).

    An account that does not follow Luhn is a doubt, since passbooks do not; with `cards_only` it is refused.
    `extra_facts` adds optional columns: the fact's name to its Chinese heading; the values become facts as text.
    """
    extra = tuple(
        Column(name=name, zh=heading, en=name, parse=cells.text, required=False)
        for name, heading in (extra_facts or {}).items()
    )
    columns = tuple(
        replace(column, parse=cells.card_account, doubt=None) if cards_only and column.name == "account" else column
        for column in _COLUMNS
    )
    fact_names = ("employed", *(column.name for column in extra))

    def build(values: Mapping[str, Any], row: int) -> PersonRow:
        number, certificate = values["id_number"], values["certificate"]
        born = birth_date(number)
        if born > today:
            raise rules.BornInTheFuture("id_number")
        if certificate.id_number != number:
            raise rules.CertificateOfSomebodyElse("certificate")
        _agree(rules.CertificateTypeDisagrees, "disability_type", certificate.type, values)
        _agree(rules.CertificateLevelDisagrees, "disability_level", certificate.level, values)
        return PersonRow(
            row=row,
            record=PersonalRecord(
                name=values["name"],
                id_number=number,
                certificate=certificate.number,
                account=values["account"],
                bank=values["bank"],
                phone=values["phone"],
                address=values["address"],
                guardian=values["guardian"],
            ),
            region=values["region"],
            residence=values["residence"],
            low_income=values["low_income"],
            disability_type=certificate.type,
            disability_level=certificate.level,
            certificate_valid_until=values["certificate_valid_until"],
            long_term_care=values["long_term_care"],
            birth_date=born,
            facts=tuple((name, _fact(values[name])) for name in fact_names if values[name] is not None),
        )

    return Form(
        name="people",
        title_zh="残疾人信息导入表",
        title_en="People to register",
        columns=columns + extra,
        build=build,
        same=lambda values: values["id_number"] or "",
    )


def _agree(broken: type[Rejected], field: str, on_certificate: int, values: Mapping[str, Any]) -> None:
    stated = values[field]
    if stated is not None and stated != on_certificate:
        raise broken(field, certificate=on_certificate, stated=stated)


def _fact(value: object) -> str:
    if isinstance(value, bool):
        return "yes" if value else "no"
    return str(value)
