"""What a proof, a note or a key can be refused for."""

from __future__ import annotations

from domain.rejected import Rejected


class InclusionNotProven(Rejected):
    """The proof does not lead from leaf {index} to the root of the tree of {size}."""

    code = "inclusion_not_proven"
    zh = "该证明不能把第 {index} 号叶子与大小为 {size} 的树根连接起来。"


class ConsistencyNotProven(Rejected):
    """The tree of {new} is not shown to continue the tree of {old}."""

    code = "consistency_not_proven"
    zh = "未能证明大小为 {new} 的树是大小为 {old} 的树的延续。"


class MalformedNote(Rejected):
    """This is not a signed note: {what}."""

    code = "malformed_note"
    zh = "不是有效的签名文本：{what}。"


class MalformedVerifierKey(Rejected):
    """This is not a verifier key: {what}."""

    code = "malformed_verifier_key"
    zh = "不是有效的验证公钥：{what}。"


class SignatureWrong(Rejected):
    """The signature of {name} does not fit the note."""

    code = "signature_wrong"
    zh = "{name} 的签名与文本不符。"


class NobodyTrustedSigned(Rejected):
    """No key that is trusted here signed the note."""

    code = "nobody_trusted_signed"
    zh = "没有任何受信任的密钥签署该文本。"


class MalformedCheckpoint(Rejected):
    """This is not a checkpoint: {what}."""

    code = "malformed_checkpoint"
    zh = "不是有效的检查点：{what}。"


class MalformedTile(Rejected):
    """This is not a tile: {what}."""

    code = "malformed_tile"
    zh = "不是有效的树块：{what}。"


class MalformedReceipt(Rejected):
    """This is not an entry receipt: {what}."""

    code = "malformed_entry_receipt"
    zh = "不是有效的入账证明：{what}。"


class MalformedPolicy(Rejected):
    """Line {line} of the trust policy does not fit: {what}."""

    code = "malformed_trust_policy"
    zh = "信任策略第 {line} 行不符合格式：{what}。"


class UnknownOrigin(Rejected):
    """The log {origin} is not known here."""

    code = "unknown_origin"
    zh = "这里不认识日志 {origin}。"


class QuorumMissing(Rejected):
    """Not enough of the witnesses that the policy names cosigned the checkpoint of {size}."""

    code = "quorum_missing"
    zh = "大小为 {size} 的检查点未达到策略要求的见证签名数量。"


class NotSealedYet(Rejected):
    """Entry {position} is not covered by a signed checkpoint yet; the newest one covers {sealed}."""

    code = "not_sealed_yet"
    zh = "第 {position} 号分录尚未被签名检查点覆盖；最新检查点覆盖到 {sealed}。"


class NotTheNewestHead(Rejected):
    """A tree of {asked} is not the newest one signed here; that one is of {last}."""

    code = "not_the_newest_head"
    zh = "大小为 {asked} 的树不是此处最近签署的树，最近签署的大小为 {last}。"


class SteppedBack(Rejected):
    """After a tree of {last} no tree of {new} is signed: the log only grows."""

    code = "tree_stepped_back"
    zh = "已签署大小为 {last} 的树，不再签署大小为 {new} 的树：日志只增不减。"


class Forked(Rejected):
    """Another tree of {size} was signed before; only one of the two is the log."""

    code = "tree_forked"
    zh = "此前已签署另一棵大小为 {size} 的树；两者之中只有一个是真正的日志。"


class NotPublished(Rejected):
    """There is no published file {path}."""

    code = "not_published"
    zh = "没有名为 {path} 的公开文件。"


class MalformedSubmission(Rejected):
    """This is not a checkpoint submitted to a witness: {what}."""

    code = "malformed_submission"
    zh = "不是有效的提交见证的检查点：{what}。"


class KeyRotationForged(Rejected):
    """This is no announcement of new keys that follows the keys in use: {what}."""

    code = "key_rotation_forged"
    zh = "不是承接现用密钥的有效更换公告：{what}。"


class KeysAnnouncedAlready(Rejected):
    """These keys were announced already, at version {version} of “{stream}”."""

    code = "keys_announced_already"
    zh = "这些密钥已在“{stream}”第 {version} 版公告。"


class KeyRotationUnknown(Rejected):
    """The signer of {origin} has prepared no such keys, so they cannot begin to sign."""

    code = "key_rotation_unknown"
    zh = "{origin} 的签名进程没有准备过这些密钥，不能启用。"


class PeriodNotOver(Rejected):
    """The period {period} is not over on {day}; its trial balance is struck afterwards."""

    code = "period_not_over"
    zh = "期间 {period} 在 {day} 尚未结束，届满后方可编制试算平衡表。"


class StatementUnfit(Rejected):
    """This is no statement that the signer of {origin} puts its name to."""

    code = "statement_unfit"
    zh = "这不是 {origin} 的签名进程可以签署的声明。"
