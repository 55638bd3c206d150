"""Company: data in, people and access, the ledger, health; for administrators alone."""

import re
from pathlib import Path

import pytest
from django.core import mail
from django.core.files.uploadedfile import SimpleUploadedFile
from django.http import HttpResponse
from django.test import Client
from pytest_django.fixtures import Settings

from answerable import __version__
from answerable.facts.people.models import Account, Person
from answerable.jobs import tasks
from answerable.jobs.models import Looked
from answerable.ledger import read as ledger
from answerable.ledger.models import Head
from answerable.panel import write_company
from answerable.rules.policy import Policy, default_policy
from answerable.sources.intake.models import Upload
from answerable.sources.intake.uploads import folder_of
from answerable.web.areas.company.page import STATES, policy_in_words
from staged import AT, staged_company
from visiting import source, visitor, words

pytestmark = pytest.mark.django_db


@pytest.fixture(autouse=True)
def _own_folder(settings: Settings, tmp_path: Path) -> None:
    settings.MEDIA_ROOT = tmp_path / "uploads"


def brought(state: str, **more: object) -> Upload:
    """An upload, as far as it is."""
    who = Account.objects.get(email="administrator@example.com")
    return Upload.objects.create(account=who, brought_at=AT, state=state, **more)


def page(path: str = "", **query: str) -> str:
    """What the administrator reads."""
    return words(visitor("administrator").get(f"/company/{path}", query))


def post(path: str, **sent: object) -> HttpResponse:
    """What the administrator is answered, by way of redirects."""
    given = visitor("administrator").post(f"/company/{path}", sent, follow=True)
    assert isinstance(given, HttpResponse)
    return given


def test_it_says_how_the_installation_is():
    number, head = ledger.head()

    text = page()

    assert text.startswith(f"Company People on record 12 Last looked at 12 January 2026 Entries in the ledger {number}")
    assert f"Head of the ledger {head[:16]} Database " in text
    assert f"Version {__version__}" in text
    assert "11 accounts can sign in." in text
    assert "The latest uploads" not in text


def test_before_anything_was_looked_at_it_says_never():
    Looked.objects.all().delete()

    assert "Last looked at never" in page()


def test_the_policy_is_said_in_words():
    gap = "Of a gap the leader talks within 7 days, agrees a plan 14 days after"

    assert policy_in_words(default_policy()) == (
        "A gap opens once it is 90 % sure, and closes below 50 %.",
        "It is sustained after 8 weeks, 3 months, 2 quarters, 1 year in a row.",
        "One that comes back counts as sustained when open in 4 of the last 6 periods, over 2 episodes.",
        "A unit shares a gap when 50 % of its people are short; it takes 3 people.",
        "Expectations are agreed within 14 days; one-on-ones are held every 14 days.",
        f"{gap}, looks at it every 14 days and decides within 90 days.",
        "A duty lapses 7 days after its day; what a gap asks for then moves one level up.",
        "Answers about a leader are shown from 5 on.",
        "Whoever is to be heard has 7 days to answer; more than 12 people nobody can lead well.",
    )


def test_every_figure_of_the_policy_that_can_be_set_is_said():
    one = default_policy()
    figures = {name: 1000 + number for number, name in enumerate(one.describe()) if name.endswith(("_days", "_of"))}
    changed = Policy(**{**{name: getattr(one, name) for name in one.describe()}, **figures})

    text = " ".join(policy_in_words(changed))

    # How long a leader's record reaches back is said where that record is.
    assert [name for name, number in figures.items() if str(number) not in text] == ["record_days"]


@pytest.mark.parametrize(("state", "said"), STATES.items())
def test_an_upload_says_how_it_stands_here_and_on_its_own_page(state: str, said: str):
    upload = brought(state)

    assert f"The latest uploads Brought State 2026-01-12 09:30 {said}" in page()
    assert page(f"uploads/{upload.pk}/").startswith(f"Company An upload An upload {said}")


def test_files_that_are_no_tables_are_refused_with_what_was_expected():
    given = post("bring/", files=SimpleUploadedFile("notes.txt", b"hello"))

    assert "There is no table among these files. Expected CSV, Parquet or Excel files, or a zip of them." in words(
        given
    )
    assert not Upload.objects.exists()


def test_tables_with_something_wrong_in_them_say_what_and_where():
    given = post("bring/", files=SimpleUploadedFile("people.csv", b"person_id,name,starts_on\nchief,Cleo,yesterday\n"))

    text = words(given)
    assert given.request["PATH_INFO"] == f"/company/uploads/{Upload.objects.get().pk}/"
    assert "refused: something in it cannot be used" in text
    assert "people.csv 2 starts_on yesterday" in text
    assert "Bring it again" in text
    assert "Load it" not in text


def test_tables_are_looked_at_first_and_loaded_once_somebody_says_so(monkeypatch: pytest.MonkeyPatch):
    asked: list[int] = []
    monkeypatch.setattr(tasks, "load", asked.append)
    upload = brought("ready", preview={"roles": [0, 0, 3], "people": [3, 1, 12_000]})
    before = page(f"uploads/{upload.pk}/")

    post(f"uploads/{upload.pk}/load/")
    again = post(f"uploads/{upload.pk}/load/")

    assert "What loading it will change Table New Corrected The same people 3 1 12,000 roles 0 0 3 Load it" in before
    # Pressed twice it is loaded once.
    assert asked == [upload.pk]
    assert "being loaded waiting for the worker" in words(again)


def test_a_company_is_brought_looked_at_and_loaded_in_two_steps(tmp_path: Path):
    tables = {name: frame.collect().to_polars() for name, frame in staged_company().tables.items()}
    write_company({name: frame for name, frame in tables.items() if frame.height}, tmp_path)
    people = (tmp_path / "people.csv").read_text().replace("Lee Okoro", "Lee Okoro-Webb")
    texts = {path.name: path.read_bytes() for path in tmp_path.glob("*.csv")} | {"people.csv": people.encode()}

    looked = post("bring/", files=[SimpleUploadedFile(name, text) for name, text in texts.items()])
    unchanged = Person.objects.get(key="leader").name
    loaded = post(f"uploads/{Upload.objects.get().pk}/load/")

    assert "ready to be loaded What loading it will change" in words(looked)
    assert " people 0 1 11 " in words(looked)
    assert unchanged == "Lee Okoro"
    assert words(loaded).startswith("Company An upload An upload loaded What was loaded")
    assert Person.objects.get(key="leader").name == "Lee Okoro-Webb"


def test_what_is_on_record_already_need_not_be_loaded():
    upload = brought("ready", preview={"people": [0, 0, 12]})

    text = page(f"uploads/{upload.pk}/")

    assert "All of this is on record already: loading it would change nothing." in text
    assert "Load it" not in text


def test_what_was_loaded_says_what_changed_and_what_comes_next():
    upload = brought("loaded", preview={"people": [3, 1, 8]})

    text = page(f"uploads/{upload.pk}/")

    assert "What was loaded Table New Corrected The same people 3 1 8" in text
    assert "Next, let people in: each sees what follows from who reports to them." in text


def test_while_the_worker_is_busy_the_page_asks_how_far_it_is():
    upload = brought("loading", preview={"people": [3, 1, 8]})
    folder_of(upload.pk).mkdir(parents=True)
    (folder_of(upload.pk) / ".progress").write_text('{"step": "measurements", "done": 40, "total": 100}')
    client, url = visitor("administrator"), f"/company/uploads/{upload.pk}/progress/"

    busy = client.get(url, headers={"HX-Request": "true"})
    Upload.objects.update(state="loaded")
    done = client.get(url, headers={"HX-Request": "true"})

    assert f'hx-get="{url}" hx-trigger="load delay:1s"' in source(busy)
    assert words(busy) == "measurements 40 / 100 Look again"
    assert "HX-Refresh" not in busy.headers
    assert (words(done), done["HX-Refresh"]) == ("", "true")


def test_there_is_no_upload_of_an_unknown_number():
    client = visitor("administrator")

    answers = [client.get("/company/uploads/0/"), client.post("/company/uploads/0/load/")]

    assert [answer.status_code for answer in answers] == [404, 404]


def test_the_ledger_is_walked_and_found_whole_or_broken():
    number, _hash = ledger.head()

    whole = post("ledger/")
    Head.objects.update(number=number + 5)
    broken = post("ledger/")

    assert f"The ledger is whole: {number} entries." in words(whole)
    assert (
        f"The ledger is broken at entry {number + 1}: The chain ends before it, while {number + 5} entries were made: "
        "later ones are gone."
    ) in words(broken)


def test_who_may_sign_in_is_listed_by_address_with_what_they_are_besides():
    text = page("access/")

    rows = text[text.index("E-mail Person Besides Account") :]
    assert rows.startswith("E-mail Person Besides Account administrator@example.com – administrator open chief@example")
    assert "north-partner@example.com – people partner of North open Close" in rows
    assert "leader@example.com Lee Okoro – open Close" in rows


def test_accounts_are_found_by_address_or_name_and_when_none_fits_the_page_says_so():
    found, nothing = page("access/", q="okoro"), page("access/", q="unheard of")

    assert "leader@example.com" in found
    assert "chief@example.com" not in found
    assert "No account fits." in nothing


def test_fifty_accounts_stand_on_a_page():
    Account.objects.bulk_create(Account(email=f"a-{number:02}@example.com") for number in range(60))
    client = visitor("administrator")

    first = source(client.get("/company/access/", {"q": "a-"}))
    second = source(client.get("/company/access/", {"q": "a-", "page": "2"}))

    assert first.count('<th scope="row">') == 50
    assert '<a href="?q=a-&amp;page=2" rel="next">Further</a>' in first
    assert second.count('<th scope="row">') == 10
    assert '<a href="?q=a-&amp;page=1" rel="prev">Back</a>' in second
    assert "<span>Page 2</span>" in second


def test_somebody_is_let_in_chooses_a_password_by_mail_and_signs_in():
    given = post("access/invite/", email=" Seller-3@Example.com ", person="seller-3")

    said = "seller-3@example.com may sign in; a letter with a link to choose a password is on its way."
    assert said in words(given)
    assert [letter.to for letter in mail.outbox] == [["seller-3@example.com"]]
    link = re.search(r"http://\S+(/accounts/password/reset/key/\S+)", str(mail.outbox[0].body))
    assert link is not None
    client = Client()
    form = client.get(link.group(1), follow=True)
    chosen = {"password1": "a long and rare one", "password2": "a long and rare one"}
    client.post(form.request["PATH_INFO"], chosen)
    answer = client.post("/accounts/login/", {"login": "seller-3@example.com", "password": chosen["password1"]})
    assert answer["Location"] == "/"
    assert "Seller-3 Account Executive · led by Lee Okoro" in words(client.get("/me/"))


def test_a_people_partner_and_another_administrator_are_let_in():
    post("access/invite/", email="hr@example.com", units=["south", "north", "unheard-of", ""])
    post("access/invite/", email="it@example.com", administrator="on")

    text = page("access/")
    assert "hr@example.com – people partner of North, South open" in text
    assert "it@example.com – administrator open" in text
    entry = ledger.history(["company"], until=None, limit=1)[0]
    assert entry.kind == "account.opened"


@pytest.mark.parametrize(
    ("email", "person", "said"),
    [
        ("ana", "", "Expected an e-mail address such as name@example.com, found “ana”."),
        (f"{'a' * 60}@{'b.' * 100}com", "", "Expected an e-mail address such as name@example.com, found “aaa"),
        ("ana@example.com", "ana", "There is no person “ana” on record. Expected an id from the table people."),
        ("ana@example.com", "seller-1", "There is an account for this address or this person already."),
        ("LEADER@example.com", "", "There is an account for this address or this person already."),
    ],
)
def test_nobody_is_let_in_who_cannot_be_and_the_page_says_why(email: str, person: str, said: str):
    before, head = Account.objects.count(), ledger.head()

    given = post("access/invite/", email=email, person=person)

    assert said in words(given)
    assert (Account.objects.count(), ledger.head(), mail.outbox) == (before, head, [])


def test_an_account_is_closed_from_now_on_and_what_was_done_stays():
    leader, client = visitor("leader"), visitor("administrator")
    number = Account.objects.get(email="leader@example.com").pk

    given = client.post(f"/company/access/{number}/close/", follow=True)

    assert "Closed. What they did stays on record." in words(given)
    assert "leader@example.com Lee Okoro – closed" in page("access/")
    assert leader.get("/today/")["Location"] == "/accounts/login/?next=/today/"
    assert Person.objects.filter(key="leader").exists()


def test_nobody_closes_the_account_they_are_in():
    number = Account.objects.get(email="administrator@example.com").pk

    assert post(f"access/{number}/close/").status_code == 403

    assert Account.objects.get(pk=number).is_active


@pytest.mark.parametrize("path", ["", "access/"])
@pytest.mark.parametrize("name", ["chief", "seller", "north-partner"])
def test_whoever_does_not_look_after_the_system_is_refused(name: str, path: str):
    response = visitor(name).get(f"/company/{path}")

    assert response.status_code == 403
    assert "example.com" not in source(response)
