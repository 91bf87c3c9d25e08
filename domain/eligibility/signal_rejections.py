"""Why signals, reminders and orders for what was overpaid are not taken."""

from __future__ import annotations

from domain.rejected import Rejected


class NoSignals(Rejected):
    """The list reports nobody."""

    code = "no_signals"
    zh = "名单中没有任何人员。"


class SignalledTwice(Rejected):
    """Person {beneficiary} is reported twice; bring one report after the other."""

    code = "signalled_twice"
    zh = "人员 {beneficiary} 被重复报告，请分两次登记。"


class DestinationMissing(Rejected):
    """For a move, name the region moved to."""

    code = "destination_missing"
    zh = "{kind}须填写迁往地区划代码。"


class DestinationNotWanted(Rejected):
    """A region moved to is named for a move only."""

    code = "destination_not_wanted"
    zh = "{kind}不应填写迁往地。"


class SignalBeforeTheOther(Rejected):
    """The same ({kind}) was reported from {known} on; {given} contradicts it."""

    code = "signal_before_the_other"
    zh = "已登记自 {known} 起{kind}，与 {given} 不符。"


class NothingOverpaid(Rejected):
    """Nothing was overpaid there, or it is all ordered back already."""

    code = "nothing_overpaid"
    zh = "没有多发的款项，或已全部下达追缴。"


class NotOverpaid(Rejected):
    """Nothing that the bank has settled was overpaid to person {beneficiary}."""

    code = "not_overpaid"
    zh = "人员 {beneficiary} 没有已到账的多发款项。"


class NothingExpires(Rejected):
    """The certificate of person {beneficiary} does not expire by {day}."""

    code = "nothing_expires"
    zh = "人员 {beneficiary} 的残疾人证在 {day} 前不到期。"


class RemindedAlready(Rejected):
    """Person {beneficiary} was reminded on {day} that the certificate expires on {valid_until}."""

    code = "reminded_already"
    zh = "人员 {beneficiary} 已于 {day} 就 {valid_until} 到期的残疾人证收到提醒。"
