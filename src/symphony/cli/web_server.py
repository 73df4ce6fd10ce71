"""How gunicorn serves a site: its configuration, named by `--config python:` and this module."""

import os
from pathlib import Path
from typing import Any

from gunicorn.glogging import Logger

from symphony.cli.environment import WEB_THREADS
from symphony.web import logs


class Log(Logger):  # type: ignore[misc]  # gunicorn has no annotations
    """Sends gunicorn's own lines where all others go, without addresses or what was asked for."""

    def setup(self, cfg: Any) -> None:
        super().setup(cfg)
        logs.configure()
        self.error_log.handlers.clear()
        self.error_log.propagate = True
        self.access_log.disabled = True

    def warning(self, msg: str, *args: Any, **kwargs: Any) -> None:
        # What follows is the visitor's address and a piece of what they sent.
        super().warning(str(msg).partition(" from ip=")[0], *args, **kwargs)

    def exception(self, msg: str, *args: Any, **kwargs: Any) -> None:
        # The arguments are the address that was asked for.
        super().exception(str(msg).partition(" %s")[0], **kwargs)


def post_worker_init(worker: Any) -> None:
    """Let a new process of the public site learn the danger number before it is needed."""
    if os.environ.get("SYMPHONY_SITE") == "public":
        # Only here is the application loaded, and the process the one that serves.
        from symphony.public import known_contacts

        known_contacts.remember()


worker_class = "gthread"
workers = 2
threads = WEB_THREADS
graceful_timeout = 15
timeout = 60
keepalive = 5
preload_app = True
control_socket_disable = True
accesslog = None
logger_class = Log
proc_name = f"symphony {os.environ.get('SYMPHONY_SITE', '')}"
worker_tmp_dir = "/dev/shm" if Path("/dev/shm").is_dir() else None  # noqa: S108 - memory
# The line of a request and each of its headers, in bytes; a longer one is refused.
limit_request_line = 4094
limit_request_field_size = 8190
