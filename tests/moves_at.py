"""The addresses of moves, as `tests/house/test_urls.py` asks for them: who gets what, what is sent, what they name."""

from datetime import date, timedelta

from answerable.decisions.moves import exits, openings
from answerable.decisions.moves.models import ExitStep, Move
from answerable.decisions.moves.openings import Draft
from answerable.decisions.moves.write import Wanted
from answerable.rules.moves import MoveKind
from asking import asker
from moving import OUT, decide, heard, help_with, proposed
from staged import AT, TODAY

TABLE = """
GET  moves                    ok    ok       ok     ok   ok     ok   ok    ok       ok      ok    ok    in
GET  propose-move             no    no       no     no   no     no   no    no       no      no    no    in
POST propose-move             done  done     done   no   no     done no    no       no      done  no    in
GET  new-opening              ok    ok       ok     ok   no     no   no    no       no      ok    no    in
POST new-opening              done  done     done   kept no     no   no    no       no      done  no    in
GET  opening opening          ok    ok       ok     ok   ok     ok   ok    ok       ok      ok    ok    in
GET  opening 0                none  none     none   none none   none none  none     none    none  none  in
POST opening opening          done  done     done   no   no     no   no    no       no      done  no    in
POST end-opening opening      done  done     done   no   no     no   no    no       no      done  no    in
GET  move move                ok    ok       ok     no   no     ok   no    no       no      ok    no    in
GET  move move-decided        ok    ok       ok     ok   no     ok   no    no       no      ok    no    in
GET  move 0                   none  none     none   none none   none none  none     none    none  none  in
POST tell-move move           done  done     done   no   no     kept no    no       no      done  no    in
POST answer-move move-told    kept  kept     kept   no   no     done no    no       no      kept  no    in
POST decide-move move-heard   done  done     done   no   no     kept no    no       no      kept  no    in
POST decline-move move        done  done     done   no   no     kept no    no       no      kept  no    in
POST withdraw-move move       kept  kept     done   no   no     kept no    no       no      kept  no    in
POST take-back-move move-decided done done   done   kept no     kept no    no       no      kept  no    in
POST say-going move-since     kept  kept     done   kept no     done no    no       no      kept  no    in
GET  exit-path leaving        no    ok       ok     no   no     ok   no    no       no      ok    no    in
POST exit-asked leaving       no    no       no     no   no     done no    no       no      no    no    in
POST exit-message leaving     no    no       done   no   no     done no    no       no      no    no    in
POST exit-agree leaving-with-message no no   done   no   no     done no    no       no      no    no    in
POST exit-step leaving        no    done     done   no   no     done no    no       no      done  no    in
POST exit-tick leaving exit-step no done     done   no   no     done no    no       no      done  no    in
POST exit-note left           no    done     done   no   no     no   no    no       no      done  no    in
"""

OPENING = {"role": "sells", "unit": "north", "leader": "leader", "day": "2026-03-01", "places": "1", "version": "1"}
SENT = {
    "propose-move": {"person": "seller-2", "kind": "role", "role": "advises", "day": "2026-02-12", "reasons": "Why."},
    "new-opening": OPENING,
    "opening": OPENING,
    "end-opening": {"state": "withdrawn"},
    "tell-move": {"answer_by": "2026-01-19"},
    "answer-move": {"text": "I would rather stay."},
    "decide-move": {"reason": "It is better so."},
    "decline-move": {"reason": "She is needed here."},
    "take-back-move": {"reason": "The place is gone."},
    "say-going": {"mark": "30", "text": "Well, on the whole."},
    "exit-asked": {"text": "No farewell party.", "version": "0"},
    "exit-message": {"text": "Seller-2 leaves us.", "version": "0"},
    "exit-agree": {"version": "1"},
    "exit-step": {"kind": "handover", "what": "The accounts", "side": "person", "day": "2026-02-02"},
    "exit-tick": {"deed": "done"},
    "exit-note": {"note": "She is well."},
}


def _opening() -> int:
    draft = Draft("sells", "north", "leader", date(2026, 3, 1), 2, "")
    return openings.save(asker("leader"), draft, number=None, version=0, at=AT).number or 0


def _asked_for() -> int:
    """An opening for advisers into which seller-2 would like to move."""
    draft = Draft("advises", "north", "leader", date(2026, 3, 1), 2, "")
    number = openings.save(asker("leader"), draft, number=None, version=0, at=AT).number or 0
    proposed("peer", "seller-2", Wanted(MoveKind.ROLE, date(2026, 3, 1), opening=number))
    return number


def _told() -> int:
    move = proposed()
    Move.objects.filter(pk=move.pk).update(state="told", told_on=TODAY, answer_by=date(2026, 1, 19))
    return move.pk


def _heard() -> Move:
    move = heard()
    help_with("leader", "seller-2")
    return move


def _decided() -> int:
    move = _heard()
    decide("leader", move)
    return move.pk


def _since() -> int:
    number = _decided()
    Move.objects.filter(pk=number).update(took_effect_on=TODAY - timedelta(days=42))
    return number


def _leaving() -> int:
    """A move out of the company that is decided, with something to do."""
    move = heard("leader", "seller-2", OUT)
    help_with("leader", "seller-2")
    decide("leader", move)
    exits.add_step(
        asker("leader"), number=move.pk, kind="other", text="The keys", side="person", due_on=date(2026, 2, 2), at=AT
    )
    return move.pk


def _with_message() -> int:
    number = _leaving()
    exits.write_message(asker("leader"), number=number, text="Seller-2 leaves us.", version=0, at=AT)
    return number


def _left() -> int:
    number = _leaving()
    Move.objects.filter(pk=number).update(took_effect_on=TODAY)
    return number


# By what a row names, the number of it, made where it is asked for.
NUMBERS = {
    "opening": _opening,
    "opening-asked-for": _asked_for,
    "move": lambda: proposed().pk,
    "move-told": _told,
    "move-of-a-gap": lambda: heard("leader", "seller-1", OUT, from_gap=True).pk,
    "move-heard": lambda: _heard().pk,
    "move-decided": _decided,
    "move-since": _since,
    "leaving": _leaving,
    "leaving-with-message": _with_message,
    "exit-step": lambda: ExitStep.objects.get().pk,
    "left": _left,
}
