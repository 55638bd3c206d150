"""The addresses of the screens."""

from django.urls import URLPattern, URLResolver, path

from answerable.web.areas.chain import views as chain
from answerable.web.areas.company import views as company
from answerable.web.areas.finder import views as finder
from answerable.web.areas.gallery import views as gallery
from answerable.web.areas.gap import views as gap
from answerable.web.areas.me import settings as my_settings
from answerable.web.areas.me import views as me
from answerable.web.areas.people import views as people
from answerable.web.areas.person import views as person
from answerable.web.areas.today import deeds
from answerable.web.areas.today import views as today
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
    path("people/", people.my_people, name="my-people"),
    # A company's own ids may hold a slash.
    path("people/<path:key>/support/", person.support, name="person-support"),
    path("people/<path:key>/record/", person.record, name="person-record"),
    path("people/<path:key>/talk/", deeds.talk, name="talk"),
    path("people/<path:key>/agree/", deeds.agree, name="agree"),
    path("people/<path:key>/", person.person, name="person"),
    path("gaps/<int:number>/", gap.gap, name="gap"),
    path("gaps/<int:number>/answer/", gap.respond, name="gap-respond"),
    path("chain/", chain.chain, name="chain"),
    path("chain/<path:key>/", chain.chain_of, name="chain-of"),
    path("me/", me.me, name="me"),
    path("me/held/", me.held, name="held"),
    path("settings/", my_settings.my_settings, name="settings"),
    path("find/", finder.finder, name="finder"),
    path("components/", gallery.gallery, name="gallery"),
    path("company/", company.company, name="company"),
    path("company/bring/", company.bring, name="bring"),
    path("company/uploads/<int:number>/", company.upload, name="upload"),
    path("company/uploads/<int:number>/progress/", company.upload_progress, name="upload-progress"),
    path("company/uploads/<int:number>/load/", company.load, name="load"),
    path("company/ledger/", company.check_ledger, name="check-ledger"),
    path("company/access/", company.access, name="access"),
    path("company/access/invite/", company.invite, name="invite"),
    path("company/access/<int:number>/close/", company.close_account, name="close-account"),
]
