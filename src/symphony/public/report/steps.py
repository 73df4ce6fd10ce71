"""The pages of a report in their order, as the answers so far make it."""

from collections.abc import Callable, Sequence
from dataclasses import dataclass

from symphony.public.report.questions.asking import Question, Typed

# Everything typed so far: {the step's key: what was typed there}.
Answered = dict[str, Typed]
Condition = Callable[[Answered], bool]


def always(_: Answered) -> bool:
    """Whatever was answered."""
    return True


@dataclass(frozen=True)
class Step:
    """One page: a question, or words between two questions (then it has no form)."""

    key: str
    form: type[Question] | None = None
    template: str = ""
    when: Condition = always
    # Names and children are told one after the other; of the rest there is one.
    nth: int = 1
    # Whether it is one of the questions that are counted.
    counts: bool = True

    def steps(self, answered: Answered) -> list["Step"]:
        """Return itself, where it is asked."""
        return [self] if self.when(answered) else []


@dataclass(frozen=True)
class Names:
    """Names and links: another page as often as another was asked for."""

    key: str
    form: type[Question]
    most: int

    def steps(self, answered: Answered) -> list[Step]:
        """Return the pages, the first and each that was asked for."""
        found = []
        for nth in range(1, self.most + 1):
            key = f"{self.key}-{nth}"
            found.append(Step(key, self.form, nth=nth, counts=nth == 1))
            if not wants_another(answered, key):
                break
        return found


@dataclass(frozen=True)
class Children:
    """Children, each followed by whether there is another."""

    key: str
    form: type[Question]
    another: type[Question]
    most: int

    def steps(self, answered: Answered) -> list[Step]:
        """Return the pages of the first child and of each that was asked for."""
        found = []
        for nth in range(1, self.most + 1):
            found.append(Step(f"{self.key}-{nth}", self.form, nth=nth, counts=nth == 1))
            told = any(any_typed(answered, f"{self.key}-{one}") for one in (nth, nth + 1))
            if nth == self.most or not told:
                break
            more = f"more-{nth}"
            found.append(Step(more, self.another, nth=nth, counts=False))
            if said(answered, more, "another_child") != "yes":
                break
        return found


Asked = Step | Names | Children
ANOTHER = "another"


def said(answered: Answered, key: str, name: str) -> str:
    """Return the one value of an input, or nothing."""
    values = answered.get(key, {}).get(name) or [""]
    return values[-1]


def any_typed(answered: Answered, key: str) -> bool:
    """Say whether anything at all was typed on a page."""
    return any(value.strip() for values in answered.get(key, {}).values() for value in values)


def wants_another(answered: Answered, key: str) -> bool:
    """Say whether another name or link was asked for after this one."""
    return bool(answered.get(key, {}).get(ANOTHER))


def plan(questions: Sequence[Asked], answered: Answered) -> list[Step]:
    """Return every page of a route, in order."""
    return [step for asked in questions for step in asked.steps(answered)]


def find(steps: Sequence[Step], key: str) -> Step | None:
    """Return the page of this key, if it is one of these."""
    return next((step for step in steps if step.key == key), None)


def anywhere(questions: Sequence[Asked], key: str) -> Step | None:
    """Return the page of this key if a route asks it at all, the first where it asks several."""
    base = key.rsplit("-", 1)[0]
    for asked in questions:
        if isinstance(asked, Step) and asked.key == key:
            return asked
        if isinstance(asked, Names | Children) and asked.key == base:
            return Step(f"{base}-1", asked.form)
    return None


def after(steps: Sequence[Step], key: str) -> str:
    """Return the key of the page that follows, or nothing after the last."""
    keys = [step.key for step in steps]
    place = keys.index(key) + 1
    return keys[place] if place < len(keys) else ""


def before(steps: Sequence[Step], key: str) -> str:
    """Return the key of the question before, or nothing before the first."""
    keys = [step.key for step in steps]
    place = keys.index(key) if key in keys else len(keys)
    earlier = [step.key for step in steps[:place] if step.form is not None]
    return earlier[-1] if earlier else ""


def numbered(steps: Sequence[Step], key: str) -> tuple[int, int]:
    """Return which question this is, and of how many as far as one can tell."""
    counted = [step for step in steps if step.form is not None and step.counts]
    keys = [step.key for step in steps]
    until = steps[: keys.index(key) + 1]
    return sum(step.form is not None and step.counts for step in until), len(counted)


def first_open(steps: Sequence[Step], answered: Answered) -> str:
    """Return the key of the first page that has to be seen or answered still, or nothing."""
    for step in steps:
        if step.key not in answered:
            return step.key
        if step.form is not None and not step.form.answered(answered[step.key]).is_valid():
            return step.key
    return ""
