"""The people of the walk, and what each of them does with a browser."""

import os
import re
from datetime import timedelta
from pathlib import Path

from symphony.accounts import services as accounts
from symphony.accounts.models import Team
from symphony.accounts.permissions import Role
from symphony.core.clock import LONDON, real_now
from tests import make

PASSWORD = "a-walk-from-end-to-end"
PATIENCE = 15_000
STAFF = {
    "desk": ("Asha Rao", Role.REFERRAL_OFFICER, "referral-desk"),
    "second": ("Ben Ames", Role.REFERRAL_OFFICER, "referral-desk"),
    "investigator": ("Cora Lund", Role.INVESTIGATOR, "north-team"),
    "colleague": ("Dev Sen", Role.INVESTIGATOR, "north-team"),
    "outsider": ("Ed Novak", Role.INVESTIGATOR, "south-team"),
    "safeguarding": ("Fay Okoro", Role.SAFEGUARDING_OFFICER, "north-team"),
    "supervisor": ("Gil Costa", Role.SUPERVISOR, "north-team"),
    "press": ("Hope Lam", Role.PRESS_OFFICER, "headquarters"),
    "second press": ("Ian Wu", Role.PRESS_OFFICER, "headquarters"),
    "auditor": ("Jo Berg", Role.AUDITOR, "headquarters"),
    "administrator": ("Kit Moss", Role.ADMINISTRATOR, "headquarters"),
    "second supervisor": ("Lena Horn", Role.SUPERVISOR, "south-team"),
}


def make_accounts():
    """Give everybody in the walk an account; `live_sites` sees to it that the sites know it."""
    teams = {team.slug: team for team in Team.objects.all()}
    for who, (name, role, slug) in STAFF.items():
        if slug not in teams:
            teams[slug] = Team.objects.create(slug=slug, name=slug.replace("-", " ").capitalize())
        accounts.create_account(
            email=address(who),
            name=name,
            staff_number=number(who),
            role=role,
            team=teams[slug],
            password=PASSWORD,
            by="system:test",
            at=make.NOON,
            must_change_password=False,
        )


def address(who):
    return f"{who.replace(' ', '.')}@example.org"


def number(who):
    """Return somebody's staff number."""
    return str(7001 + list(STAFF).index(who))


class Visitor:
    """Somebody in front of a browser of their own, who notes what it complains of."""

    def __init__(self, browser, site, *, script=True, **options):
        self.site = site
        context = browser.new_context(base_url=site, java_script_enabled=script, **options)
        context.set_default_timeout(PATIENCE)
        self.page = context.new_page()
        self.complaints = []
        self.page.on("pageerror", lambda error: self.complaints.append(str(error)))
        self.page.on("console", self._note)

    def _note(self, said):
        if said.type == "error" and "Failed to load resource" not in said.text:
            self.complaints.append(said.text)

    def open(self, path):
        answer = self.page.goto(path)
        assert answer.status == 200, (path, answer.status)
        return self

    def finds_nothing_at(self, path):
        assert self.page.goto(path).status == 404, path
        return self

    def press(self, name, *, exact=False):
        """Press a button, or a link that looks like one."""
        self.page.get_by_role("button", name=name, exact=exact).first.click()
        self.page.wait_for_load_state()
        return self

    def follow(self, name, *, exact=False):
        self._main().get_by_role("link", name=name, exact=exact).first.click()
        self.page.wait_for_load_state()
        return self

    def fill(self, label, text):
        self._main().get_by_label(label).first.fill(text)
        return self

    def choose(self, question, answer):
        """Check the answer below a question that begins so, or the only one that contains it."""
        answers = self.page.get_by_role("group", name=question).first
        answers.wait_for()
        whole = answers.get_by_label(answer, exact=True)
        (whole if whole.count() else answers.get_by_label(answer)).check()
        return self

    def select(self, question, answer):
        """Select the answer that begins so from a list."""
        field = self._main().get_by_label(question).first
        field.select_option(field.get_by_role("option", name=answer).first.get_attribute("value"))
        return self

    def at(self, question, moment):
        """Enter a moment, in London time, below a question; or its day, where no time is asked."""
        local = moment.astimezone(LONDON)
        group = self.page.get_by_role("group", name=question).first
        group.wait_for()
        for label, value in (
            ("Day", local.day),
            ("Month", local.month),
            ("Year", local.year),
            ("Time", f"{local:%H:%M}"),
        ):
            field = group.get_by_label(label, exact=True)
            if label != "Time" or field.count():
                field.fill(str(value))
        return self

    def sees(self, text):
        self._main().get_by_text(text).first.wait_for()
        return self

    def sees_nothing_of(self, text):
        assert self.page.get_by_text(text).count() == 0, text
        return self

    def reference(self, kind):
        """Return the first reference of a kind that the page says after what was just done."""
        said = self.page.locator(".sy-alerts").inner_text()
        return re.search(rf"\b{kind}-[0-9A-Z-]+[0-9A-Z]", said)[0]

    def first_in_list(self):
        """Return the reference that stands first in the page's list."""
        return self._main().locator("tbody .sy-reference").first.inner_text()

    def search(self, text):
        self.page.get_by_role("search").get_by_label("Search").fill(text)
        self.page.get_by_role("search").get_by_role("button", name="Search").click()
        self.page.wait_for_load_state()
        return self

    def enter(self, area):
        """Go to an area by the navigation, and wait until it is the one shown."""
        menu = self.page.get_by_role("navigation", name="Menu")
        menu.get_by_role("link", name=area).click()
        menu.locator("[aria-current]").get_by_text(area).wait_for()
        return self

    def navigation(self):
        """Return the areas that the navigation offers."""
        links = self.page.locator(".govuk-service-navigation__link").all_inner_texts()
        return [re.match(r"[A-Z][a-z]+", text)[0] for text in links]

    def picture(self, name, *, height=900):
        """Take a picture for README and docs."""
        folder = Path(os.environ["SYMPHONY_SCREENSHOTS"])
        folder.mkdir(parents=True, exist_ok=True)
        self.page.set_viewport_size({"width": 1280, "height": height})
        self.page.screenshot(path=folder / f"{name}.png")
        return self

    def _main(self):
        return self.page.get_by_role("main")


class Officer(Visitor):
    """A member of staff, signed in by the page."""

    def __init__(self, browser, site, who, *, email="", password=PASSWORD, **options):
        super().__init__(browser, site, **options)
        self.open("/staff/").fill("Work email", email or address(who))
        self.page.get_by_label("Password", exact=True).fill(password)
        self.press("Sign in")
        assert "/account/" not in self.page.url, self.page.url


def an_hour_ago():
    return real_now() - timedelta(hours=1)
