"""Why an inspection says no: its frame, its seed, its sample."""

from __future__ import annotations

from domain.rejected import Rejected


class NoSuchInspection(Rejected):
    """There is no inspection “{inspection}”."""

    code = "no_such_inspection"
    zh = "没有督查“{inspection}”。"


class InspectionExists(Rejected):
    """Inspection “{inspection}” has been opened already."""

    code = "inspection_exists"
    zh = "督查“{inspection}”已经立项。"


class InspectionIsClosed(Rejected):
    """Inspection “{inspection}” is closed."""

    code = "inspection_is_closed"
    zh = "督查“{inspection}”已经办结。"


class NobodyInFrame(Rejected):
    """Nobody fits: there is nobody to draw from."""

    code = "nobody_in_frame"
    zh = "没有符合条件的对象，无从抽样。"


class PositionNotReached(Rejected):
    """The ledger stands at position {head}; nothing can be drawn as of {asked}."""

    code = "position_not_reached"
    zh = "账本现至第 {head} 号，不能以第 {asked} 号为准抽样。"


class LessThanATenth(Rejected):
    """A share of {share} is not between a tenth and the whole; for fewer, name a confidence and a margin."""

    code = "less_than_a_tenth"
    zh = "抽样比例 {share} 不在 10% 至 100% 之间；如需更少，请改用置信度和误差。"


class ConfidenceOutOfRange(Rejected):
    """A confidence of {confidence} is not between 50 % and 99.99 %."""

    code = "confidence_out_of_range"
    zh = "置信度 {confidence} 应在 50% 至 99.99% 之间。"


class MarginOutOfRange(Rejected):
    """A margin of {margin} is not between 0.1 % and 50 %."""

    code = "margin_out_of_range"
    zh = "误差 {margin} 应在 0.1% 至 50% 之间。"


class NotASeed(Rejected):
    """A seed is 8 to 100 letters, digits, hyphens, dots or underscores, and nobody's number."""

    code = "not_a_seed"
    zh = "种子应为 8 至 100 位的字母、数字、连字符、点或下划线，且不得是个人号码。"


class SeedSetAlready(Rejected):
    """The seed of inspection “{inspection}” is settled and cannot be another."""

    code = "seed_set_already"
    zh = "督查“{inspection}”的种子已经确定，不得更换。"


class SeedMissing(Rejected):
    """Inspection “{inspection}” has no seed yet; bind one to the sealed log first."""

    code = "seed_missing"
    zh = "督查“{inspection}”尚无种子，请先绑定。"


class TooManyEntriesLater(Rejected):
    """A seed is bound to at most {limit} entries from now on, not {asked}."""

    code = "too_many_entries_later"
    zh = "种子最多绑定到此后 {limit} 条分录，不能是 {asked} 条。"


class SeedNotSealedYet(Rejected):
    """The seed is the root at size {size}; the log is sealed up to {sealed}. Draw when it is sealed so far."""

    code = "seed_not_sealed_yet"
    zh = "种子取自规模 {size} 的树根，账本现签封至 {sealed}，签封到位后方可抽样。"


class FrameDiffers(Rejected):
    """The frame as of position {position} is no longer the one recorded: it has the hash {found}, not {recorded}."""

    code = "frame_differs"
    zh = "第 {position} 号的抽样框与登记的不符：摘要为 {found}，登记为 {recorded}。"
    kept = True


class SampleDrawnAlready(Rejected):
    """The sample of inspection “{inspection}” has been drawn; there is no second try."""

    code = "sample_drawn_already"
    zh = "督查“{inspection}”已经抽样，不得重抽。"
    kept = True


class NoSampleYet(Rejected):
    """The sample of inspection “{inspection}” has not been drawn."""

    code = "no_sample_yet"
    zh = "督查“{inspection}”尚未抽样。"


class VisitsStillOpen(Rejected):
    """{count} people of the sample have not been called on."""

    code = "visits_still_open"
    zh = "样本中还有 {count} 人未入户。"


class VisitFindingsStillOpen(Rejected):
    """{count} findings of visits are not closed."""

    code = "visit_findings_still_open"
    zh = "还有 {count} 个入户发现的问题未办结。"
