"""Why devices say no."""

from __future__ import annotations

from domain.rejected import Rejected


class NoSuchDeviceKind(Rejected):
    """Programme “{programme}” has no device “{kind}”."""

    code = "no_such_device_kind"
    zh = "“{programme}”项目没有辅具“{kind}”。"


class NotADeviceKind(Rejected):
    """“{kind}” is no code of a kind of device: a small letter, then small letters, digits and -."""

    code = "not_a_device_kind"
    zh = "“{kind}”不能作为辅具代码：应以小写字母开头，由小写字母、数字和短横组成。"


class ServiceLifeOutOfRange(Rejected):
    """A device serves {least} to {most} months, not {given}."""

    code = "service_life_out_of_range"
    zh = "使用年限应为 {least} 至 {most} 个月，不能是 {given} 个月。"


class QuantityOutOfRange(Rejected):
    """The number of devices is {least} to {most}, not {given}."""

    code = "quantity_out_of_range"
    zh = "数量应为 {least} 至 {most}，不能是 {given}。"


class DeviceBatchExists(Rejected):
    """Batch “{batch}” of “{kind}” has been received already."""

    code = "device_batch_exists"
    zh = "“{kind}”的批号“{batch}”已经入库。"


class NoSuchDeviceBatch(Rejected):
    """No batch “{batch}” of “{kind}” was received."""

    code = "no_such_device_batch"
    zh = "没有“{kind}”批号“{batch}”的入库记录。"


class StockTooLow(Rejected):
    """Of batch “{batch}” {left} are left; {asked} cannot leave it."""

    code = "stock_too_low"
    zh = "批号“{batch}”尚余 {left} 件，不能出库 {asked} 件。"
    kept = True


class TakenOutAlready(Rejected):
    """Devices of batch “{batch}” have left the stock on “{document}” already; another removal has its own document."""

    code = "devices_taken_out_already"
    zh = "批号“{batch}”已凭“{document}”出库；再次出库须另有单据。"


class HandoverNotSigned(Rejected):
    """Nothing is handed over without the signed form: give the SHA-256 of its scan."""

    code = "handover_not_signed"
    zh = "未签收不得领用：请提供签收单扫描件的 SHA-256。"
    kept = True


class InsideServiceLife(Rejected):
    """{beneficiary} has had “{kind}” since {last}; it serves until {until}, another is not handed over on {on}."""

    code = "inside_service_life"
    zh = "{beneficiary} 已于 {last} 领用“{kind}”，使用年限至 {until}，{on} 不得重复领用。"
    kept = True


class FittedAfterDeath(Rejected):
    """{beneficiary} died on {died}; nothing is fitted on {on}."""

    code = "fitted_after_death"
    zh = "{beneficiary} 已于 {died} 死亡，{on} 不可能适配辅具。"
    kept = True


class FormUsedAlready(Rejected):
    """This signed form was used for another handover."""

    code = "form_used_already"
    zh = "该签收单已用于另一次领用。"
    kept = True


class CountedByOwnHand(Rejected):
    """{who} moved “{kind}” in or out since it was counted last and may not also count it."""

    code = "counted_by_own_hand"
    zh = "{who} 在上次盘点后经办过“{kind}”的出入库，不得再由其盘点。"
    kept = True


class PaidInKind(Rejected):
    """Programme “{programme}” gives devices in kind; no person is paid cash under it."""

    code = "paid_in_kind"
    zh = "“{programme}”项目以实物发放辅具，不得向个人发放现金。"
    kept = True
