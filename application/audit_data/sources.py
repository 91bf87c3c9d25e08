"""Where in the ledger each field of audit data comes from, in Chinese and in English.

A field means the same in every table it stands in, so its name alone leads here. What a standard calls it and how it is
written stands in `tables.py`.
"""

from __future__ import annotations

from collections.abc import Mapping

from application.audit_data.shape import Source

_EMPTY = Source("为空：账本中没有此项", "empty: the ledger does not hold it")
_SIDE = Source("借或贷；余额为零的，取科目自身的余额方向", "借 or 贷; of nothing, the account's own")
_MOVEMENT = Source("资金变动的名称", "the movement")

SOURCES: Mapping[str, Source] = {
    "电子账簿编号": Source("账本编号", "the ledger's id"),
    "电子账簿名称": Source("“补贴资金账本”加账本编号", "补贴资金账本 and the ledger's id"),
    "会计核算单位": Source("账本编号；日志中没有单位名称", "the ledger's id: the log holds no office's name"),
    "组织机构代码": _EMPTY,
    "单位性质": Source("固定为“行政事业单位”", "always 行政事业单位"),
    "行业": _EMPTY,
    "开发单位": Source("固定为“Subsidy Ledger”", "always Subsidy Ledger"),
    "版本号": Source("本数据结构的版本", "the version of this shape"),
    "本位币": Source("固定为“人民币”", "always 人民币"),
    "标准版本号": Source("写明参照的标准，不作符合性声明", "says 参照, after which standards: no conformity"),
    "截至位次": Source("所读取的最后一条日志分录的位置（分录号）", "the last entry that was read"),
    "会计年度": Source(
        "所选月份所在的年度；会计年度即公历年度", "the year of the months asked for; China's is the calendar's"
    ),
    "会计期间号": Source("记账生效日期所在的月份（1 至 12）", "the month (1-12) in which a posting is effective"),
    "会计期间起始日期": Source("当月第一日", "the month's first day"),
    "会计期间结束日期": Source("当月最后一日", "the month's last day"),
    "记账凭证类型编号": Source(
        "资金变动的编码，由本系统自定；凭证取日志分录的第一笔变动",
        "the movement's code, of an entry's movements the first one's; the codes are ours",
    ),
    "记账凭证类型名称": _MOVEMENT,
    "科目编号": Source("记账所涉的科目；编码由本系统自定", "the posting's account; the codes are ours"),
    "科目名称": Source("科目的名称", "the account"),
    "科目级次": Source(
        "固定为 1：科目之下不设明细科目，资金指标作为辅助核算",
        "always 1: below an account stand fund lines, as a dimension",
    ),
    "科目类型": Source(
        "资产、净资产、收入或支出；归入哪一类为本系统推定", "资产, 净资产, 收入 or 支出; which is our assumption"
    ),
    "余额方向": Source("反映资金来源的科目为贷，其余为借", "贷 for where money came from, else 借"),
    "辅助项编号": Source("固定为 1", "always 1"),
    "辅助项名称": Source("固定为“资金指标”", "always 资金指标"),
    "对应档案": Source(
        "固定为“预算指标”；收入账户不在该表中，其编号即其名称", "always 预算指标; revenue accounts name themselves"
    ),
    "辅助项1编号": Source("记账所涉的资金指标或收入账户", "the posting's fund line or revenue account"),
    "币种编码": Source("固定为“CNY”", "always CNY"),
    "期初余额方向": _SIDE,
    "期初本币余额": Source("生效日期早于当月的全部记账的合计", "all postings effective before the month"),
    "借方本币金额": Source("记账金额，记在资金转入的科目", "the posting's amount where its money comes to"),
    "贷方本币金额": Source("记账金额，记在资金转出的科目", "the posting's amount where its money leaves"),
    "期末余额方向": _SIDE,
    "期末本币余额": Source("期初余额加减本期借、贷方发生额", "opening and movements"),
    "记账凭证编号": Source(
        "日志分录的位置（分录号），在日志内连续编号；不记账的分录没有凭证",
        "the entry's position in the log, without a gap there; an entry that posts nothing is no voucher",
    ),
    "记账凭证日期": Source("记账的生效日期", "the day the postings are effective"),
    "制单人": Source("登记该分录的账号，不列姓名", "the account that recorded it, by its id; never a name"),
    "源凭证号": Source("所登记事项写明的文号或凭证号", "the document number (文号) or voucher the fact names"),
    "批次编号": Source("所属的发放批次；不属于批次的为空", "the batch that pays; empty for what no batch pays"),
    "收款人编号": Source(
        "脱敏编号：个人为其编号的哈希值，应付款项为其自身编号", "masked: a person's hashed number; a claim's own name"
    ),
    "记录时刻": Source("写入日志时的服务器时间（UTC）", "the server's clock at the append, UTC"),
    "日志叶哈希": Source(
        "日志分录的叶哈希（RFC 6962）；日志不签封的为空", "the entry's RFC 6962 leaf hash; empty in an unsealed desk"
    ),
    "记账凭证行号": Source("凭证内的顺序号：1、2、3", "1, 2, 3 within the voucher"),
    "记账凭证摘要": _MOVEMENT,
    "指标编号": Source("指标在账本中的编号", "the line's id"),
    "预算年度": Source(
        "项目资金的年度，不一定是账簿的会计年度", "the fund's fiscal year, which need not be the books'"
    ),
    "项目编号": Source("项目资金所属的项目", "the fund's programme"),
    "区划代码": Source("项目资金所属的区划", "the fund's region"),
    "资金级次": Source("指标的级次", "the line's level"),
    "资金性质": Source("指标的资金性质", "the line's kind"),
    "指标文号": Source("设立该指标的文件的文号", "the document number that opened the line"),
}
"""By the field's name."""


def closing_balance(code: str) -> Source:
    """Return where a fund line's balance on one account comes from; `code` is the account's number."""
    return Source(
        f"科目 {code} 的期末余额，以该科目自身的余额方向为正",
        f"the closing balance of account {code} on the account's own side",
    )
