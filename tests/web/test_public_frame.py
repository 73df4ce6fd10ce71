"""The public site's frame in a browser: readable by all, and left without a trace."""

import pytest
from axe_playwright_python.sync_playwright import Axe
from django.http import HttpResponse
from django.template import engines
from django.test import RequestFactory
from django.urls import include, path

from symphony.core import installation
from symphony.core.models import Installation
from tests.wcag import WCAG
from tests.web.in_browser import SITE, open_page
from tests.web.style_page import DecisionForm

pytestmark = [pytest.mark.slow, pytest.mark.urls("tests.web.test_public_frame")]

PAGE = """{% extends "public/base.html" %}{% load symphony %}
{% block title %}Report a concern{% endblock %}
{% block exit_skip_link %}
{% include "components/exit_skip_link.html" with url="/report/leave/" %}
{% endblock %}
{% block exit %}
{% include "components/exit_this_page.html" with url="/report/leave/" %}
{% endblock %}
{% block back %}{% include "components/back_link.html" with url="/" %}{% endblock %}
{% block content %}{% include "components/error_summary.html" %}
<h1 class="govuk-heading-l">Report a concern</h1>
{% include "components/warning_text.html" with words="If a child is in danger now, call." %}
{% include "components/figure.html" with value="712" label="children safeguarded" how_url="#how" %}
<form method="post" novalidate>{% signed_field "report" %}{{ form }}
{% include "components/button.html" with words="Send my report" %}</form>
{% include "components/panel.html" with title="We have your report" words="Your reference" %}
{% endblock %}"""


def page(request):
    return HttpResponse()


public = ([path("", page, name="start"), path("report/", page, name="report")], "public")
urlpatterns = [path("", include(public))]


@pytest.fixture
def pages(settings, monkeypatch):
    settings.SITE = "public"
    row = Installation(kind=installation.REAL)
    monkeypatch.setitem(installation._known, "row", row)
    form = DecisionForm({})
    del form.fields["password"]
    request = RequestFactory().get("/report/")
    drawn = engines["django"].from_string(PAGE).render({"form": form}, request)
    return {"report/": drawn, "": "start", "report/leave/": "a neutral page"}


@pytest.mark.parametrize("width", [320, 1280])
def test_everybody_can_use_it(browser, pages, width):
    found_page, complaints = open_page(
        browser, pages, "report/", viewport={"width": width, "height": 900}
    )
    found = Axe().run(found_page, options=WCAG).response

    assert [(v["id"], [n["target"] for n in v["nodes"]]) for v in found["violations"]] == []
    assert complaints == []
    assert found_page.evaluate("document.documentElement.scrollWidth") <= width


@pytest.mark.parametrize("way", ["click", "hidden link", "three shifts"])
def test_leaving_puts_no_step_into_the_history(browser, pages, way):
    found_page, _ = open_page(browser, pages, "report/")
    found_page.wait_for_selector(".govuk-exit-this-page__indicator", state="attached")
    steps = found_page.evaluate("history.length")

    if way == "click":
        found_page.get_by_role("button", name="Exit this page").click()
    elif way == "hidden link":
        found_page.get_by_role("link", name="Exit this page quickly").focus()
        found_page.keyboard.press("Enter")
    else:
        for _ in range(3):
            found_page.keyboard.press("Shift")
    found_page.wait_for_url(SITE + "report/leave/")

    assert found_page.evaluate("history.length") == steps


def test_it_asks_nobody_else_for_anything_and_sets_no_cookie(browser, pages):
    found_page, _ = open_page(browser, pages, "report/")
    asked = found_page.evaluate("performance.getEntriesByType('resource').map(e => e.name)")

    assert asked
    assert all(address.startswith(SITE) for address in asked)
    assert found_page.context.cookies() == []
