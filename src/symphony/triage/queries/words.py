"""The lists of alert words: the text in use, and every list that was in use."""

from uuid import UUID

from symphony.core.errors import NotFound
from symphony.triage.alarm import editing
from symphony.triage.models import WordList


def word_lists() -> list[WordList]:
    """Return every list that a supervisor saved, the one in use first."""
    return list(WordList.objects.select_related("made_by").order_by("-made_at", "-id"))


def words_in_use() -> tuple[str, WordList | None]:
    """Return the text of the list in use, and who saved it; nobody did if it is the shipped one."""
    newest = WordList.objects.select_related("made_by").order_by("-made_at", "-id").first()
    return (newest.text if newest else editing.shipped_text()), newest


def word_list(key: UUID) -> tuple[WordList, str]:
    """Return one list, and the text of the one before it.

    :raises NotFound: if there is no such list
    """
    found = word_lists()
    for place, one in enumerate(found):
        if one.pk == key:
            before = found[place + 1].text if place + 1 < len(found) else editing.shipped_text()
            return one, before
    raise NotFound("There is no such list of alert words.")
