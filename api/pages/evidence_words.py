"""What a finding's evidence says, in Chinese: the checks write it in English, and it is kept as it was written."""

from __future__ import annotations

import re
from collections.abc import Sequence

from api.pages.event_words import EVENT_WORDS
from domain.catalogue import EVENTS
from domain.rejected import Language

_EXACT = {
    "payment": "发放",
    "due by the rules": "按规定应发",
    "on the payroll": "在财政供养名单内",
    "settled": "到账",
    "credited": "银行入账",
    "account changed": "银行账户变更",
    "same account": "同一账户",
    "the same words": "文字雷同",
    "the last of them": "其中最后一条",
    "returned": "银行退回",
    "overdue": "逾期未还",
    "written off without minutes": "无会议纪要而核销",
    "released": "放款",
    "not to the treasury": "未缴国库",
    "no grant and no notice": "未批准、未公示",
    "granted without a notice": "未公示即批准",
    "not concluded": "公示未办结",
    "objection open when paid": "发放时异议未办结",
    "a personal number in the place": "张贴地点中有个人号码",
    "a personal number in the published text": "公布内容中有个人号码",
    "attended": "接受服务",
    "attended at the same time": "同一时间另受服务",
    "before the certificate": "早于发证日期",
    "stays at": "住院、就学或入托",
    "visit": "上门服务",
    "visit at the same time": "同一时间另有上门服务",
    "paid": "已付",
    "invoice": "发票",
    "handed over": "发放辅具",
    "handed over without a signature": "发放辅具未签收",
    "again": "再次领用",
    "paid above accepted service": "付款超过验收",
    "sentence": "判决",
    "certificate until": "残疾人证有效期至",
    "death recorded": "死亡登记",
    "death listed": "列入死亡名单",
    "eligible since": "自此日符合条件",
    "last seen": "最近一次见到本人",
    "levels mixed without saying so": "级次混算而未注明",
    "over the target, nobody pays it": "超任务，无付款方",
    "paid all the same": "仍已付款",
    "seen": "有筛查或随访记录",
}
_PATTERNS: Sequence[tuple[re.Pattern[str], str]] = tuple(
    (re.compile(pattern), chinese)
    for pattern, chinese in (
        (r"(\d+) days", r"\1 天"),
        (r"(\d+) entries by (.+)", r"\2 录入 \1 条"),
        (r"target (\d+)", r"任务数 \1"),
        (r"served (\d+)", r"服务人数 \1"),
        (r"funded (\d+), paid (\d+)", r"资金保障 \1 人，已发放 \2 人"),
        (r"reported (\d+), paid (\d+)", r"上报 \1 人，已发放 \2 人"),
        (r"approved; (\d+) working days", r"已审批；限 \1 个工作日"),
        (r"allocated for (\d+)", r"\1 年度下达"),
        (r"out of (.+)", r"资金来自 \1"),
        (r"paid to (.+) for (.+)", r"付给 \1（\2）"),
        (r"moved to (.+)", r"调往 \1"),
        (r"shorter than (\d+) working days", r"不足 \1 个工作日"),
        (r"(.+): replayed (-?\d+) fen", r"\1：重算为 \2 分"),
        (r"(\d+) hours by (\d+) staff", r"\2 名在岗人员共 \1 小时"),
        (r"invoice (.+)", r"发票 \1"),
        (r"counted (-?\d+), should be (-?\d+)", r"盘点 \1，应为 \2"),
        (r"comes to (.+)", r"重算为 \1"),
        (r"payment (.+)", r"发放期间 \1"),
        (r"same (.+)", r"相同：\1"),
        (r"acted: (.+)", r"经办人：\1"),
    )
)
_BY_CLASS = {event.__name__: name.rpartition(".")[0] for name, event in EVENTS.items()}


def evidence_word(language: Language, what: str) -> str:
    """Return what evidence says; as it was written where nobody has translated it (a fact and its value)."""
    if what in _BY_CLASS:
        zh, en = EVENT_WORDS[_BY_CLASS[what]]
        return zh if language == "zh" else en
    if language == "en" or what in _EXACT:
        return what if language == "en" else _EXACT[what]
    for pattern, chinese in _PATTERNS:
        if found := pattern.fullmatch(what):
            return found.expand(chinese)
    return what
