"""Tests. They run against a real PostgreSQL that `tests/database.py` starts.

Importing this package sets the environment that the settings read. The database's address is
completed by `conftest.py` once the server runs; until then nothing can connect by mistake.
"""

import os

os.environ |= {
    "SYMPHONY_SITE": "staff",
    "SYMPHONY_SECRET_KEY": "only-for-tests",
    # The public half of a pair whose private half is thirty-two times the byte 1.
    "SYMPHONY_SEALING_KEY": "a4e09292b651c278b9772c569f5fa9bb13d906b46ab68c9df9dc2b4409f8a209",
    # Tests send faster than people, and all from one place; those about that say so themselves.
    "SYMPHONY_MOST_SENDINGS": "60000",
    "SYMPHONY_MOST_GUESSES": "60000",
    "SYMPHONY_LEAST_SECONDS": "-1",
    "SYMPHONY_DATABASE_URL": "postgresql://symphony_staff@/none?host=/nonexistent",
    # Playwright keeps a loop running in the test's own thread, which Django takes for async code.
    "DJANGO_ALLOW_ASYNC_UNSAFE": "true",
    "SYMPHONY_STATIC_STORAGE": "django.contrib.staticfiles.storage.StaticFilesStorage",
}
os.environ.setdefault("DJANGO_SETTINGS_MODULE", "symphony.settings")
for _name in ("SYMPHONY_HOME", "DATABASE_URL", "SYMPHONY_WEB_THREADS"):
    os.environ.pop(_name, None)
