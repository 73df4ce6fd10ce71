"""The people of the walk, and what each of them does with a browser."""

import os
import re
from datetime import timedelta
from pathlib import Path

from django.conf import settings

from symphony.accounts import services as accounts
from symphony.accounts.models import Team
from symphony.accounts.permissions import Role
from symphony.core.clock import LONDON, real_now
from tests import make

PASSWORD = "a-walk-from-end-to-end"
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
}


def make_accounts():
    """Give everybody in the walk an account that the running site lets in."""
    settings.PASSWORD_HASHERS = ["django.contrib.auth.hashers.Argon2PasswordHasher"]
    teams = {team.slug: team for team in Team.objects.all()}
    for number, (who, (name, role, slug)) in enumerate(STAFF.items(), start=7001):
        if slug not in teams:
            teams[slug] = Team.objects.create(slug=slug, name=slug.replace("-", " ").capitalize())
        accounts.create_account(
            email=address(who),
            name=name,
            staff_number=str(number),
            role=role,
            team=teams[slug],
            password=PASSWORD,
            by="system:test",
            at=make.NOON,
            must_change_password=False,
        )


def address(who):
    return f"{who.replace(' ', '.')}@example.org"


class Visitor:
    """Somebody in front of a browser of their own, who notes what it complains of."""

    def __init__(self, browser, site, *, script=True, **options):
        self.site = site
        self.page = browser.new_context(
            base_url=site, java_script_enabled=script, **options
        ).new_page()
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

    def press(self, name, **which):
        self.page.get_by_role("main").get_by_role("button", name=name, **which).first.click()
        return self

    def follow(self, name, **which):
        self.page.get_by_role("main").get_by_role("link", name=name, **which).first.click()
        return self

    def fill(self, label, text, *, nth=0):
        self.page.get_by_role("main").get_by_label(label).nth(nth).fill(text)
        return self

    def choose(self, question, answer):
        """Check an answer below a question, or select it in a list."""
        group = self.page.get_by_role("group", name=question)
        if group.count():
            group.first.get_by_label(answer, exact=True).check()
        else:
            self.page.get_by_label(question).select_option(label=answer)
        return self

    def at(self, question, moment):
        """Enter a moment, in London time, below a question."""
        local = moment.astimezone(LONDON)
        group = self.page.get_by_role("group", name=question).first
        for label, value in (
            ("Day", local.day),
            ("Month", local.month),
            ("Year", local.year),
            ("Time", f"{local:%H:%M}"),
        ):
            group.get_by_label(label, exact=True).fill(str(value))
        return self

    def sees(self, text):
        self.page.get_by_role("main").get_by_text(text).first.wait_for(timeout=10_000)
        return self

    def sees_nothing_of(self, text):
        assert self.page.get_by_text(text).count() == 0, text
        return self

    def navigation(self):
        """Return the areas that the navigation offers."""
        links = self.page.locator(".govuk-service-navigation__link").all_inner_texts()
        return [re.split(r"[\n(]", text)[0].strip() for text in links]

    def picture(self, name):
        """Take the picture for README and docs, where somebody asked for them."""
        if folder := os.environ.get("SYMPHONY_SCREENSHOTS"):
            Path(folder).mkdir(parents=True, exist_ok=True)
            self.page.screenshot(path=f"{folder}/{name}.png")
        return self


class Officer(Visitor):
    """A member of staff, signed in by the page."""

    def __init__(self, browser, site, who, **options):
        super().__init__(browser, site, **options)
        self.name = STAFF[who][0]
        self.page.goto("/staff/")
        self.page.get_by_label("Work email").fill(address(who))
        self.page.get_by_label("Password", exact=True).fill(PASSWORD)
        self.page.get_by_role("main").get_by_role("button", name="Sign in").click()
        assert "/account/" not in self.page.url, self.page.url


def an_hour_ago():
    return real_now() - timedelta(hours=1)
