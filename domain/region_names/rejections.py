"""What a list of region names may not say."""

from __future__ import annotations

from domain.rejected import Rejected


class RegionNamesUnchanged(Rejected):
    """Every name on this list is known exactly so already."""

    code = "region_names_unchanged"
    zh = "名单中的区划名称均已登记，没有变化。"


class RegionNameEndsTooEarly(Rejected):
    """A name that holds from {valid_from} cannot end on {valid_to}."""

    code = "region_name_ends_too_early"
    zh = "自 {valid_from} 起启用的名称，不能于 {valid_to} 停用。"


class RegionNamesOverlap(Rejected):
    """Region {region} has another name at that time: “{name}”, from {valid_from} to {valid_to}."""

    code = "region_names_overlap"
    zh = "区划 {region} 在该期间另有名称“{name}”（{valid_from} 至 {valid_to}）。"


class RegionNamedTwice(Rejected):
    """Region {region} is named twice from {valid_from} on."""

    code = "region_named_twice"
    zh = "区划 {region} 自 {valid_from} 起的名称列了两次。"
