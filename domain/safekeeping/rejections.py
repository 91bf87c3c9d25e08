"""Why records are kept, and what a rule of keeping may say."""

from __future__ import annotations

from domain.rejected import Rejected


class NoRetentionRule(Rejected):
    """Nobody has set how long accounting records of {programme} are kept."""

    code = "no_retention_rule"
    zh = "尚未设定项目 {programme} 会计档案的保管年限。"


class RetentionBinds(Rejected):
    """Accounting records of {programme} are kept until {until}."""

    code = "retention_binds"
    zh = "项目 {programme} 的会计档案须保管至 {until}。"
    kept = True


class RetentionForEver(Rejected):
    """Accounting records of {programme} are kept for ever."""

    code = "retention_for_ever"
    zh = "项目 {programme} 的会计档案永久保管。"
    kept = True


class RetentionYearsWrong(Rejected):
    """Records are kept 1 to 100 years, or for ever."""

    code = "retention_years_wrong"
    zh = "保管年限应为 1 至 100 年，或永久。"


class RetentionUnchanged(Rejected):
    """That is the rule already."""

    code = "retention_unchanged"
    zh = "保管年限没有变化。"


class NotAKeyId(Rejected):
    """A master key is named by 16 hexadecimal digits, and the new one differs from the one before."""

    code = "not_a_key_id"
    zh = "主密钥编号应为 16 位十六进制数字，且新旧不同。"
