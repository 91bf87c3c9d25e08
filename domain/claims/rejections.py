"""Why a claim is not paid."""

from __future__ import annotations

from domain.rejected import Rejected


class NotAShortName(Rejected):
    """“{text}” is no short name: 1 to 30 small letters, digits and hyphens, such as station-01."""

    code = "not_a_short_name"
    zh = "“{text}”不是短编号：应为 1 至 30 位小写字母、数字或连字符，如 station-01。"


class NoSuchClaim(Rejected):
    """There is no claim “{claim}”."""

    code = "no_such_claim"
    zh = "没有应付款项“{claim}”。"


class NoClaims(Rejected):
    """Name at least one claim to pay."""

    code = "no_claims"
    zh = "至少列出一笔应付款项。"


class ClaimOfAnotherFund(Rejected):
    """Claim “{claim}” belongs to programme “{programme}”, {period}, {region}; this batch pays from another fund."""

    code = "claim_of_another_fund"
    zh = "应付款项“{claim}”属于“{programme}”项目 {period}（{region}），本批次的资金不得用于它（专款专用）。"
    kept = True


class ProgrammePaysPersons(Rejected):
    """Programme “{programme}” pays persons; claims are paid to institutions."""

    code = "programme_pays_persons"
    zh = "“{programme}”项目发放到个人；应付款项只能支付给机构。"
