"""Filling in the form page by page, by plain requests, as a browser without scripts does."""

from html import unescape

from lxml import html

from tests.public import pages

ADDRESS = "/report/"

# Something ordinary for each question; what is optional stays empty unless it says otherwise.
ORDINARY = {
    "danger": {"danger_now": "no"},
    "about": {"about": ["child_at_risk"]},
    "happened": {"happened": ["worrying_talk"]},
    "narrative": {"narrative": "Somebody in a game keeps asking to talk in private."},
    "where": {"where": ["game"]},
    "names-1": {"service": "Example Game", "user_name": "orchard_52", "link": ""},
    "when": {"when_code": "roughly", "when": "since about March"},
    "the_person": {"name": "", "age": "15", "area": "", "knows_child": ""},
    "lives_with_children": {"lives_with_children": "not_sure"},
    "child-1": {"name": "", "age": "11", "area": "Preston", "communication": ""},
    "more-1": {"another_child": "no"},
    "told": {"told_whom": ["nobody"]},
    "identity": {"identity": "anonymous"},
    "contact": {"phone": "01632 960 001"},
    "come_back": {"come_back": "no"},
    "own_age": {"own_age": "13_to_15"},
    "self_harm": {"self_harm": "no"},
    "age_then": {"age_then": "about 9"},
    "own_organisation": {"own_organisation": "no"},
    "services_told": {"services_told": "no"},
    "parents_know": {"parents_know": "no"},
}
CHILD = {"happened": {"happened": ["uncomfortable"]}}
PROFESSIONAL = {
    "contact": {
        "organisation": "Example School",
        "role": "Safeguarding lead",
        "email": "lead@example.org",
    }
}


class Filling:
    """One browser at one report. `answers` changes what is ordinary: {step: what is typed}."""

    def __init__(self, client, door="worried", **answers):
        self.client = client
        self.door = door
        of_door = {"child": CHILD, "professional": PROFESSIONAL}.get(door, {})
        self.answers = ORDINARY | of_door | answers
        self.response = None
        self._parsed = (None, None)

    @property
    def source(self):
        return self.response.content.decode()

    @property
    def tree(self):
        if self._parsed[0] is not self.response:
            self._parsed = (self.response, html.fromstring(self.source))
        return self._parsed[1]

    @property
    def words(self):
        return pages.words(self.response)

    @property
    def title(self):
        return pages.title(self.response)

    @property
    def heading(self):
        return " ".join(self.tree.findtext(".//h1").split()) or " ".join(
            self.tree.find(".//h1").text_content().split()
        )

    @property
    def step(self):
        """The page that is shown, by the hidden field of the form that goes on."""
        found = self.tree.xpath("//main//form//button[contains(@class, 'govuk-button')]")
        forms = [button.getparent() for button in found]
        names = [form.xpath("ancestor-or-self::form//input[@name='step']/@value") for form in forms]
        return next((one[0] for one in names if one and one[0] != "stay"), "")

    def open(self, **headers):
        self.response = self.client.get(ADDRESS, headers=headers)
        return self

    def begin(self, **fields):
        """Go through the first page, and the door's own where it has one."""
        self.open().press("Continue", door=self.door, **fields)
        if self.step == "start":
            self.press("Continue")
        return self

    def form_of(self, words):
        """The form and the button that is called so."""
        for button in self.tree.xpath("//main//form//button"):
            if " ".join(button.text_content().split()) == words and button.get("hidden") is None:
                form = next(button.iterancestors("form"))
                return form, button
        raise AssertionError(f"no button {words!r} in: {self.words}")

    def sent_by(self, words, **fields):
        """What pressing a button sends: what the form holds, changed by `fields`."""
        form, button = self.form_of(words)
        sent = {}
        for name, value in form.form_values():
            sent.setdefault(name, []).append(value)
        if button.get("name"):
            sent[button.get("name")] = [button.get("value")]
        return sent | fields

    def press(self, words="Continue", headers=None, **fields):
        return self.post(self.sent_by(words, **fields), headers=headers)

    def post(self, fields, headers=None):
        """Send, and follow where it leads as a browser does, saying where it comes from."""
        headers = {"Referer": f"http://testserver{ADDRESS}"} if headers is None else headers
        self.response = self.client.post(ADDRESS, fields, headers=headers)
        if self.response.status_code == 303:
            assert self.response["Location"] == ADDRESS
            self.response = self.client.get(ADDRESS, headers=headers)
        return self

    def answer(self):
        """Answer the page that is shown as `answers` says, and go on."""
        step = self.step
        if step in ("call", "advice", "comfort"):
            return self.press("Carry on with the report")
        return self.press("Continue", **self.answers.get(step, {}))

    def until(self, step):
        """Go on until a page is shown."""
        if self.response is None:
            self.begin()
        for _ in range(60):
            if self.step == step:
                return self
            assert self.step, f"nothing goes on from: {self.words}"
            self.answer()
        raise AssertionError(f"{step} never came; last was {self.step}: {self.words}")

    def send(self):
        """Answer everything and send it."""
        return self.until("check").press("Send my report")

    @property
    def reference(self):
        return pages.reference(self.response)

    def value(self, name):
        """What an input of the page holds."""
        found = self.tree.xpath(f"//main//*[@name='{name}']")
        if found[0].tag == "textarea":
            return unescape(found[0].text or "").removeprefix("\n")
        return found[0].get("value", "")

    def ticked(self, name):
        return self.tree.xpath(f"//main//input[@name='{name}'][@checked]/@value")
