"""The technical log: one JSON line an event on standard error, without personal data.

The public site's lines say the hour and no more, so that no line can be put beside a phone that
was in use at that minute.
"""

import logging
import os
import sys
import traceback
from typing import Any

import structlog
from structlog.typing import EventDict, WrappedLogger

from symphony.core.coarse import this_hour

_CONFIGURED = "_symphony_configured"
_SHARED: list[Any] = [
    structlog.contextvars.merge_contextvars,
    structlog.stdlib.add_log_level,
    structlog.stdlib.add_logger_name,
    structlog.processors.TimeStamper(fmt="iso", utc=True),
]


def configure() -> None:
    """Send our own and the libraries' log to standard error; the second call changes nothing."""
    root = logging.getLogger()
    if getattr(root, _CONFIGURED, False):
        return
    setattr(root, _CONFIGURED, True)
    structlog.configure(
        processors=[*_SHARED, structlog.stdlib.ProcessorFormatter.wrap_for_formatter],
        logger_factory=structlog.stdlib.LoggerFactory(),
        wrapper_class=structlog.stdlib.BoundLogger,
        cache_logger_on_first_use=True,
    )
    handler = logging.StreamHandler(sys.stderr)
    handler.setFormatter(formatter(public=os.environ.get("SYMPHONY_SITE") == "public"))
    root.addHandler(handler)
    root.setLevel(logging.INFO)
    # Each page has its own line already.
    for name in ("django.server", "django.request"):
        logging.getLogger(name).setLevel(logging.ERROR)


def formatter(*, public: bool = False) -> logging.Formatter:
    """Return what turns an event, ours or a library's, into its line.

    :param public: whether it is the public site that speaks
    """
    return structlog.stdlib.ProcessorFormatter(
        foreign_pre_chain=[*_SHARED, without_addresses],
        processors=[
            structlog.stdlib.ProcessorFormatter.remove_processors_meta,
            where_it_failed,
            *([coarse] if public else []),
            structlog.processors.JSONRenderer(ensure_ascii=False),
        ],
    )


def without_addresses(logger: WrappedLogger, method: str, event: EventDict) -> EventDict:
    """Keep Django's wording and drop its arguments: they hold addresses and what was typed."""
    record = event["_record"]
    if record.name.startswith("django.security."):
        # Its whole message is what was sent, such as a host's name.
        event["event"] = f"refused: {record.name.rpartition('.')[2]}"
    elif record.name.startswith("django."):
        event["event"] = "fault" if record.name == "django.request" else str(record.msg)
    return event


def where_it_failed(logger: WrappedLogger, method: str, event: EventDict) -> EventDict:
    """Replace an exception by its kind and the lines it passed: its message may hold a name."""
    exc_info = event.pop("exc_info", None)
    if exc_info is True:
        exc_info = sys.exc_info()
    if isinstance(exc_info, BaseException):
        exc_info = (type(exc_info), exc_info, exc_info.__traceback__)
    if exc_info and exc_info[0] is not None:
        event["fault"] = f"{exc_info[0].__module__}.{exc_info[0].__qualname__}"
        event["at"] = [
            f"{frame.filename.rpartition('site-packages/')[2]}:{frame.lineno} {frame.name}"
            for frame in traceback.extract_tb(exc_info[2])
        ]
    return event


def coarse(logger: WrappedLogger, method: str, event: EventDict) -> EventDict:
    """Take from a line what could tell one visitor from another.

    The number of a request stays on faults only. The visitor was shown it, and can tell it to us;
    from an ordinary page nobody has one that leads to a line.
    """
    event["timestamp"] = this_hour()
    event.pop("milliseconds", None)
    if event.get("level") not in ("error", "critical"):
        event.pop("request_id", None)
    return event
