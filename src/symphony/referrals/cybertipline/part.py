"""Taking values out of one element, so that whatever is not taken is kept word for word.

One walk over the children sorts them by local name: namespaces and order do not matter. What the
caller takes becomes a field; `rest` puts everything else (unknown elements, repeated single
values, attributes, stray text) into the list of what has no field.
"""

from collections.abc import Iterator, Mapping, Sequence

from lxml import etree

from symphony.referrals.cybertipline import values
from symphony.referrals.cybertipline.document import Moment, Remark, Unmapped, WrittenDate

_REMARKS = {
    "no_offset": "No offset from UTC is stated, so the moment is not known for certain.",
    "not_a_time": "Not a full date and time (2023-05-14T22:41:07+01:00); kept as written.",
    "not_a_date": "Not a full date (1988-02-29); kept as written.",
    "not_a_flag": "Neither true nor false; kept as written.",
    "not_a_number": "Not a whole number; kept as written.",
    "out_of_range": "Outside {low} to {high}; kept as written.",
    "too_long": "Longer than the {limit} characters that the format allows; kept whole.",
    "unknown_word": "Not one of the words that the format knows; kept as written.",
}


class Notes:
    """What was odd or had no field, collected over one document."""

    def __init__(self) -> None:
        self.unmapped: list[Unmapped] = []
        self.remarks: list[Remark] = []

    def remark(self, code: str, path: str, text: str) -> None:
        self.remarks.append(Remark(code, path, text))

    def keep(self, path: str, text: str, attributes: Mapping[str, str] | None = None) -> None:
        self.unmapped.append(Unmapped(path, text, attributes or {}))

    def keep_element(self, element: etree._Element, path: str) -> None:
        """Keep an element with all below it, one entry each, nothing left out."""
        self.keep(path, element.text or "", attributes(element))
        for child, name in named(element):
            self.keep_element(child, below(path, name))
            if child.tail and not child.tail.isspace():
                self.keep(path, child.tail)


def below(path: str, name: str) -> str:
    """Return the path of a child; of a very long one the middle is left out.

    Names and depth are the sender's to choose: whole paths could outgrow the document many times.
    """
    if len(path) > _LONGEST_PATH:
        path = f"{path[:100]}/.../{path[-100:]}"
    return f"{path}/{name}"


_LONGEST_PATH = 400
_SCHEMA_PLACE = "{http://www.w3.org/2001/XMLSchema-instance}"


def attributes(element: etree._Element) -> dict[str, str]:
    """Return the attributes as written, with their namespaces, but for the schema's address."""
    return {
        str(key): str(value)
        for key, value in element.attrib.items()
        if not (str(key).startswith(_SCHEMA_PLACE) and str(key).endswith("chemaLocation"))
    }


def local_name(tag: str) -> str:
    """Return the name without its namespace."""
    return tag.rpartition("}")[2] if "}" in tag else tag


def named(element: etree._Element) -> Iterator[tuple[etree._Element, str]]:
    """Yield each child with its name for a path: numbered from the second of a name on."""
    seen: dict[str, int] = {}
    for child in element:
        name = local_name(child.tag)
        seen[name] = seen.get(name, 0) + 1
        yield child, name if seen[name] == 1 else f"{name}[{seen[name]}]"


class Part:
    """One element, from which known values are taken one by one."""

    __slots__ = ("_attributes", "_children", "_stray", "element", "notes", "path")

    def __init__(self, element: etree._Element, path: str, notes: Notes) -> None:
        self.element, self.path, self.notes = element, path, notes
        self._attributes = attributes(element) if element.attrib else {}
        self._children: dict[str, list[etree._Element]] = {}
        text = element.text
        self._stray = [text] if text and not text.isspace() else []
        for child in element:
            name = local_name(child.tag)
            if name in self._children:
                self._children[name].append(child)
            else:
                self._children[name] = [child]
            tail = child.tail
            if tail and not tail.isspace():
                self._stray.append(tail)

    # Texts

    def text(self, name: str, limit: int = 0) -> str:
        """Take the one short value of this name; empty where there is none."""
        found = self._children.pop(name, None)
        if not found:
            return ""
        if len(found) == 1 and not len(found[0]) and not found[0].attrib:
            # Nearly every value: one element with nothing but its text.
            text = (found[0].text or "").strip()
            if not limit or len(text) <= limit:
                return text
        return self._first(found, name, limit)

    def look(self, name: str) -> str:
        """Return the value of this name without taking it."""
        found = self._children.get(name)
        return (found[0].text or "").strip() if found else ""

    def texts(self, name: str, limit: int = 0) -> tuple[str, ...]:
        """Take every value of this name that is not empty."""
        found = self._children.pop(name, None)
        if not found:
            return ()
        taken = (
            self._leaf(child, self._below(name, number), limit)
            for number, child in enumerate(found, 1)
        )
        return tuple(text for text in taken if text)

    def prose(self, name: str) -> str:
        """Take free text as it was received, markup inside it included as text."""
        found = self._children.pop(name, None)
        if not found:
            return ""
        pieces = []
        for number, child in enumerate(found, 1):
            path = self._below(name, number)
            self._keep_attributes(child, path)
            pieces.append("".join(str(text) for text in child.itertext()))
            for inner, inner_name in named(child):
                self.notes.keep_element(inner, below(path, inner_name))
        return "\n\n".join(piece for piece in pieces if piece.strip())

    def own_text(self) -> str:
        """Take the element's own text, for those that have a value and attributes."""
        if not self._stray:
            return ""
        own = self.element.text
        if own and not own.isspace():
            return self._stray.pop(0).strip()
        return ""

    def attribute(self, name: str) -> str:
        """Take an attribute's text; empty where there is none."""
        found = self._attributes.pop(name, None)
        if found is None:
            key = next((key for key in self._attributes if local_name(key) == name), None)
            found = self._attributes.pop(key) if key else ""
        return found.strip()

    def word(self, name: str, known: Mapping[str, str]) -> str:
        """Take one of the words that the format knows, or keep what stands there."""
        return self._known(self.text(name), name, known)

    def attribute_word(self, name: str, known: Mapping[str, str]) -> str:
        return self._known(self.attribute(name), f"@{name}", known)

    # Numbers, flags, times

    def flag(self, name: str) -> bool | None:
        """Take true or false; None where it is absent or neither."""
        if name not in self._children:
            return None
        return self._flag(self.text(name), name)

    def attribute_flag(self, name: str) -> bool | None:
        return self._flag(self.attribute(name), f"@{name}") if self._attributes else None

    def number(self, name: str, low: int, high: int) -> int | None:
        """Take a whole number within bounds; None, with the text kept, for anything else."""
        text = self.text(name) if name in self._children else ""
        if not text:
            return None
        digits = text.removeprefix("+")
        if not (digits.isascii() and digits.isdecimal() and len(digits) < 12):
            self._odd("not_a_number", name, text)
            return None
        if not low <= int(digits) <= high:
            self._odd("out_of_range", name, text, low=low, high=high)
            return None
        return int(digits)

    def moment(self, name: str) -> Moment | None:
        return self._moment(self.text(name), name) if name in self._children else None

    def attribute_moment(self, name: str) -> Moment | None:
        return self._moment(self.attribute(name), f"@{name}") if self._attributes else None

    def date(self, name: str) -> WrittenDate | None:
        text = self.text(name) if name in self._children else ""
        if not text:
            return None
        value = values.day(text)
        if value is None:
            self.remark("not_a_date", name)
        return WrittenDate(text, value)

    # Elements inside

    def has(self, name: str) -> bool:
        return name in self._children

    def part(self, name: str) -> "Part | None":
        """Take the one element of this name; further ones are kept as they are."""
        found = self._children.pop(name, None)
        if not found:
            return None
        self._keep_further(found, name)
        return Part(found[0], f"{self.path}/{name}", self.notes)

    def parts(self, name: str) -> "Sequence[Part]":
        """Take every element of this name."""
        found = self._children.pop(name, None)
        if not found:
            return ()
        return [
            Part(child, self._below(name, number), self.notes)
            for number, child in enumerate(found, 1)
        ]

    def marks(self, name: str, known: Mapping[str, str]) -> tuple[str, ...]:
        """Take the presence flags inside an element: those set, unknown ones kept aside."""
        part = self.part(name)
        if part is None:
            return ()
        marks = tuple(
            known[mark.casefold()]
            for mark in list(part._children)
            if mark.casefold() in known and part._is_set(mark)
        )
        part.rest()
        return marks

    def rest(self) -> None:
        """Keep everything that was not taken. To be called once, at the end."""
        for text in self._stray:
            self.notes.keep(self.path, text)
        if self._attributes:
            self.notes.keep(self.path, "", self._attributes)
        for name, children in self._children.items():
            for number, child in enumerate(children, 1):
                self.notes.keep_element(child, self._below(name, number))

    def remark(self, code: str, name: str, **details: int) -> None:
        self.notes.remark(code, f"{self.path}/{name}", _REMARKS[code].format(**details))

    # Inside

    def _below(self, name: str, number: int) -> str:
        return below(self.path, name if number == 1 else f"{name}[{number}]")

    def _first(self, found: list[etree._Element], name: str, limit: int) -> str:
        if len(found) > 1:
            # An empty one before the one with the value does not hide it.
            found.sort(key=lambda child: not (child.text or "").strip())
            self._keep_further(found, name)
        return self._leaf(found[0], f"{self.path}/{name}", limit)

    def _leaf(self, element: etree._Element, path: str, limit: int) -> str:
        text = (element.text or "").strip()
        if element.attrib:
            self._keep_attributes(element, path)
        if len(element):
            for child, name in named(element):
                self.notes.keep_element(child, below(path, name))
                if child.tail and not child.tail.isspace():
                    self.notes.keep(path, child.tail)
        if limit and len(text) > limit:
            self.notes.remark("too_long", path, _REMARKS["too_long"].format(limit=limit))
        return text

    def _keep_attributes(self, element: etree._Element, path: str) -> None:
        if element.attrib:
            self.notes.keep(path, "", attributes(element))

    def _keep_further(self, found: list[etree._Element], name: str) -> None:
        for number, child in enumerate(found[1:], 2):
            self.notes.keep_element(child, self._below(name, number))

    def _is_set(self, mark: str) -> bool:
        """Tell whether a presence flag is set; one that says false is kept and not set."""
        first = self._children[mark][0]
        if values.flag(first.text or "") is False:
            return False
        bare = not len(first) and not first.attrib
        if bare and values.flag(first.text or "true") is not None:
            del self._children[mark][0]
        return True

    def _known(self, text: str, name: str, known: Mapping[str, str]) -> str:
        if not text:
            return ""
        word = known.get(text.casefold()) or known.get(" ".join(text.split()).casefold())
        if word is None:
            self._odd("unknown_word", name, text)
            return text
        return word

    def _flag(self, text: str, name: str) -> bool | None:
        value = values.flag(text)
        if text and value is None:
            self._odd("not_a_flag", name, text)
        return value

    def _moment(self, text: str, name: str) -> Moment | None:
        if not text:
            return None
        utc, stated, fault = values.moment(text)
        if fault:
            self.remark(fault, name)
        return Moment(text, utc, stated)

    def _odd(self, code: str, name: str, text: str, **details: int) -> None:
        self.remark(code, name, **details)
        self.notes.keep(f"{self.path}/{name}", text)
