"""Why a programme template is refused."""

from __future__ import annotations

from domain.rejected import Rejected


class NoSuchTemplate(Rejected):
    """There is no programme template “{template}”."""

    code = "no_such_template"
    zh = "没有项目样板“{template}”。"


class TemplateUnchanged(Rejected):
    """Template {template} is kept exactly so already."""

    code = "template_unchanged"
    zh = "项目样板 {template} 已如此登记，没有变化。"


class TemplateNotOurs(Rejected):
    """Template {template} is not one that this ledger keeps; those the product brings along stay."""

    code = "template_not_ours"
    zh = "项目样板 {template} 不是本账本登记的；系统自带的样板不能停用。"


class TemplateUnreadable(Rejected):
    """The file is no programme template: {what}."""

    code = "template_unreadable"
    zh = "文件不是项目样板：{what}。"
