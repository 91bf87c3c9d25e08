"""What the vault refuses: reading without a reason, unknown people, numbers of somebody else, keys that are away."""

from __future__ import annotations

from domain.rejected import Rejected


class ReasonMissing(Rejected):
    """Personal data is opened only for a stated reason."""

    code = "reason_missing"
    zh = "查看或登记个人信息必须说明理由。"


class ReasonNamesThePerson(Rejected):
    """The reason repeats what is in the record of {beneficiary_id}; it outlives that record, so name people by id."""

    code = "reason_names_the_person"
    zh = "事由中含有 {beneficiary_id} 档案中的内容；事由会长期保留，请用人员编号指代个人。"


class UnknownBeneficiary(Rejected):
    """Nobody is registered under {beneficiary_id}."""

    code = "unknown_beneficiary"
    zh = "没有编号为 {beneficiary_id} 的补贴对象。"


class PersonalDataErased(Rejected):
    """The personal data of {beneficiary_id} has been erased."""

    code = "personal_data_erased"
    zh = "{beneficiary_id} 的个人信息已被删除。"


class NumbersOfTwoPeople(Rejected):
    """The ID number belongs to {by_id_number}, the certificate number to {by_certificate}: two people."""

    code = "numbers_of_two_people"
    zh = "身份证号属于 {by_id_number}，残疾人证号属于 {by_certificate}，并非同一人。"


class NothingToRecogniseBy(Rejected):
    """A person is registered with an ID number."""

    code = "nothing_to_recognise_by"
    zh = "登记人员必须有身份证号。"


class NumberOfSomebodyElse(Rejected):
    """That number belongs to {holder}."""

    code = "number_of_somebody_else"
    zh = "该号码属于 {holder}。"


class NoSuchRevision(Rejected):
    """The vault keeps no record of {beneficiary_id} with the commitment {commitment}."""

    code = "no_such_revision"
    zh = "保险库中没有 {beneficiary_id} 承诺值为 {commitment} 的记录。"


class NoSuchFile(Rejected):
    """The vault keeps no file of {beneficiary_id} with the commitment {commitment}."""

    code = "no_such_file"
    zh = "保险库中没有 {beneficiary_id} 承诺值为 {commitment} 的文件。"


class KeysAway(Rejected):
    """Ledger {ledger} was restored without its people's keys; bring them back: `subsidy-ledger vault bring-keys`."""

    code = "keys_away"
    zh = "账本 {ledger} 恢复时未带回人员密钥，请先运行 subsidy-ledger vault bring-keys。"
