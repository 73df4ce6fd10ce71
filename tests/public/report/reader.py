"""Somebody who fills in the form in a browser, with or without scripts."""

from tests.public.report.filling import CHILD, ORDINARY, PROFESSIONAL

FRESH = "main h1:not([data-seen])"
EVERYTHING = {
    "danger": {"danger_now": "yes"},
    "identity": {"identity": "named"},
    "come_back": {"come_back": "yes"},
}


class Reader:
    """One page of a browser at one report. `answers` changes what is ordinary."""

    def __init__(self, page, address, door="worried", **answers):
        self.page, self.address, self.door = page, address, door
        of_door = {"child": CHILD, "professional": PROFESSIONAL}.get(door, {})
        self.answers = ORDINARY | of_door | answers

    @property
    def heading(self):
        return " ".join(self.page.locator("main h1").inner_text().split())

    @property
    def step(self):
        """The page that is shown, by its hidden field."""
        found = self.page.locator("main form:not(dialog form) input[name=step]")
        steps = [one.get_attribute("value") for one in found.all()]
        return next((step for step in reversed(steps) if step not in ("carry_on", "once_more")), "")

    def open(self):
        self.page.goto(f"{self.address}/report/")
        return self

    def begin(self):
        self.open()
        self.page.locator(f"main input[name=door][value={self.door}]").check()
        self.press("Continue")
        if self.step == "start":
            self.press("Continue")
        return self

    def press(self, words):
        """Press a button, and wait until another page is there."""
        self.page.locator("main h1").evaluate("heading => heading.dataset.seen = ''")
        self.page.get_by_role("main").get_by_role("button", name=words, exact=True).click()
        self.page.locator(FRESH).first.wait_for()
        return self

    def fill(self, **typed):
        for name, value in typed.items():
            for one in value if isinstance(value, list) else [value]:
                box = self.page.locator(f"main [name={name}]")
                if box.first.get_attribute("type") in ("radio", "checkbox"):
                    self.page.locator(f'main input[name={name}][value="{one}"]').check()
                else:
                    box.first.fill(one)
        return self

    def answer(self):
        if self.step in ("call", "advice", "comfort"):
            return self.press("Carry on with the report")
        return self.fill(**self.answers.get(self.step, {})).press("Continue")

    def until(self, step):
        for _ in range(60):
            if self.step == step:
                return self
            self.answer()
        raise AssertionError(f"{step} never came; last was {self.step}")

    def send(self):
        self.until("check").press("Send my report")
        self.page.get_by_text("We have your report").wait_for()
        return self.page.locator(".govuk-panel .sy-reference").inner_text()
