"""The addresses of the screens."""

from django.urls import URLPattern, URLResolver, path

from answerable.web.areas.answers import views as answers
from answerable.web.areas.at_work import views as levers_at_work
from answerable.web.areas.chain import views as chain
from answerable.web.areas.company import views as company
from answerable.web.areas.conversations import afterwards, writing
from answerable.web.areas.conversations import deeds as talking
from answerable.web.areas.conversations import views as conversations
from answerable.web.areas.fairness import views as fairness
from answerable.web.areas.finder import views as finder
from answerable.web.areas.gallery import views as gallery
from answerable.web.areas.gap import views as gap
from answerable.web.areas.hearings import reviewer as hearing_reviewer
from answerable.web.areas.hearings import views as hearings
from answerable.web.areas.levers import views as levers
from answerable.web.areas.me import settings as my_settings
from answerable.web.areas.me import views as me
from answerable.web.areas.mirror import beginning, growing
from answerable.web.areas.mirror import deeds as mirrored
from answerable.web.areas.mirror import views as mirror
from answerable.web.areas.moves import deeds as move_deeds
from answerable.web.areas.moves import views as moves
from answerable.web.areas.packet import views as packet
from answerable.web.areas.people import views as people
from answerable.web.areas.person import agreeing
from answerable.web.areas.person import views as person
from answerable.web.areas.plans import views as plans
from answerable.web.areas.promises import views as promises
from answerable.web.areas.roles import editing as roles_editing
from answerable.web.areas.roles import views as roles
from answerable.web.areas.rollup import views as rollup
from answerable.web.areas.teams import views as teams
from answerable.web.areas.today import deeds
from answerable.web.areas.today import views as today
from answerable.web.areas.waiting import views as waiting
from answerable.web.areas.welcome import views as welcome

urlpatterns: list[URLPattern | URLResolver] = [
    path("", welcome.home, name="home"),
    path("welcome/", welcome.welcome, name="welcome"),
    path("welcome/demo/", welcome.load_demo, name="load-demo"),
    path("welcome/demo/progress/", welcome.demo_progress, name="demo-progress"),
    path("welcome/<int:number>/", welcome.look_round, name="look-round"),
    path("set-up/", welcome.set_up, name="set-up"),
    path("today/", today.today, name="today"),
    path("duties/<int:number>/talk/", deeds.talk_for_duty, name="duty-talk"),
    path("duties/<int:number>/measure/", deeds.measure_for_duty, name="duty-measure"),
    path("conversations/<int:record>/take-back/", deeds.take_back, name="take-back"),
    path("conversations/", conversations.mine, name="conversations"),
    path("conversations/log/", afterwards.log, name="log-conversation"),
    path("conversations/<int:number>/", conversations.conversation, name="conversation"),
    path("conversations/<int:number>/invitation.ics", conversations.invitation, name="conversation-invitation"),
    path("conversations/<int:number>/postpone/", talking.postpone, name="conversation-postpone"),
    path("conversations/<int:number>/cancel/", talking.cancel, name="conversation-cancel"),
    path("conversations/<int:number>/hold/", talking.hold, name="conversation-hold"),
    path("conversations/<int:number>/confirm/", talking.confirm, name="conversation-confirm"),
    path("conversations/<int:number>/agenda/", writing.add, name="conversation-agenda"),
    path("conversations/<int:number>/agenda/<int:item>/<slug:deed>/", writing.item, name="conversation-item"),
    path("conversations/<int:number>/notes/", writing.share, name="conversation-notes"),
    path("conversations/<int:number>/private/", writing.note_privately, name="conversation-private"),
    path("conversations/<int:number>/promises/", talking.promise, name="conversation-promise"),
    path("conversations/<int:number>/promises/<int:commitment>/<slug:deed>/", talking.judge, name="conversation-judge"),
    path("people/", people.my_people, name="my-people"),
    # A company's own ids may hold a slash.
    path("people/<path:key>/support/", person.support, name="person-support"),
    path("people/<path:key>/other-roles/", person.elsewhere, name="person-elsewhere"),
    path("people/<path:key>/record/", person.record, name="person-record"),
    path("people/<path:key>/conversations/plan/", talking.plan, name="conversation-plan"),
    path("people/<path:key>/conversations/", conversations.with_somebody, name="conversations-with"),
    path("people/<path:key>/talk/", deeds.talk, name="talk"),
    path("people/<path:key>/agree/", deeds.agree, name="agree"),
    path("people/<path:key>/expected/", agreeing.expected, name="expected"),
    path("people/<path:key>/expected/say/", agreeing.say, name="say"),
    path("people/<path:key>/expected/tailor/", agreeing.tailor, name="tailor"),
    path("people/<path:key>/expected/<int:number>/end/", agreeing.end, name="tailor-end"),
    path("people/<path:key>/", person.person, name="person"),
    path("gaps/<int:number>/", gap.gap, name="gap"),
    path("gaps/<int:number>/answer/", gap.respond, name="gap-respond"),
    path("gaps/<int:number>/plan/", plans.plan, name="plan"),
    path("gaps/<int:number>/plan/write/", plans.write_plan, name="plan-write"),
    path("gaps/<int:number>/plan/agree/", plans.agree, name="plan-agree"),
    path("gaps/<int:number>/plan/known/", plans.acknowledge, name="plan-acknowledge"),
    path("gaps/<int:number>/plan/commitments/<int:commitment>/", plans.kept, name="plan-kept"),
    path("gaps/<int:number>/plan/milestones/<int:milestone>/", plans.reached, name="plan-reached"),
    path("gaps/<int:number>/plan/end/", plans.end, name="plan-end"),
    path("gaps/<int:number>/cause/", plans.cause, name="plan-cause"),
    path("gaps/<int:number>/more-time/", plans.extend, name="plan-extend"),
    path("gaps/<int:number>/hearing/", hearings.hearing, name="hearing"),
    path("gaps/<int:number>/hearing/ask/", hearings.ask, name="hearing-ask"),
    path("gaps/<int:number>/answering/", answers.answering, name="answering"),
    path("gaps/<int:number>/answering/choose/", answers.choose, name="answering-choose"),
    path("gaps/<int:number>/answering/<int:choice>/done/", answers.say_done, name="answering-done"),
    path("hearings/", hearings.mine, name="hearings"),
    path("hearings/<int:number>/answer/", hearings.answer, name="hearing-answer"),
    path("hearings/<int:number>/time/", hearings.time, name="hearing-time"),
    path("hearings/<int:number>/reviewer/", hearing_reviewer.reviewer, name="hearing-reviewer"),
    path("hearings/<int:number>/review/", hearings.review, name="hearing-review"),
    path("hearings/<int:number>/end/", hearings.end, name="hearing-end"),
    path("gaps/<int:number>/packet.pdf", packet.packet, name="packet"),
    path("chain/", chain.chain, name="chain"),
    path("chain/rollup/", rollup.rollup, name="rollup"),
    path("chain/rollup.csv", rollup.rollup_csv, name="rollup-csv"),
    path("chain/rollup.xlsx", rollup.rollup_xlsx, name="rollup-xlsx"),
    path("chain/gaps.csv", rollup.gaps_csv, name="gaps-csv"),
    path("chain/duties.csv", rollup.duties_csv, name="duties-csv"),
    path("chain/teams/", teams.teams, name="teams"),
    path("chain/<path:key>/teams/", teams.teams_of, name="teams-of"),
    path("chain/waiting/", waiting.waiting, name="waiting"),
    path("chain/<path:key>/waiting/", waiting.waiting_of, name="waiting-of"),
    path("chain/<path:key>/rollup/", rollup.rollup_of, name="rollup-of"),
    path("chain/<path:key>/", chain.chain_of, name="chain-of"),
    path("levers/", levers.library, name="levers"),
    path("levers/add/", levers.add, name="lever-add"),
    path("levers/bring-in/", levers.bring_in, name="levers-bring-in"),
    path("levers/running/", levers_at_work.at_work, name="levers-running"),
    path("levers/running/<path:key>/report/", levers_at_work.report, name="measure-report"),
    path("levers/running/<path:key>/end/", levers_at_work.end, name="measure-end"),
    path("levers/running/<path:key>/take-back/", levers_at_work.take_back, name="measure-take-back"),
    path("levers/running/<path:key>/", levers_at_work.measure, name="measure"),
    path("levers/<int:number>/", levers.lever, name="lever"),
    path("levers/<int:number>/edit/", levers.edit, name="lever-edit"),
    path("levers/<int:number>/retire/", levers.retire, name="lever-retire"),
    path("levers/<int:number>/bring-back/", levers.bring_back, name="lever-bring-back"),
    path("levers/<int:number>/start/", levers_at_work.start, name="lever-start"),
    path("mirror/", mirror.mirror, name="mirror"),
    path("mirror/self-view/", mirror.self_view, name="mirror-self-view"),
    path("mirror/self-view/keep/", mirrored.keep_self_view, name="keep-self-view"),
    path("mirror/self-view/<int:number>/share/", mirrored.share, name="share-self-view"),
    path("mirror/voices/", mirror.voices, name="mirror-voices"),
    path("mirror/week/", mirrored.estimate, name="mirror-week"),
    path("mirror/development/", mirror.growth, name="mirror-growth"),
    path("mirror/development/set/", growing.set_aim, name="aim-set"),
    path("mirror/development/<int:number>/change/", growing.change_aim, name="aim-change"),
    path("mirror/development/<int:number>/promise/", growing.promise, name="aim-promise"),
    path("mirror/development/<int:number>/note/", growing.note_aim, name="aim-note"),
    path("mirror/development/<int:number>/settle/", growing.settle_aim, name="aim-settle"),
    path("mirror/of/<path:key>/development/", mirror.growth_of, name="growth-of"),
    path("mirror/of/<path:key>/", mirror.mirror_of, name="mirror-of"),
    path("duties/<int:number>/first-days/", beginning.keep_first_days, name="first-days"),
    path("duties/<int:number>/first-days/take-back/", beginning.first_days_back, name="first-days-back"),
    path("moves/", moves.moves, name="moves"),
    path("moves/propose/", moves.propose, name="propose-move"),
    path("moves/openings/new/", moves.new_opening, name="new-opening"),
    path("moves/openings/<int:number>/", moves.opening, name="opening"),
    path("moves/openings/<int:number>/end/", moves.end_opening, name="end-opening"),
    path("moves/<int:number>/", moves.move, name="move"),
    path("moves/<int:number>/tell/", move_deeds.tell, name="tell-move"),
    path("moves/<int:number>/answer/", move_deeds.answer, name="answer-move"),
    path("moves/<int:number>/decide/", move_deeds.decide, name="decide-move"),
    path("moves/<int:number>/decline/", move_deeds.decline, name="decline-move"),
    path("moves/<int:number>/withdraw/", move_deeds.withdraw, name="withdraw-move"),
    path("moves/<int:number>/take-back/", move_deeds.take_back, name="take-back-move"),
    path("moves/<int:number>/going/", move_deeds.say_going, name="say-going"),
    path("moves/<int:number>/exit/", moves.exit_path, name="exit-path"),
    path("moves/<int:number>/exit/asked/", move_deeds.exit_asked, name="exit-asked"),
    path("moves/<int:number>/exit/message/", move_deeds.exit_message, name="exit-message"),
    path("moves/<int:number>/exit/agree/", move_deeds.exit_agree, name="exit-agree"),
    path("moves/<int:number>/exit/steps/", move_deeds.exit_step, name="exit-step"),
    path("moves/<int:number>/exit/steps/<int:step>/", move_deeds.exit_tick, name="exit-tick"),
    path("moves/<int:number>/exit/note/", move_deeds.exit_note, name="exit-note"),
    path("roles/", roles.roles, name="roles"),
    path("roles/new/", roles_editing.new, name="role-new"),
    path("roles/<path:key>/edit/", roles_editing.edit, name="role-edit"),
    path("roles/<path:key>/versions/", roles.versions, name="role-versions"),
    path("roles/<path:key>/ask/", roles.ask, name="role-ask"),
    path("roles/<path:key>/", roles.role, name="role"),
    path("me/", me.me, name="me"),
    path("me/pulse/", mirror.pulse, name="pulse"),
    path("me/pulse/answer/", mirrored.answer_pulse, name="answer-pulse"),
    path("me/held/", me.held, name="held"),
    path("me/promises/", promises.promises, name="promises"),
    path("settings/", my_settings.my_settings, name="settings"),
    path("find/", finder.finder, name="finder"),
    path("components/", gallery.gallery, name="gallery"),
    path("company/", company.company, name="company"),
    path("company/bring/", company.bring, name="bring"),
    path("company/uploads/<int:number>/", company.upload, name="upload"),
    path("company/uploads/<int:number>/progress/", company.upload_progress, name="upload-progress"),
    path("company/uploads/<int:number>/load/", company.load, name="load"),
    path("company/ledger/", company.check_ledger, name="check-ledger"),
    path("company/fairness/", fairness.fairness, name="fairness"),
    path("company/fairness/groups/", fairness.bring_groups, name="bring-groups"),
    path("company/fairness/anew/", fairness.anew, name="fairness-anew"),
    path("company/fairness/progress/", fairness.progress, name="fairness-progress"),
    path("company/access/", company.access, name="access"),
    path("company/access/invite/", company.invite, name="invite"),
    path("company/access/<int:number>/close/", company.close_account, name="close-account"),
]
