"""The one way the embedded server says no."""


class EmbeddedServerFailed(Exception):
    """The embedded PostgreSQL cannot be had; the message says why and what to do."""

    def __init__(self, code: str, message: str) -> None:
        super().__init__(message)
        self.code = code
        self.message = message
