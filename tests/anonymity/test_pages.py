"""Every page of the public site: no cookie but the form's own, and nothing from anywhere else."""

import re
from urllib.parse import urlsplit

import pytest
from django.conf import settings
from django.db import connection
from django.test import Client
from lxml import html

from bench.reporter import _filled
from symphony.core.grants import PUBLIC
from symphony.web import signed_forms
from tests import make
from tests.public import pages

HERE = "http://testserver"
# What makes a browser ask somebody: the elements and their attributes.
ASKS = {
    "script": ("src",),
    "link": ("href",),
    "img": ("src", "srcset"),
    "iframe": ("src",),
    "object": ("data",),
    "embed": ("src",),
    "audio": ("src",),
    "video": ("src", "poster"),
    "source": ("src", "srcset"),
    "track": ("src",),
    "input": ("src", "formaction"),
    "button": ("formaction",),
    "form": ("action",),
    "use": ("href",),
    "image": ("href",),
    "base": ("href",),
    "body": ("background",),
    "html": ("manifest",),
}
CALLS = (r"url\(", "@import", r"fetch\(", r"import\(", "src=")
# These take the form's cookie back, and so name it.
LEAVING = ("/report/leave/", "/reply/leave/")
FORM_COOKIES = {
    f"symphony_report_{settings.PUBLIC_PORT}": "/report/",
    f"symphony_reply_{settings.PUBLIC_PORT}": "/reply/",
}


@pytest.fixture
def visitor(public_site, db):
    """A browser without a past, on a site with one release."""
    make.publication()
    with connection.cursor() as cursor:
        cursor.execute(f"SET LOCAL ROLE {PUBLIC}")
    return Client()


def crawl(visitor, start="/"):
    """Open every page that links lead to; return what was answered, by address."""
    answered, to_open = {}, [start, "/report/", "/reply/", "/no-such-page/"]
    while to_open:
        path = to_open.pop()
        if path in answered:
            continue
        response = answered[path] = visitor.get(path)
        if not response.content or "html" not in response["Content-Type"]:
            continue
        for link in html.fromstring(response.content).xpath("//a/@href"):
            where = urlsplit(link)
            inside = not where.scheme and not where.netloc and where.path.startswith("/")
            if inside and not where.path.startswith("/static/"):
                to_open.append(where.path)
    return answered


def asked_of_others(page):
    """Return what a page would make a browser ask of another host."""
    tree = html.fromstring(page)
    found = [
        (tag, value)
        for tag, names in ASKS.items()
        for element in tree.iter(tag)
        for name in names
        for value in [element.get(name, "")]
        if urlsplit(value).netloc or value.startswith(("//", "data:", "blob:"))
    ]
    found += [("style", one) for one in tree.xpath("//@style | //style/text()")]
    found += [("inline", one) for one in tree.xpath("//script[not(@src)]/text()")]
    found += [("refresh", one) for one in tree.xpath("//meta[@http-equiv]/@content")]
    found += [("ping", one) for one in tree.xpath("//@ping")]
    found += [("file", one.get("name")) for one in tree.xpath("//input[@type='file']")]
    return found


@pytest.mark.django_db
def test_no_page_sets_a_cookie_or_asks_another_host(visitor):
    answered = crawl(visitor)

    assert len(answered) > 12, sorted(answered)
    for path, response in answered.items():
        if path not in LEAVING:
            assert not response.cookies, path
        assert asked_of_others(response.content or b"<p>") == [], path
        # Only the page that asks for a person weighs what its sum weighs.
        assert b"challenge" not in response.content, path
        policy = response["Content-Security-Policy"]
        assert "default-src 'none'" in policy, path
        assert "http:" not in policy and "https:" not in policy and "*" not in policy, path
        assert response["Referrer-Policy"] in ("same-origin", "no-referrer"), path
        assert "no-store" in response["Cache-Control"] or path.endswith(".atom"), path


@pytest.mark.django_db
def test_leaving_takes_the_cookie_back(visitor):
    for path in LEAVING:
        response = visitor.get(path)
        for cookie in response.cookies.values():
            assert (cookie.value, cookie["max-age"]) == ("", 0)


@pytest.mark.django_db
def test_a_rating_sets_no_cookie(visitor):
    (path,) = [path for path in crawl(visitor, "/news/") if re.match(r"/news/.+/$", path)]
    form = pages.token(visitor.get(path))

    for given in ({"useful": "useful"}, {"useful": "nothing of it"}, {}):
        response = visitor.post(path, {signed_forms.FIELD: form, **given})
        assert not response.cookies


@pytest.mark.django_db
def test_the_form_s_own_cookie_goes_to_the_form_only_and_ends_with_the_browser(visitor):
    first = visitor.get("/report/")
    assert not first.cookies
    path, answers = _filled(html.fromstring(first.content), {"door": "worried"})
    begun = visitor.post(path, dict(answers), headers={"Referer": f"{HERE}/report/"})

    assert list(begun.cookies) == [f"symphony_report_{settings.PUBLIC_PORT}"]
    for name, cookie in begun.cookies.items():
        assert cookie["path"] == FORM_COOKIES[name]
        assert cookie["httponly"]
        assert cookie["samesite"] == "Strict"
        assert cookie["max-age"] == cookie["expires"] == ""
        assert re.fullmatch(r"[0-9a-f]{64}", cookie.value)


def test_the_style_sheets_and_scripts_ask_another_host_for_nothing():
    built = settings.BASE_DIR / "web/static/built"
    for path in (*built.glob("*.css"), *built.glob("*.js")):
        text = path.read_text()
        called = re.findall(
            r"(?:url\(|@import|fetch\(|import\(|src=)\s*[\"']?((?:https?:)?//)", text
        )
        assert called == [], path
    css = (built / "public.css").read_text()
    assert "@font-face" not in css


def test_what_would_ask_another_host_is_noticed():
    page = b"""<html><body><img src="https://example.org/a.png"><script>1</script>
    <form action="//example.org/"></form><p style="color:red" ><a ping="/x" href="/">x</a></p>
    <link rel="stylesheet" href="https://example.org/a.css"></body></html>"""

    assert {kind for kind, _ in asked_of_others(page)} == {
        "img",
        "inline",
        "form",
        "style",
        "ping",
        "link",
    }
