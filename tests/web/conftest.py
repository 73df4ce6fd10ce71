import pytest
from playwright.sync_api import sync_playwright

from tests.web.in_browser import CHROMIUM


@pytest.fixture(scope="module")
def browser():
    with sync_playwright() as playwright:
        launched = playwright.chromium.launch(executable_path=CHROMIUM, args=["--no-sandbox"])
        yield launched
        launched.close()
