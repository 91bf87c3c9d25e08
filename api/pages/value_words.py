"""What stored values are called on the pages, where the domain itself does not say so: Chinese, English."""

from __future__ import annotations

from collections.abc import Mapping

VALUES: Mapping[str, tuple[str, str]] = {
    "draft": ("草拟", "draft"),
    "submitted": ("待审批", "waiting for approval"),
    "approved": ("已审批", "approved"),
    "released": ("已放款", "at the bank"),
    "sent_back": ("已退审", "sent back"),
    "closed": ("已关闭", "closed"),
    "settled": ("已到账", "settled"),
    "returned": ("已退回", "returned"),
    "reissued": ("已重发", "reissued"),
    "cancelled": ("已注销", "cancelled"),
    "applied": ("已申请", "applied"),
    "granted": ("已批准", "granted"),
    "suspended": ("已停发", "suspended"),
    "refused": ("不予批准", "refused"),
    "revoked": ("已取消资格", "revoked"),
    "published": ("公示中", "posted"),
    "concluded": ("公示期满", "concluded"),
    "open": ("未结", "open"),
    "done": ("已结", "done"),
    "upheld": ("异议成立", "upheld"),
    "dismissed": ("异议不成立", "dismissed"),
    "people_import": ("人员名单", "List of people"),
    "batch_import": ("发放名单", "List of payments"),
    "bank_result": ("银行回盘", "The bank's result"),
    "doubtful": ("有疑点待确认", "waits for your word"),
    "True": ("是", "yes"),
    "False": ("否", "no"),
}
