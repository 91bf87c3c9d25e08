"""Numbers that say who somebody is: the rules they break, in words that never repeat the number itself."""

from __future__ import annotations

from datetime import date

from domain.rejected import Rejected


class NumberLostDigits(Rejected):
    """The number was typed as a numeric cell, so its last digits are lost; make the column text and type it
    again.
    """

    code = "number_lost_digits"
    zh = "号码以“数值”格式录入，末尾几位已经丢失；请把该列设为“文本”格式后重新录入。"


class IdNumberLength(Rejected):
    """An ID number has 18 characters; this one has {length}."""

    code = "id_number_length"
    zh = "身份证号应为 18 位，此处为 {length} 位。"


class IdNumberFirstGeneration(Rejected):
    """This is a first-generation ID number of 15 digits; the 18-character number is needed."""

    code = "id_number_first_generation"
    zh = "这是 15 位的一代身份证号，请填写 18 位号码。"


class IdNumberCharacters(Rejected):
    """An ID number is 17 digits and a check character (0–9 or X); position {position} is something else."""

    code = "id_number_characters"
    zh = "身份证号应为 17 位数字加 1 位校验码（0–9 或 X），第 {position} 位不符。"


class IdNumberArea(Rejected):
    """The first two digits of the ID number are no province's."""

    code = "id_number_area"
    zh = "身份证号前两位不是任何省份的代码。"


class IdNumberBirthDate(Rejected):
    """Positions 7 to 14 of the ID number are not a date."""

    code = "id_number_birth_date"
    zh = "身份证号第 7 至 14 位不是有效日期。"


class BornInTheFuture(Rejected):
    """The birth date in the ID number lies in the future."""

    code = "born_in_the_future"
    zh = "身份证号中的出生日期晚于今天。"


class IdNumberCheckDigit(Rejected):
    """The check character of the ID number does not fit its digits; one of them is mistyped."""

    code = "id_number_check_digit"
    zh = "身份证号校验码不符，号码有录入错误。"


class CertificateLength(Rejected):
    """A disability certificate number has 20 to 22 characters; this one has {length}."""

    code = "certificate_length"
    zh = "残疾人证号应为 20 至 22 位，此处为 {length} 位。"


class CertificateIdNumber(Rejected):
    """The first 18 characters of the certificate number are not a valid ID number."""

    code = "certificate_id_number"
    zh = "残疾人证号前 18 位不是有效的身份证号。"


class CertificateType(Rejected):
    """Position 19 of the certificate number must be a type of disability, 1 to 7."""

    code = "certificate_type"
    zh = "残疾人证号第 19 位应为残疾类别 1 至 7。"


class CertificateLevel(Rejected):
    """Position 20 of the certificate number must be a level of disability, 1 to 4."""

    code = "certificate_level"
    zh = "残疾人证号第 20 位应为残疾等级 1 至 4。"


class CertificateSuffix(Rejected):
    """Only letters or digits may follow position 20 of a certificate number, such as B1 for a reissue."""

    code = "certificate_suffix"
    zh = "残疾人证号第 20 位之后只能是字母或数字（如补证 B1）。"


class CertificateOfSomebodyElse(Rejected):
    """The certificate number does not begin with this person's ID number."""

    code = "certificate_of_somebody_else"
    zh = "残疾人证号与本人身份证号不一致。"


class CertificateTypeDisagrees(Rejected):
    """The certificate number says disability type {certificate}, the record says {stated}."""

    code = "certificate_type_disagrees"
    zh = "残疾人证号中的残疾类别为 {certificate}，填报为 {stated}，两者不一致。"


class CertificateLevelDisagrees(Rejected):
    """The certificate number says disability level {certificate}, the record says {stated}."""

    code = "certificate_level_disagrees"
    zh = "残疾人证号中的残疾等级为 {certificate}，填报为 {stated}，两者不一致。"


class AccountLength(Rejected):
    """A bank card number has 16 to 19 digits; this one has {length}."""

    code = "account_length"
    zh = "银行卡号应为 16 至 19 位，此处为 {length} 位。"


class AccountCharacters(Rejected):
    """A bank account number holds digits only; position {position} is something else."""

    code = "account_characters"
    zh = "银行账号只能是数字，第 {position} 位不符。"


class AccountCheckDigit(Rejected):
    """The account number fails the card check (Luhn): mistyped, or a passbook that does not follow it."""

    code = "account_check_digit"
    zh = "账号未通过银行卡校验（Luhn）：可能录入有误，也可能是不适用该校验的存折账号。"


def birth_date(id_number: str) -> date:
    """Return the birth date inside a normalised ID number. Raises IdNumberBirthDate."""
    digits = id_number[6:14]
    if len(digits) != 8 or not (digits.isascii() and digits.isdigit()):
        raise IdNumberBirthDate("id_number")
    try:
        return date(int(digits[:4]), int(digits[4:6]), int(digits[6:]))
    except ValueError:
        raise IdNumberBirthDate("id_number") from None


def age_in_years(born: date, on: date) -> int:
    """Return whole years of age on a day, negative before birth.

    Somebody born on 29 February grows older on 1 March of a common year.
    """
    return on.year - born.year - ((on.month, on.day) < (born.month, born.day))
