"""Company: import, people and access, the ledger, health."""

from dataclasses import dataclass

from django.db import connection
from django.urls import reverse
from django.utils.timezone import localtime
from django.utils.translation import gettext as _

from answerable import __version__
from answerable.facts.people import accounts
from answerable.facts.people import read as people
from answerable.facts.people.accounts import Asker
from answerable.findings.in_force import policy
from answerable.findings.sentences import percent
from answerable.jobs import tick
from answerable.ledger import read as ledger
from answerable.panel.schema import APART, TABLES
from answerable.rules.policy import Policy
from answerable.rules.wording import counted, spoken
from answerable.sources.intake import uploads
from answerable.sources.intake.uploads import UploadShown
from answerable.web.components.data_table.props import Cell, DataTable
from answerable.web.components.facts.props import Facts
from answerable.web.components.problems.props import Problems, Trouble
from answerable.web.components.progress.props import Progress

STATES = {
    "looking": "being looked at",
    "refused": "refused: something in it cannot be used",
    "ready": "ready to be loaded",
    "loading": "being loaded",
    "loaded": "loaded",
    "broken": "broken off: nothing of it was loaded",
}


@dataclass(frozen=True, slots=True)
class CompanyPage:
    """The page."""

    health: Facts
    uploads: DataTable | None
    accounts_open: int
    policy: tuple[str, ...]


def company_page(who: Asker) -> CompanyPage:
    """Put the page together.

    Args:
        who: an administrator.

    Returns:
        What the page shows.
    """
    until = tick.looked_until()
    number, head = ledger.head()
    health = Facts(
        (
            (_("People on record"), f"{people.people_on_record():,}"),
            (_("Last looked at"), spoken(until) if until is not None else _("never")),
            (_("Entries in the ledger"), f"{number:,}"),
            (_("Head of the ledger"), head[:16]),
            (_("Database"), connection.vendor),
            (_("Version"), __version__),
        )
    )
    rows = tuple(
        (
            Cell(localtime(one.brought_at).strftime("%Y-%m-%d %H:%M"), reverse("upload", args=[one.number])),
            Cell(_(STATES[one.state])),
        )
        for one in uploads.latest(who)
    )
    return CompanyPage(
        health=health,
        uploads=DataTable(_("The latest uploads"), (_("Brought"), _("State")), rows) if rows else None,
        accounts_open=accounts.accounts_open(who),
        policy=policy_in_words(policy()),
    )


def policy_in_words(one: Policy) -> tuple[str, ...]:
    """Say what the figures of a policy mean.

    Args:
        one: the policy.

    Returns:
        Sentences, from the opening of a gap to the end of its duties.
    """
    lasts = ", ".join(counted(number, cadence) for cadence, number in one.sustained_after.items())
    said = one.describe() | {"certain": percent(one.certainty), "released": percent(one.release), "lasts": lasts}
    said["share"] = percent(one.shared_share)
    sentences = (
        _("A gap opens once it is %(certain)s sure, and closes below %(released)s."),
        _("It is sustained after %(lasts)s in a row."),
        _(
            "One that comes back counts as sustained when open in %(consistent_open)d of the last %(consistent_of)d "
            "periods, over %(consistent_episodes)d episodes."
        ),
        _("A unit shares a gap when %(share)s of its people are short; it takes %(shared_min_people)d people."),
        _(
            "Expectations are agreed within %(expectations_agreed_days)d days; one-on-ones are held every "
            "%(one_on_one_every_days)d days."
        ),
        _(
            "Of a gap the leader talks within %(conversation_days)d days, agrees a plan %(plan_days)d days after, "
            "looks at it every %(review_every_days)d days and decides within %(decision_days)d days."
        ),
        _("A duty lapses %(grace_days)d days after its day; what a gap asks for then moves one level up."),
        _("Answers about a leader are shown from %(anonymity_threshold)d on."),
        _(
            "Whoever is to be heard has %(hearing_days)d days to answer; more than %(most_reports)d people nobody "
            "can lead well."
        ),
    )
    return tuple(sentence % said for sentence in sentences)


@dataclass(frozen=True, slots=True)
class UploadPage:
    """An upload: how far it is, what is wrong, what it would change."""

    number: int
    state: str
    words: str
    progress: Progress | None
    problems: Problems | None
    changes: DataTable | None
    changes_nothing: bool


def upload_page(upload: UploadShown) -> UploadPage:
    """Put the page of an upload together.

    Args:
        upload: the upload.

    Returns:
        What the page shows.
    """
    busy = upload.state in {"looking", "loading"}
    # PostgreSQL keeps no order within a mapping.
    rows = tuple(
        (Cell(table), *(Cell(f"{number:,}") for number in upload.tables[table]))
        for table in (*TABLES, *APART)
        if table in upload.tables
    )
    headers = (_("Table"), _("New"), _("Corrected"), _("The same"))
    caption = _("What was loaded") if upload.state == "loaded" else _("What loading it will change")
    return UploadPage(
        number=upload.number,
        state=upload.state,
        words=_(STATES[upload.state]),
        progress=_progress(upload.number) if busy else None,
        problems=Problems(tuple(_trouble(one) for one in upload.problems), upload.problem_count)
        if upload.problems
        else None,
        changes=DataTable(caption, headers, rows) if rows and not busy else None,
        changes_nothing=bool(rows) and not any(numbers[0] or numbers[1] for numbers in upload.tables.values()),
    )


def _progress(number: int) -> Progress:
    now = uploads.progress_of(number)
    return Progress(now.step, now.done, now.total, reverse("upload-progress", args=[number]))


def _trouble(problem: dict[str, object]) -> Trouble:
    return Trouble(
        *(
            "" if problem[name] is None else str(problem[name])
            for name in ("file", "line", "column", "value", "expected")
        )
    )
