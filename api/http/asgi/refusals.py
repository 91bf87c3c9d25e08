"""What is refused before a route is reached."""

from __future__ import annotations

from domain.rejected import Rejected


class CrossSite(Rejected):
    """This request was sent by a page of another site, with the cookie of somebody who is logged in here."""

    code = "cross_site"
    zh = "该请求由其他网站的页面发出，并带有本站的登录 Cookie，已拒绝。"


class HostNotServed(Rejected):
    """The ledger is not served under the name this request asks for."""

    code = "host_not_served"
    zh = "本服务不以所请求的主机名提供。"


class BodyTooLarge(Rejected):
    """The request's body is too large; {limit} bytes are taken here."""

    code = "body_too_large"
    zh = "请求内容过大，此处最多接受 {limit} 字节。"


class BodyTooSlow(Rejected):
    """The request's body did not arrive in time; nothing was done."""

    code = "body_too_slow"
    zh = "请求内容未能按时送达，未作任何处理。"


class ServiceBusy(Rejected):
    """The service is answering as many requests as it can; try again in a moment."""

    code = "service_busy"
    zh = "服务正在处理的请求已满，请稍后再试。"


class TooManyFromOneAddress(Rejected):
    """Too many requests from one address for what is open to all; try again in {seconds} seconds."""

    code = "too_many_from_one_address"
    zh = "同一地址对公开内容的请求过于频繁，请在 {seconds} 秒后再试。"


class ServiceFailed(Rejected):
    """Something failed inside the service. Give request id {request_id} to whoever runs it."""

    code = "service_failed"
    zh = "系统内部出错。请将请求编号 {request_id} 告知系统维护人员。"
