"""Who gets what at every address of the product: the table that tests/house/test_urls.py asks through."""

import mirrored
import moves_at

# ok: the page. go: another page. done: a deed, and something has changed.
# kept: an answer, and nothing has changed. no: refused. none: there is nothing. in: asked to sign in.
TABLE = """
request                       chief director leader new  seller peer moved stranger partner north admin nobody
GET  home                     go    go       go     go   go     go   go    go       go      go    go    in
GET  welcome                  go    go       go     go   go     go   go    go       go      go    go    go
POST look-round account       no    no       no     no   no     no   no    no       no      no    no    no
POST load-demo                no    no       no     no   no     no   no    no       no      no    no    no
GET  demo-progress            ok    ok       ok     ok   ok     ok   ok    ok       ok      ok    ok    ok
GET  set-up                   go    go       go     go   go     go   go    go       go      go    go    go
POST set-up                   kept  kept     kept   kept kept   kept kept  kept     kept    kept  kept  kept
GET  today                    ok    ok       ok     ok   go     go   go    go       go      go    go    in
POST duty-talk talk           none  none     done   none none   none none  none     none    none  none  in
POST duty-talk 0              none  none     none   none none   none none  none     none    none  none  in
POST duty-measure plan        kept  none     none   none none   none none  none     none    none  none  in
POST take-back record         kept  kept     done   kept kept   kept kept  kept     kept    kept  kept  in
GET  conversations            ok    ok       ok     ok   ok     ok   ok    ok       ok      go    go    in
GET  log-conversation         ok    ok       ok     ok   no     no   no    no       no      no    no    in
POST log-conversation         done  done     done   no   no     no   no    no       no      no    no    in
GET  conversation planned     no    no       ok     no   no     ok   no    no       no      no    no    in
GET  conversation 0           none  none     none   none none   none none  none     none    none  none  in
GET  conversation-invitation planned no no   ok     no   no     ok   no    no       no      no    no    in
POST conversation-postpone planned no no     done   no   no     done no    no       no      no    no    in
POST conversation-cancel planned no no       done   no   no     done no    no       no      no    no    in
POST conversation-hold planned no no         done   no   no     kept no    no       no      no    no    in
POST conversation-confirm held no no         done   no   no     done no    no       no      no    no    in
POST conversation-confirm planned no no      kept   no   no     kept no    no       no      no    no    in
POST conversation-agenda planned no no       done   no   no     done no    no       no      no    no    in
POST conversation-item planned item tick no no done no   no     done no    no       no      no    no    in
POST conversation-item planned item change no no done no no     done no    no       no      no    no    in
POST conversation-item planned 0 tick no no  none   no   no     none no    no       no      no    no    in
POST conversation-notes planned no no        done   no   no     done no    no       no      no    no    in
POST conversation-private planned no no      done   no   no     done no    no       no      no    no    in
POST conversation-promise planned no no      done   no   no     done no    no       no      no    no    in
POST conversation-judge planned promise kept no no done no no   done no    no       no      no    no    in
POST conversation-judge planned 0 kept no no none   no   no     none no    no       no      no    no    in
GET  conversations-with seller-2 ok ok       ok     no   no     go   no    no       no      ok    no    in
GET  conversations-with leader ok ok         go     no   ok     ok   ok    no       no      ok    no    in
GET  conversations-with seller-6 ok ok       ok     ok   no     no   go    no       no      no    no    in
GET  conversations-with unheard-of none none none   none none   none none  none     none    none  none  in
POST conversation-plan seller-2 done done    done   no   no     no   no    no       no      no    no    in
POST conversation-plan leader done done      no     no   done   done no    no       no      no    no    in
POST conversation-plan unheard-of none none  none   none none   none none  none     none    none  none  in
GET  my-people                ok    ok       ok     ok   go     go   go    go       go      go    go    in
GET  person seller-1          ok    ok       ok     no   ok     no   no    no       no      ok    no    in
GET  person seller-6          ok    ok       ok     ok   no     no   ok    no       no      no    no    in
GET  person leader            ok    ok       ok     no   no     no   no    no       no      ok    no    in
GET  person unheard-of        none  none     none   none none   none none  none     none    none  none  in
GET  person-support seller-1  ok    ok       ok     no   ok     no   no    no       no      ok    no    in
GET  person-record seller-1   ok    ok       ok     no   ok     no   no    no       no      ok    no    in
GET  person-elsewhere seller-1 ok   ok       ok     no   ok     no   no    no       no      ok    no    in
GET  person-elsewhere seller-6 ok   ok       ok     ok   no     no   ok    no       no      no    no    in
GET  person-elsewhere unheard-of none none   none   none none   none none  none     none    none  none  in
POST talk seller-1            done  done     done   no   no     no   no    no       no      no    no    in
POST talk seller-6            done  done     no     done no     no   no    no       no      no    no    in
POST talk unheard-of          none  none     none   none none   none none  none     none    none  none  in
POST agree seller-1           no    no       done   no   done   no   no    no       no      no    no    in
POST agree chief              none  none     none   none none   none none  none     none    none  none  in
GET  gap case                 ok    ok       ok     no   ok     no   no    no       no      ok    no    in
GET  plan case                ok    ok       ok     no   ok     no   no    no       no      ok    no    in
GET  plan 0                   none  none     none   none none   none none  none     none    none  none  in
POST plan-write case          done  no       done   no   done   no   no    no       no      no    no    in
POST plan-agree drafted       done  no       done   no   done   no   no    no       no      no    no    in
POST plan-acknowledge put-forward done done  no     no   no     no   no    no       no      no    no    in
POST plan-kept running promised done no      done   no   done   no   no    no       no      no    no    in
POST plan-kept running 0      none  none     none   no   none   no   no    no       no      none  no    in
POST plan-reached running 1   done  no       done   no   done   no   no    no       no      no    no    in
POST plan-end running         done  done     done   no   no     no   no    no       no      no    no    in
POST plan-cause case          done  done     done   no   done   no   no    no       no      done  no    in
POST plan-extend case         done  no       no     no   no     no   no    no       no      no    no    in
GET  gap 0                    none  none     none   none none   none none  none     none    none  none  in
GET  packet case              ok    ok       ok     no   ok     no   no    no       no      ok    no    in
GET  packet 0                 none  none     none   none none   none none  none     none    none  none  in
POST gap-respond case         no    no       no     no   done   no   no    no       no      no    no    in
GET  hearing case             ok    ok       ok     no   ok     no   no    no       no      ok    no    in
GET  hearing reviewed-case    ok    ok       ok     ok   ok     no   no    no       no      ok    no    in
GET  hearing 0                none  none     none   none none   none none  none     none    none  none  in
POST hearing-ask case         done  done     done   no   done   no   no    no       no      no    no    in
GET  hearings                 ok    ok       ok     ok   ok     ok   ok    ok       ok      ok    ok    in
POST hearing-answer asked     no    no       no     no   done   no   no    no       no      no    no    in
POST hearing-answer 0         none  none     none   none none   none none  none     none    none  none  in
POST hearing-time asked       done  done     done   no   done   no   no    no       no      no    no    in
GET  hearing-reviewer asked   ok    ok       ok     no   ok     no   no    no       no      ok    no    in
GET  hearing-reviewer 0       none  none     none   none none   none none  none     none    none  none  in
POST hearing-reviewer asked   done  done     done   no   done   no   no    no       no      done  no    in
POST hearing-review reviewed  no    no       no     done no     no   no    no       no      no    no    in
POST hearing-end answered     done  no       no     no   no     no   no    no       no      no    no    in
GET  answering case           ok    ok       ok     no   ok     no   no    no       no      ok    no    in
GET  answering 0              none  none     none   none none   none none  none     none    none  none  in
POST answering-choose case    done  no       no     no   no     no   no    no       no      no    no    in
POST answering-done case help done  no       no     no   no     no   no    no       no      no    no    in
GET  chain                    ok    ok       ok     ok   go     go   go    go       go      ok    go    in
GET  chain-of director        ok    ok       no     no   no     no   no    no       no      no    no    in
GET  chain-of seller-6        ok    ok       no     ok   no     no   ok    no       no      no    no    in
GET  chain-of unheard-of      none  none     none   none none   none none  none     none    none  none  in
GET  rollup                   ok    ok       ok     ok   go     go   go    go       go      ok    go    in
GET  rollup-of director       ok    ok       no     no   no     no   no    no       no      no    no    in
GET  rollup-of leader         ok    ok       ok     no   no     no   no    no       no      no    no    in
GET  rollup-of unheard-of     none  none     none   none none   none none  none     none    none  none  in
GET  teams                    ok    ok       ok     ok   go     go   go    go       go      ok    go    in
GET  teams-of director        ok    ok       no     no   no     no   no    no       no      no    no    in
GET  teams-of leader          ok    ok       ok     no   no     no   no    no       no      no    no    in
GET  teams-of unheard-of      none  none     none   none none   none none  none     none    none  none  in
GET  waiting                  ok    ok       ok     ok   go     go   go    go       go      ok    go    in
GET  waiting-of director      ok    ok       no     no   no     no   no    no       no      no    no    in
GET  waiting-of leader        ok    ok       ok     no   no     no   no    no       no      no    no    in
GET  waiting-of unheard-of    none  none     none   none none   none none  none     none    none  none  in
GET  rollup-csv               ok    ok       ok     ok   no     no   no    no       no      ok    no    in
GET  rollup-xlsx              ok    ok       ok     ok   no     no   no    no       no      ok    no    in
GET  gaps-csv                 ok    ok       ok     ok   no     no   no    no       no      ok    no    in
GET  duties-csv               ok    ok       ok     ok   no     no   no    no       no      ok    no    in
GET  levers                   ok    ok       ok     ok   ok     ok   ok    ok       ok      ok    no    in
GET  lever lever              ok    ok       ok     ok   ok     ok   ok    ok       ok      ok    no    in
GET  lever 0                  none  none     none   none none   none none  none     none    none  no    in
GET  lever-add                ok    ok       ok     ok   no     no   no    no       no      ok    no    in
POST lever-add                done  done     done   done no     no   no    no       no      done  no    in
GET  lever-edit lever         ok    ok       ok     ok   no     no   no    no       no      ok    no    in
POST lever-edit lever         done  done     done   done no     no   no    no       no      done  no    in
GET  lever-edit 0             none  none     none   none no     no   no    no       no      none  no    in
POST levers-bring-in          kept  kept     kept   kept no     no   no    no       no      kept  no    in
POST lever-retire lever       kept  kept     kept   kept no     no   no    no       no      done  no    in
POST lever-retire 0           none  none     none   none no     no   no    no       no      none  no    in
POST lever-bring-back lever   kept  kept     kept   kept no     no   no    no       no      kept  no    in
GET  lever-start lever        ok    ok       ok     ok   no     no   no    no       no      no    no    in
POST lever-start lever        done  done     done   kept no     no   no    no       no      no    no    in
GET  levers-running           ok    ok       ok     ok   ok     ok   ok    ok       ok      ok    no    in
GET  measure measure          ok    ok       ok     none none   ok   none  none     none    ok    no    in
GET  measure unheard-of       none  none     none   none none   none none  none     none    none  no    in
POST measure-report measure   done  done     done   none none   done none  none     none    no    none  in
POST measure-end measure      done  done     done   none none   no   none  none     none    no    none  in
POST measure-take-back measure kept kept     done   kept kept   kept kept  kept     kept    kept  kept  in
GET  expected seller-1        ok    ok       ok     no   ok     no   no    no       no      ok    no    in
GET  expected seller-6        ok    ok       ok     ok   no     no   ok    no       no      no    no    in
GET  expected chief           ok    no       no     no   no     no   no    no       no      no    no    in
GET  expected unheard-of      none  none     none   none none   none none  none     none    none  none  in
POST say seller-1             no    no       done   no   done   no   no    no       no      no    no    in
POST say chief                none  none     none   none none   none none  none     none    none  none  in
POST tailor seller-1          no    no       done   no   no     no   no    no       no      no    no    in
POST tailor-end seller-1 tailored no no      done   no   no     no   no    no       no      no    no    in
POST tailor-end seller-1 0    no    no       kept   no   no     no   no    no       no      no    no    in
GET  roles                    ok    ok       ok     ok   ok     ok   ok    ok       ok      ok    ok    in
GET  role sells               ok    ok       ok     ok   ok     ok   ok    no       no      ok    ok    in
GET  role leads               ok    ok       ok     ok   no     no   no    no       no      ok    ok    in
GET  role unheard-of          none  none     none   none none   none none  none     none    none  none  in
GET  role-new                 ok    ok       ok     ok   no     no   no    no       no      ok    ok    in
POST role-new                 done  done     done   done no     no   no    no       no      done  done  in
GET  role-edit sells          ok    ok       ok     ok   no     no   no    no       no      ok    ok    in
GET  role-edit unheard-of     none  none     none   none none   none none  none     none    none  none  in
POST role-edit sells          done  done     done   done no     no   no    no       no      done  done  in
POST role-edit advises        done  no       no     no   no     no   no    no       no      no    done  in
GET  role-versions sells      ok    ok       ok     ok   ok     ok   ok    no       no      ok    ok    in
GET  role-ask sells           ok    ok       ok     ok   no     no   no    no       no      ok    no    in
POST role-ask sells           done  done     done   done no     no   no    no       no      done  no    in
GET  mirror                   ok    ok       ok     ok   go     go   go    go       go      go    go    in
GET  mirror-self-view         ok    ok       ok     ok   go     go   go    go       go      go    go    in
POST keep-self-view           done  done     done   done no     no   no    no       no      no    no    in
POST share-self-view self-view none none     done   none no     no   no    no       no      no    no    in
GET  mirror-voices            ok    ok       ok     ok   go     go   go    go       go      go    go    in
POST mirror-week              done  done     done   done no     no   no    no       no      no    no    in
GET  mirror-of leader         ok    ok       go     no   no     no   no    no       no      ok    no    in
GET  mirror-of new-leader     ok    ok       no     go   no     no   no    no       no      no    no    in
GET  mirror-of seller-2       none  none     none   no   no     go   no    no       no      none  no    in
GET  mirror-of unheard-of     none  none     none   none none   none none  none     none    none  none  in
GET  growth-of leader         ok    ok       go     no   no     no   no    no       no      ok    no    in
GET  mirror-growth            ok    ok       ok     ok   go     go   go    go       go      go    go    in
POST aim-set                  done  done     done   done no     no   no    no       no      no    no    in
POST aim-change aim           no    no       done   no   no     no   no    no       no      no    no    in
POST aim-change 0             none  none     none   none none   none none  none     none    none  none  in
POST aim-promise aim          no    done     no     no   no     no   no    no       no      no    no    in
POST aim-note aim             no    done     done   no   no     no   no    no       no      no    no    in
POST aim-settle aim           no    no       done   no   no     no   no    no       no      no    no    in
POST first-days first-days    none  done     none   none none   none none  none     none    none  none  in
POST first-days 0             none  none     none   none none   none none  none     none    none  none  in
POST first-days-back first-days-kept kept done kept kept kept   kept kept  kept     kept    kept  kept  in
GET  pulse                    ok    ok       ok     ok   ok     ok   ok    ok       ok      go    go    in
POST answer-pulse             no    done     done   done done   done done  done     done    no    no    in
GET  me                       ok    ok       ok     ok   ok     ok   ok    ok       ok      go    go    in
GET  held                     ok    ok       ok     ok   ok     ok   ok    ok       ok      go    go    in
GET  promises                 ok    ok       ok     ok   ok     ok   ok    ok       ok      go    go    in
GET  settings                 ok    ok       ok     ok   ok     ok   ok    ok       ok      ok    ok    in
POST settings                 done  done     done   done done   done done  done     done    done  done  in
GET  finder                   ok    ok       ok     ok   ok     ok   ok    ok       ok      ok    ok    in
GET  gallery                  ok    ok       ok     ok   ok     ok   ok    ok       ok      ok    ok    in
GET  company                  no    no       no     no   no     no   no    no       no      no    ok    in
POST bring                    no    no       no     no   no     no   no    no       no      no    kept  in
GET  upload upload            no    no       no     no   no     no   no    no       no      no    ok    in
GET  upload 0                 no    no       no     no   no     no   no    no       no      no    none  in
GET  upload-progress upload   no    no       no     no   no     no   no    no       no      no    ok    in
POST load upload              no    no       no     no   no     no   no    no       no      no    kept  in
POST check-ledger             no    no       no     no   no     no   no    no       no      no    kept  in
GET  fairness                 no    no       no     no   no     no   no    no       no      no    ok    in
POST bring-groups             no    no       no     no   no     no   no    no       no      no    kept  in
POST fairness-anew            no    no       no     no   no     no   no    no       no      no    kept  in
GET  fairness-progress        no    no       no     no   no     no   no    no       no      no    ok    in
GET  access                   no    no       no     no   no     no   no    no       no      no    ok    in
POST invite                   no    no       no     no   no     no   no    no       no      no    done  in
POST close-account account    no    no       no     no   no     no   no    no       no      no    done  in
"""

# The sign-in pages come with a package. Reachable by anybody: signing in and out, and a new password by mail.
OPEN = {
    "account_login",
    "account_logout",
    "account_inactive",
    "account_signup",
    "account_email_verification_sent",
    "account_confirm_email",
    "account_reset_password",
    "account_reset_password_done",
    "account_reset_password_from_key",
    "account_reset_password_from_key_done",
    # Halfway through signing in; whoever is not is sent to its beginning.
    "account_confirm_login_code",
    "mfa_authenticate",
    "mfa_login_webauthn",
}
SIGNED_IN = {
    "account_reauthenticate",
    "account_email",
    "account_change_password",
    "account_set_password",
    "mfa_index",
    "mfa_reauthenticate",
    "mfa_activate_totp",
    "mfa_deactivate_totp",
    "mfa_view_recovery_codes",
    "mfa_generate_recovery_codes",
    "mfa_download_recovery_codes",
    "mfa_list_webauthn",
    "mfa_add_webauthn",
    "mfa_reauthenticate_webauthn",
    "mfa_remove_webauthn",
    "mfa_edit_webauthn",
}

SENT = (
    moves_at.SENT
    | mirrored.SENT
    | {
        "log-conversation": {"person": "seller-2", "day": "2026-01-12", "minutes": "30", "kind": "one_on_one"},
        "conversation-plan": {"day": "2026-01-20", "time": "10:00", "minutes": "30", "kind": "one_on_one"},
        "conversation-postpone": {"day": "2026-01-20", "time": "10:00", "reason": "I am ill"},
        "conversation-cancel": {"reason": "Holiday"},
        "conversation-hold": {"minutes": "30"},
        "conversation-agenda": {"text": "Travel in May"},
        "conversation-item": {"text": "Calls of May", "version": "0"},
        "conversation-notes": {"text": "Two accounts were closed.", "version": "0"},
        "conversation-private": {"text": "Ask about pay", "version": "0"},
        "conversation-promise": {"by": "me", "text": "Call both", "due_on": "2026-01-20"},
        "say": {"outcome": "disagreed", "comment": "My territory was halved."},
        "tailor": {"expectation": "bookings", "target": "80", "starts_on": "2026-01-12", "reason": "Back from leave"},
        "role-new": {"title": "Account Manager"},
        "role-edit": {"title": "Seller", "version": "1"},
        "duty-measure": {"lever": "coaching", "name": "Shadowing"},
        "plan-write": {"kind": "coaching", "name": "Calls", "by": "leader", "text": "I join", "due": "2026-02-02"},
        "plan-agree": {"version": "1"},
        "plan-kept": {"kept": "yes"},
        "plan-end": {"outcome": "left", "reason": "To another company."},
        "plan-cause": {"cause": ["process"], "evidence": "Two lists of accounts."},
        "plan-extend": {"until": "2026-04-01", "reason": "The accounts are divided anew in March."},
        "gap-respond": {"text": "My accounts were split in July."},
        "lever-add": {"name": "Kit", "kind": "tool", "causes": "tool", "summary": "A kit.", "steps": "Take it along."},
        "lever-edit": {
            "name": "Kit",
            "kind": "tool",
            "causes": "tool",
            "summary": "A kit.",
            "steps": "Take it along.",
            "version": "1",
        },
        "lever-start": {"people": "seller-2", "start": "1"},
        "measure-report": {"share": "40"},
        "measure-end": {"as": "done"},
        "hearing-ask": {"heard": "seller-1", "answer_by": "2026-01-19"},
        "hearing-answer": {"stance": "otherwise", "text": "My accounts were split in July."},
        "hearing-time": {"until": "2026-02-02"},
        "hearing-reviewer": {"reviewer": "new-leader", "until": "2026-01-26"},
        "hearing-review": {"finding": "holds", "text": "The figures are right."},
        "hearing-end": {"outcome": "contested", "reason": "July is missing."},
        "answering-choose": {
            "choice": "help",
            "reason": "It lasts.",
            "commitment": "I sit in.",
            "due_on": "2026-01-30",
        },
        "invite": {"email": "new@example.com"},
        "set-up": {"code": "wrong", "email": "new@example.com", "password": "long enough 1"},
    }
)
HEAD, *ROWS = (line.split() for line in f"{TABLE.strip()}{moves_at.TABLE}".strip().splitlines())
IN_FULL = {"new": "new leader", "north": "north-partner", "admin": "administrator"}
CAST = [IN_FULL.get(name, name) for name in HEAD[1:]]
REQUESTS = {" ".join(row[: -len(CAST)]): dict(zip(CAST, row[-len(CAST) :], strict=True)) for row in ROWS}
PAGES = {request.split()[1] for request in REQUESTS if request.startswith("GET")}
# Every deed that somebody can do, with the first who can.
DEEDS = {
    request: next(name for name, what in row.items() if what in {"done", "kept"})
    for request, row in REQUESTS.items()
    if {"done", "kept"} & set(row.values())
}
