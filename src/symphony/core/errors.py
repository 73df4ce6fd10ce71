"""What may go wrong in the work itself, in words that may be shown to the person who asked."""


class DomainError(Exception):
    """A refusal whose message may be shown as it stands."""


class NotFound(DomainError):
    """There is no such record, or the person may not know that there is one."""
