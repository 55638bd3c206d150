"""The mirror: what a leader says, what the records show, what their people say; and how they mean to grow."""

from datetime import date

import pytest
from django.http import HttpResponse

from answerable.decisions.duties.models import Duty
from answerable.facts.leading.models import Aim, AimNote, PulseAnswer, SelfView, WeekEstimate
from answerable.facts.people.models import Assignment, Person
from answerable.facts.people.write import rewrite_places
from answerable.ledger import read as ledger
from answerable.rules.mirror import STATEMENTS
from mirrored import AIM, ANSWERS, CHECK
from staged import AT, SELLERS, TODAY
from visiting import source, visitor, words

pytestmark = pytest.mark.django_db


def page(name: str, url: str = "/mirror/") -> str:
    return words(visitor(name).get(url))


def post(name: str, url: str, sent: dict[str, str], *, follow: bool = True) -> HttpResponse:
    given = visitor(name).post(url, sent, follow=follow)
    assert isinstance(given, HttpResponse)
    return given


def say(*keys: str, score: int = 4) -> None:
    """Let people have answered about the leader."""
    leader = Person.objects.get(key="leader")
    PulseAnswer.objects.bulk_create(
        PulseAnswer(
            leader=leader,
            person=Person.objects.get(key=key),
            statement=statement,
            score=score,
            given_on=TODAY,
            quarter=date(2026, 1, 1),
            recorded_at=AT,
        )
        for key in keys
        for statement in STATEMENTS
    )


def aim() -> Aim:
    post("leader", "/mirror/development/set/", AIM)
    return Aim.objects.get()


def test_before_anything_is_said_the_records_speak_and_it_is_said_what_lacks():
    text = page("leader")

    assert text.startswith("How I lead Mirror Self-view What my people say Development Led by Dana Reyes,")
    assert "Duty What I say What the records show What my people say Expectations agreed – nothing fell due –" in text
    assert "One-on-ones held – 27 of 34 in time, 7 missing –" in text
    assert "You have not said anything yet: the check takes two minutes." in text
    assert "Nobody has been heard yet. People are asked once a quarter." in text
    assert "From a gap taken up to the first action: too few to say (1 in a year)." in text
    assert "Gaps of my people: 0 closed in the last 90 days, 1 open now." in text


def test_what_is_said_shown_and_heard_stand_side_by_side():
    post("leader", "/mirror/self-view/keep/", {**CHECK, "line-one_on_one": "Seller-1 slips"})
    say(*SELLERS[:5])

    text = page("leader")

    assert "One-on-ones held 4 of 5: Seller-1 slips 27 of 34 in time, 7 missing 4.0 of 5, from 5" in text
    assert "Helping people grow – – 4.0 of 5, from 5" in text
    assert "What is said is of 12 January 2026." in text


def test_the_fifth_answer_opens_what_people_say_and_the_sixth_adds_nothing_yet():
    say(*SELLERS[:4])
    four = page("leader", "/mirror/voices/")
    say(SELLERS[4])
    five = page("leader", "/mirror/voices/")
    say(SELLERS[5], score=1)
    six = page("leader", "/mirror/voices/")

    assert "not shown" in four
    assert "Fewer than 5 people have answered" in four
    assert "My leader makes time for me 4.0 of 5, from 5" in five
    assert "My leader makes time for me 4.0 of 5, from 5" in six
    assert "Set against what was shown before, this would single out fewer than 5 people" in six


def test_a_leader_of_few_is_told_why_nothing_is_shown():
    text = page("new leader", "/mirror/voices/")

    assert "1 person reports to this leader: with fewer than 5, every answer could be traced to somebody" in text


def test_a_leader_above_sees_the_mirror_and_not_what_was_not_shared():
    post("leader", "/mirror/self-view/keep/", {**CHECK, "line-plan": "Two lack one"})

    before = page("chief", "/mirror/of/leader/")
    post("leader", f"/mirror/self-view/{SelfView.objects.get().pk}/share/", {"shared": "yes"})
    after = page("chief", "/mirror/of/leader/")

    assert before.startswith("How Lee Okoro leads")
    assert "This leader has shared nothing of how they see it themself." in before
    assert "Two lack one" not in before
    assert "Plans agreed 4 of 5: Two lack one" in after
    assert "What this leader adds, as far as figures can tell" in after
    assert "Estimate this week" not in after


def test_that_somebody_looked_is_seen_by_the_leader():
    page("director", "/mirror/of/leader/")

    assert "Dana Reyes how I lead 12 January 2026" in page("leader", "/me/")


def test_the_chief_is_told_that_nobody_is_above():
    assert "Nobody is above: what is owed here is owed by nobody. The mirror is the same." in page("chief")


def test_from_the_chain_a_leader_s_mirror_is_one_click_away():
    assert '<a href="/mirror/of/leader/">Mirror</a>' in source(visitor("director").get("/chain/"))


def test_a_self_view_lacking_a_number_is_given_back_as_it_was_typed():
    lacking = {**CHECK, "line-plan": "Two lack one", "score-plan": ""}

    response = post("leader", "/mirror/self-view/keep/", lacking)

    assert response.status_code == 422
    assert "Give each of the six a number from 1 to 5: 1 have none yet." in words(response)
    assert 'value="Two lack one"' in source(response)
    assert not SelfView.objects.exists()


def test_a_self_view_stands_in_the_history_for_the_leader_alone_until_it_is_shared():
    post("leader", "/mirror/self-view/keep/", CHECK)
    number = SelfView.objects.get().pk

    before = page("leader", "/mirror/self-view/")
    shared = words(post("leader", f"/mirror/self-view/{number}/share/", {"shared": "yes"}))
    withdrawn = words(post("leader", f"/mirror/self-view/{number}/share/", {"shared": "no"}))

    assert "12 January 2026 for me alone Expectations agreed: 4 of 5" in before
    assert "You have said this today already." in before
    assert "Shared: the leaders above you can read it." in shared
    assert "12 January 2026 shared since 12 January 2026" in shared
    assert "for me alone" in withdrawn


def test_a_week_is_estimated_with_a_comma_too_and_stands_beside_the_record():
    response = post("leader", "/mirror/week/", {"people": "9,5", "reports": "6", "other": "20"})

    row = WeekEstimate.standing.get()
    assert (row.week, row.people, row.reports, row.customers, row.other) == (TODAY, 9.5, 6.0, 0.0, 20.0)
    assert "Correct my estimate of this week" in words(response)
    assert "<td>9.5</td><td>6</td><td>0</td><td>20</td>" in source(response)


@pytest.mark.parametrize(
    ("sent", "reason"),
    [
        ({"people": "lots"}, "Give hours for all four, 0 where there were none."),
        ({"people": "1.2.3"}, "Give hours for all four, 0 where there were none."),
        ({"people": "90", "other": "20"}, "That is 110 hours; a week of more than 100 is not meant."),
        (
            {"people": "9", "week": "2026-01-05"},
            "A week can be estimated and corrected while it lasts; this one is over.",
        ),
    ],
)
def test_an_estimate_that_cannot_be_is_given_back_with_the_reason(sent: dict[str, str], reason: str):
    response = post("leader", "/mirror/week/", sent)

    assert response.status_code == 422
    assert reason in words(response)
    assert f'value="{sent["people"]}"' in source(response)
    assert not WeekEstimate.objects.exists()


def test_a_person_says_in_a_minute_how_they_are_led_and_reads_their_own_answers():
    assert 'href="/me/pulse/">Say how you are led</a>' in source(visitor("seller").get("/me/"))
    assert "Seven statements about being led by Lee Okoro." in page("seller", "/me/pulse/")

    text = words(post("seller", "/me/pulse/answer/", {**ANSWERS, "plan": "0"}))

    assert "Thank you. Nobody reads your answers by themselves." in text
    assert "You said this of Lee Okoro on 12 January 2026. You are asked again from 1 April 2026." in text
    assert "When I fall short, my leader and I agree what each of us will do cannot say" in text
    again = post("seller", "/me/pulse/answer/", ANSWERS)
    assert again.status_code == 422
    assert PulseAnswer.objects.count() == 7


def test_a_pulse_that_is_not_whole_is_given_back_with_what_was_chosen():
    response = post("seller", "/me/pulse/answer/", {"plan": "2"})

    assert response.status_code == 422
    assert "Choose something for each; “cannot say” will do. 6 to go." in words(response)
    assert '<input type="radio" name="plan" value="2" checked' in source(response)
    assert not PulseAnswer.objects.exists()


def test_whoever_is_led_with_few_others_is_told_that_nobody_will_read_it():
    assert "Fewer than 5 people report to Nia Wolf, so that what you say is shown to nobody but you." in page(
        "moved", "/me/pulse/"
    )


def test_the_chief_is_asked_about_nobody():
    assert "Nobody leads you, so there is nobody to be asked about." in page("chief", "/me/pulse/")


def test_an_aim_is_set_promised_to_and_told_of_by_both():
    number = aim().pk

    above = post(
        "director", f"/mirror/development/{number}/promise/", {"text": "I sit in on two talks", "version": "0"}
    )
    post("director", f"/mirror/development/{number}/note/", {"text": "The first is done"})
    text = words(post("leader", f"/mirror/development/{number}/note/", {"text": "It helped"}))

    assert words(above).startswith("On record. How Lee Okoro grows as a leader")
    assert "Ask before I tell open By coaching, or a mentor, until 1 April 2026." in text
    assert "Dana Reyes does for it (since 12 January 2026): I sit in on two talks" in text
    assert "The first is done Dana Reyes, 12 January 2026 It helped Lee Okoro, 12 January 2026" in text


def test_the_leaders_further_above_read_that_there_is_an_aim_and_not_what_it_says():
    aim()

    text = page("chief", "/mirror/of/leader/development/")

    assert "1 aim is set. What they say is read by the leader and their own leader." in text
    assert "Ask before I tell" not in text
    assert "5 people report to them." in text


def test_two_texts_of_one_aim_are_brought_together():
    number = aim().pk
    url = f"/mirror/development/{number}/change/"
    post("leader", url, {**AIM, "text": "Ask first", "version": "1"})

    response = post("leader", url, {**AIM, "text": "Tell last", "version": "1"})

    assert response.status_code == 422
    assert "Nothing is lost: here are both texts." in words(response)
    assert '<input type="hidden" name="version" value="2">' in source(response)
    assert "Ask first\nTell last</textarea>" in source(response)
    post("leader", url, {**AIM, "text": "Ask first, tell last", "version": "2"})
    assert Aim.objects.get().text == "Ask first, tell last"


def test_two_promises_to_one_aim_are_brought_together():
    number = aim().pk
    url = f"/mirror/development/{number}/promise/"
    post("director", url, {"text": "Two talks", "version": "0"})

    response = post("director", url, {"text": "Three talks", "version": "0"})

    assert "Two talks\nThree talks</textarea>" in source(response)
    assert Aim.objects.get().promise == "Two talks"


@pytest.mark.parametrize(
    ("sent", "reason"),
    [
        ({**AIM, "text": " "}, "Say it in a few words."),
        ({**AIM, "by": "2026-01-12"}, "The day by which it is to be better has to be ahead."),
        ({**AIM, "by": "soon"}, "The day by which it is to be better has to be ahead."),
    ],
)
def test_an_aim_that_says_nothing_is_given_back(sent: dict[str, str], reason: str):
    response = post("leader", "/mirror/development/set/", sent)

    assert response.status_code == 422
    assert reason in words(response)
    assert f">{sent['text']}</textarea>" in source(response)
    assert not Aim.objects.exists()


def test_what_is_refused_of_an_aim_is_told_where_it_stands():
    number = aim().pk

    response = post("leader", f"/mirror/development/{number}/change/", {**AIM, "text": "", "version": "1"})

    assert response.status_code == 422
    assert '<details class="action" open><summary>Change it</summary>' in source(response)


def test_an_aim_is_settled_and_opened_again():
    number = aim().pk
    url = f"/mirror/development/{number}/settle/"

    reached = words(post("leader", url, {"state": "reached"}))
    again = words(post("leader", url, {"state": "open"}))

    assert "Ask before I tell reached" in reached
    assert "Ask before I tell open" in again
    assert AimNote.objects.count() == 0


def test_a_new_leader_reads_what_they_are_owed_in_their_first_days():
    text = page("new leader", "/mirror/development/")

    assert "an agreement on what leading well means here Dana Reyes 8 December 2025 kept" in text
    assert "a look back at how leading goes Dana Reyes 30 January 2026 due in 18 days" in text


def test_what_the_director_said_was_done_is_taken_back_where_it_stands():
    text = page("director", "/mirror/of/new-leader/development/")
    row = Duty.objects.get(person__key="new-leader", kind="people_introduced")

    assert "Take back: an introduction to each person's record" in text
    told = words(post("director", f"/duties/{row.pk}/first-days/take-back/", {}))

    row.refresh_from_db()
    assert "Taken back. It is owed again." in told
    assert row.kept_on is None
    assert "it was taken back before" in words(post("director", f"/duties/{row.pk}/first-days/take-back/", {}))


def owed(kind: str) -> Duty:
    return Duty.objects.create(
        leader=Person.objects.get(key="director"),
        person=Person.objects.get(key="new-leader"),
        kind=kind,
        arises_on=date(2026, 1, 5),
        due_on=TODAY,
        lapses_on=date(2026, 1, 20),
    )


def test_today_says_what_a_new_leader_needs_and_lets_it_be_kept():
    rows = [owed(kind) for kind in ("leading_agreed", "people_introduced", "leading_trained", "leading_review")]

    text = page("director", "/today/")

    assert (
        "Nia Wolf, new to leading, needs to agree with you what leading well means here, by Monday 12 January." in text
    )
    assert "Go through each of their people with them: record, expectations, gaps, promises." in text
    sent = ({}, {"day": "2026-01-09"}, {"lever": "coaching", "name": "A mentor"}, {"minutes": "40"})
    for row, given in zip(rows, sent, strict=True):
        response = post("director", f"/duties/{row.pk}/first-days/", dict(given))
        assert "On record for Nia Wolf." in words(response)
        row.refresh_from_db()
        assert row.kept_on is not None


def test_in_place_the_line_says_that_it_is_done_and_how_to_take_it_back():
    row = owed("leading_agreed")

    html = source(visitor("director").post(f"/duties/{row.pk}/first-days/", {}, headers={"HX-Request": "true"}))

    assert "On record for Nia Wolf." in html
    assert f'action="/duties/{row.pk}/first-days/take-back/"' in html


@pytest.mark.parametrize(
    ("day", "reason"),
    [
        ("soon", "Expected a day such as 2026-01-12, found “soon”."),
        ("2026-01-13", "This day is still to come. Log it once it has happened."),
    ],
)
def test_a_day_that_cannot_be_is_refused(day: str, reason: str):
    row, head = owed("leading_agreed"), ledger.head()

    text = words(post("director", f"/duties/{row.pk}/first-days/", {"day": day}))

    assert reason in text
    assert ledger.head() == head


def test_support_is_asked_for_on_today_of_the_next_leader():
    Duty.objects.create(
        leader=Person.objects.get(key="chief"),
        person=Person.objects.get(key="director"),
        kind="leader_supported",
        arises_on=TODAY,
        due_on=date(2026, 1, 19),
        lapses_on=date(2026, 1, 27),
    )

    text = page("chief", "/today/")

    assert "Dana Reyes needs to hear from you what would help them lead, by Monday 19 January." in text
    assert "They let lapse what they owed a new leader, for the first time: that opens support." in text


def test_a_leader_of_then_sees_no_mirror_any_more():
    Assignment.standing.filter(person__key="leader").update(manager=Person.objects.get(key="chief"))
    rewrite_places()

    assert visitor("director").get("/mirror/of/leader/").status_code == 403
