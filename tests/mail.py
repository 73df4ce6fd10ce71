"""A mail server for tests: it takes what is sent to it on this machine, and keeps it."""

import socketserver
import threading
from contextlib import contextmanager

from symphony.core import mail


class _Conversation(socketserver.StreamRequestHandler):
    """As much of RFC 5321 as a sender needs."""

    def handle(self):
        self._say("220 sink")
        while line := self.rfile.readline().decode().strip():
            word = line.split()[0].upper()
            if word == "DATA":
                self._say("354 go on")
                self._take_message()
            elif word == "RCPT" and self.server.refuses:
                self._say("550 nobody here by that name")
                continue
            elif word == "QUIT":
                self._say("221 bye")
                return
            elif word == "RCPT":
                self.server.recipients.append(line.partition(":")[2].strip().strip("<>"))
            if word != "DATA":
                self._say("250 fine")

    def _take_message(self):
        lines = []
        while (line := self.rfile.readline().decode().rstrip("\r\n")) != ".":
            lines.append(line)
        self.server.messages.append("\n".join(lines))
        self._say("250 kept")

    def _say(self, line):
        self.wfile.write(f"{line}\r\n".encode())


class Sink(socketserver.ThreadingTCPServer):
    """What came: the messages as they were sent, and to whom."""

    allow_reuse_address = True
    daemon_threads = True

    def __init__(self, *, refuses=False):
        super().__init__(("127.0.0.1", 0), _Conversation)
        self.refuses, self.messages, self.recipients = refuses, [], []

    @property
    def url(self):
        return f"smtp://127.0.0.1:{self.server_address[1]}"


@contextmanager
def sink(settings, **how):
    """Run a mail server and have notices mailed through it."""
    with Sink(**how) as server:
        threading.Thread(target=server.serve_forever, args=(0.01,), daemon=True).start()
        use(settings, server.url)
        yield server
        server.shutdown()


def use(settings, url):
    """Set the mail server as the environment would."""
    settings.EMAIL_URL = url
    for name, value in mail.settings_from(url, "symphony@example.org").items():
        setattr(settings, name, value)
