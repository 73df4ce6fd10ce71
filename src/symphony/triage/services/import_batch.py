"""One batch of files that were read: each is stored, queued or quarantined, and gets a receipt."""

from dataclasses import dataclass, fields
from datetime import datetime
from uuid import UUID

from symphony.accounts.queries import intake_team
from symphony.core import clock
from symphony.core.ids import uuid7
from symphony.referrals import cybertipline_rows as rows
from symphony.referrals import services as referrals
from symphony.referrals.cybertipline import Document, Kind, Refusal
from symphony.referrals.found import Found
from symphony.referrals.models import ImportRun, Receipt, Referral
from symphony.referrals.models.referral import Channel
from symphony.referrals.queries import known
from symphony.triage import alarm
from symphony.triage.services import hearing
from symphony.triage.services.alerting import alert_about_quarantined
from symphony.triage.services.reassessing import reassess
from symphony.triage.services.taking_in import take_in

Outcome = Receipt.Outcome
MORE = "More came from the company that reported it"


@dataclass(frozen=True)
class Tally:
    """How many files there were, and what became of them; the parts add up to the files."""

    files: int = 0
    imported: int = 0
    known: int = 0
    supplemented: int = 0
    quarantined: int = 0

    def __add__(self, other: "Tally") -> "Tally":
        both = ((getattr(self, f.name), getattr(other, f.name)) for f in fields(self))
        return Tally(*(mine + others for mine, others in both))


@dataclass
class One:
    """One file on its way: what was read in it, or why not, and what becomes of it."""

    found: Found
    document: Document | None = None
    refusal: Refusal | None = None
    number: str = ""
    outcome: Outcome | None = None
    stored_as: UUID | None = None
    quarantined_as: UUID | None = None


class Batch:
    """The files of one transaction. The caller holds the lock that keeps other imports away."""

    def __init__(self, ones: list[One], *, run: ImportRun, by: str, at: datetime) -> None:
        self._ones, self._run, self._by, self._at = ones, run, by, at
        self._real_time = clock.real_now()
        self._arrivals: dict[UUID, referrals.Arrival] = {}
        self._supplements: list[referrals.Supplement] = []
        self._later_reports: list[tuple[str, referrals.Arrival]] = []
        self._to_reassess: dict[UUID, Referral] = {}
        # What was written into documents that came after their report, by referral.
        self._later_texts: dict[UUID, list[alarm.Text]] = {}
        self._here: dict[str, Referral] = {}

    def take_in(self) -> Tally:
        """Store everything, in the caller's transaction; return what became of it."""
        waiting = self._set_known_aside()
        readable = [one for one in waiting if one.document is not None]
        numbers = {one.number for one in readable if one.number}
        self._here = known.by_numbers(Channel.CYBERTIPLINE, numbers)
        # Reports first: what belongs to one finds it, in whatever order the files came.
        readable.sort(key=lambda one: one.document is not None and one.document.report is None)
        for one in readable:
            self._place(one)

        arrivals = list(self._arrivals.values())
        take_in(arrivals, by=self._by, at=self._at)
        referrals.keep(self._supplements, by=self._by, at=self._at)
        recounted = self._attach_waiting([arrival.referral for arrival in arrivals])
        self._merge_later_reports()
        self._reassess()
        self._quarantine([one for one in waiting if one.refusal is not None])
        self._give_receipts()
        return self._tally() + Tally(imported=-recounted, supplemented=recounted)

    def _set_known_aside(self) -> list[One]:
        """Return the files whose bytes never came before, each once."""
        there = known.known_by_sha256({one.found.sha256 for one in self._ones})
        new: list[One] = []
        for one in self._ones:
            if one.found.sha256 in there:
                one.outcome = Outcome.KNOWN
                one.stored_as, one.quarantined_as = there[one.found.sha256]
            else:
                there[one.found.sha256] = (None, None)
                new.append(one)
        return new

    def _source(self, one: One) -> rows.Source:
        assert one.found.data is not None, "what was read has its bytes"
        return rows.Source(one.found.sha256, one.found.data, self._at, self._real_time)

    def _place(self, one: One) -> None:
        assert one.document is not None, "only what was read is placed"
        referral = self._here.get(one.number) if one.number else None
        if one.document.kind != Kind.REPORT:
            self._keep_beside(one, one.document, referral)
        elif referral is None:
            arrival = rows.arrival(
                one.document, self._source(one), number=one.number, team_id=self._team_id
            )
            self._arrivals[arrival.referral.pk] = arrival
            if one.number:
                self._here[one.number] = arrival.referral
            one.outcome, one.stored_as = Outcome.IMPORTED, arrival.document.pk
        else:
            self._keep_later_report(one, one.document, referral)

    @property
    def _team_id(self) -> int:
        if not hasattr(self, "_intake"):
            self._intake = intake_team().pk
        return self._intake

    def _keep_beside(self, one: One, document: Document, referral: Referral | None) -> None:
        """Keep files or an answer: for their report, or waiting for it."""
        source = self._source(one)
        files, events = rows.files(document, source, number=one.number, referral=referral)
        raw = rows.raw_document(document, source, number=one.number, referral=referral)
        one.outcome = Outcome.SUPPLEMENTED if referral else Outcome.IMPORTED
        one.stored_as = raw.pk
        arrival = self._arrivals.get(referral.pk) if referral else None
        if arrival is not None:
            # Graded with the report from the start.
            arrival.files.extend(files)
            arrival.ip_events.extend(events)
            files, events = [], []
        elif referral is not None:
            self._later_texts.setdefault(referral.pk, []).extend(alarm.texts_of_files(files))
            if files or events:
                self._to_reassess[referral.pk] = referral
        self._supplements.append(referrals.Supplement(raw, files, events))

    def _keep_later_report(self, one: One, document: Document, referral: Referral) -> None:
        source = self._source(one)
        later = rows.arrival(document, source, number=one.number, team_id=self._team_id)
        later.document.referral = referral
        of_files = [event for event in later.ip_events if event.file_id]
        for file in later.files:
            file.referral = referral
        for event in of_files:
            event.referral = referral
        self._supplements.append(referrals.Supplement(later.document, later.files, of_files))
        self._later_reports.append((one.number, later))
        one.outcome, one.stored_as = Outcome.SUPPLEMENTED, later.document.pk

    def _attach_waiting(self, arrived: list[Referral]) -> int:
        """Give the new referrals what waited for them; return how many of these are of this run."""
        found = referrals.attach_waiting(arrived, by=self._by, at=self._at)
        self._to_reassess |= {referral.pk: referral for referral in found.referrals}
        for referral in found.referrals:
            texts = alarm.texts_of_files(referral.files.all())
            self._later_texts.setdefault(referral.pk, []).extend(texts)
        if not found.documents:
            return 0
        return referrals.count_as_supplements(
            run=self._run, documents=found.documents, by=self._by, at=self._at
        )

    def _merge_later_reports(self) -> None:
        for number, later in self._later_reports:
            referral = referrals.add_to_referral(
                later, number=number, channel=Channel.CYBERTIPLINE, by=self._by, at=self._at
            )
            self._to_reassess[referral.pk] = referral
            texts = alarm.texts_of(later.referral, later.people, later.files)
            self._later_texts.setdefault(referral.pk, []).extend(texts)

    def _reassess(self) -> None:
        """Grade again what more came for; words of immediate harm in it alert."""
        of_number = {referral.pk: referral for referral in self._here.values()}
        heard = []
        for key, texts in self._later_texts.items():
            referral = self._to_reassess.get(key) or of_number[key]
            if new := hearing.hear(referral, texts, by=self._by, at=self._at):
                self._to_reassess[key] = referral
                heard.append(new)
        for referral in self._to_reassess.values():
            reassess(referral=referral, because=MORE, by=self._by, at=self._at)
        for new in heard:
            hearing.alert(new, by=self._by, at=self._at)

    def _quarantine(self, refused: list[One]) -> None:
        unreadable = [
            referrals.Unreadable(one.found.shown, one.found.sha256, one.found.size, one.refusal)
            for one in refused
            if one.refusal is not None
        ]
        items = referrals.quarantine(
            unreadable, channel=Channel.CYBERTIPLINE, by=self._by, at=self._at
        )
        for one, item in zip(refused, items, strict=True):
            one.outcome, one.quarantined_as = Outcome.QUARANTINED, item.pk
            if item.high_priority:
                alert_about_quarantined(item=item, by=self._by, at=self._at)

    def _give_receipts(self) -> None:
        referrals.give_receipts(
            [
                Receipt(
                    id=uuid7(),
                    run=self._run,
                    channel=Channel.CYBERTIPLINE,
                    source_name=one.found.shown,
                    sha256=one.found.sha256,
                    received_at=self._at,
                    outcome=outcome,
                    document_id=one.stored_as,
                    quarantined_id=one.quarantined_as,
                )
                for one in self._ones
                if (outcome := one.outcome)
            ],
            by=self._by,
            at=self._at,
        )

    def _tally(self) -> Tally:
        outcomes = [one.outcome for one in self._ones]
        return Tally(
            files=len(outcomes),
            imported=outcomes.count(Outcome.IMPORTED),
            known=outcomes.count(Outcome.KNOWN),
            supplemented=outcomes.count(Outcome.SUPPLEMENTED),
            quarantined=outcomes.count(Outcome.QUARANTINED),
        )
