"""Which help pages there are. The words of each are its template, `public/help/<slug>.html`."""

from dataclasses import dataclass


@dataclass(frozen=True)
class HelpPage:
    """One page: its reader's question, and the contacts that it ends with, by their keys."""

    slug: str
    question: str
    about: str
    contacts: tuple[str, ...]
    # Written for children: shorter words, and doors that say "you".
    for_children: bool = False

    @property
    def template(self) -> str:
        return f"public/help/{self.slug}.html"


@dataclass(frozen=True)
class Group:
    """Help pages under one heading of the list."""

    heading: str
    pages: tuple[HelpPage, ...]


_DANGER = ("emergency", "emergency-silent", "emergency-text")

GROUPS = (
    Group(
        "If you are under 18",
        (
            HelpPage(
                "under-18",
                "Under 18, and something online feels wrong?",
                "Someone asks for pictures, wants money, scares you or wants to meet.",
                ("childline", "report-remove", "ceop", *_DANGER),
                for_children=True,
            ),
            HelpPage(
                "own-behaviour-under-18",
                "Under 18, and worried about your own thoughts or what you do?",
                "You can talk about it, and you need not say who you are.",
                ("childline", "samaritans", *_DANGER),
                for_children=True,
            ),
            HelpPage(
                "sharing-images",
                "What does the law say about sharing nude pictures?",
                "For young people who shared a picture, or whose picture was shared.",
                ("report-remove", "childline", "ceop", *_DANGER),
                for_children=True,
            ),
        ),
    ),
    Group(
        "If you are worried",
        (
            HelpPage(
                "worried-about-a-child",
                "Worried about a child?",
                "What to do first, and what to say to them.",
                ("childline", "report-remove", "iwf", "ceop", "non-emergency", *_DANGER),
            ),
            HelpPage(
                "worried-about-someone",
                "Worried about how someone behaves?",
                "Somebody in your family, a friend, a neighbour or a colleague.",
                ("stop-it-now", "crimestoppers", "non-emergency", "samaritans", *_DANGER),
            ),
            HelpPage(
                "own-behaviour",
                "Worried about your own thoughts or behaviour?",
                "Private help, and what it has to pass on.",
                ("stop-it-now", "samaritans", *_DANGER),
            ),
            HelpPage(
                "family-of-a-suspect",
                "Is someone in your family under investigation?",
                "The first days, the children at home, and help for you.",
                ("stop-it-now", "samaritans", "childline", *_DANGER),
            ),
        ),
    ),
    Group(
        "About telling us",
        (
            HelpPage(
                "after-you-report",
                "What happens after you report?",
                "Who reads it, what we can tell you, and when to look back.",
                ("non-emergency", "crimestoppers", "childline", *_DANGER),
            ),
            HelpPage(
                "stay-safe-online",
                "Could someone see that you were here?",
                "A shared phone: what Exit cannot hide, and how to remove traces.",
                ("childline", "non-emergency", *_DANGER),
            ),
        ),
    ),
)

BY_SLUG = {page.slug: page for group in GROUPS for page in group.pages}
