"""Opening pages that were drawn beforehand, in a browser, as if a site of ours had sent them."""

from pathlib import Path

from django.conf import settings

STATIC = Path(__file__).parents[2] / "src/symphony/web/static"
SITE = "http://style.example.org/"


def policy():
    directives = settings.CONTENT_SECURITY_POLICY["DIRECTIVES"].items()
    return "; ".join(f"{name} {' '.join(map(str, values))}" for name, values in directives)


def open_page(browser, pages, name, **context):
    """Open one of the pages under the sites' own policy; returns it and what it complained of."""
    complaints = []

    def answer(route):
        path = route.request.url.removeprefix(SITE)
        if path in pages:
            headers = {"Content-Security-Policy": policy(), "Content-Type": "text/html"}
            route.fulfill(body=pages[path], headers=headers)
        else:
            route.fulfill(path=STATIC / path.removeprefix("static/"))

    page = browser.new_context(**context).new_page()
    page.route("**/*", answer)
    page.on("pageerror", lambda error: complaints.append(str(error)))
    page.on("console", lambda m: complaints.append(m.text) if m.type == "error" else None)
    page.goto(SITE + name)
    return page, complaints
