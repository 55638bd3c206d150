"""All screens of the product: who meets them where."""

from dataclasses import dataclass

# The one gap of the staged company: that of seller-1.
GAP = "/gaps/1/"
BROUGHT = "an upload with problems"
TALK = "a conversation that is planned"


@dataclass(frozen=True, slots=True)
class Screen:
    """A screen.

    Attributes:
        name: what its pictures are called.
        path: its address.
        heading: what its first heading says, exactly.
        who: the name before the @ of who looks; empty for somebody who has not signed in.
        status: of the answer.
        is_empty: whether it is met in an installation in which nothing is yet.
        is_guarded: whether one is asked for the password again.
    """

    name: str
    path: str
    heading: str
    who: str = ""
    status: int = 200
    is_empty: bool = False
    is_guarded: bool = False


CLAIM = "Of each gap: is it real, whose is it, who must do what by when, and did it help?"

SCREENS = (
    Screen("welcome", "/", CLAIM, is_empty=True),
    Screen("set-up", "/set-up/", "Set it up", is_empty=True),
    Screen("sign-in", "/accounts/login/", "Sign in"),
    Screen("sign-up-closed", "/accounts/signup/", "Sign Up Closed"),
    Screen("password-forgotten", "/accounts/password/reset/", "Password Reset"),
    Screen("today", "/today/", "What my people need from me", "leader"),
    Screen("today-at-the-top", "/today/", "What my people need from me", "chief"),
    Screen("people", "/people/", "My people", "leader"),
    Screen("person", "/people/seller-1/", "Seller-1", "leader"),
    Screen("person-of-then", "/people/seller-6/", "Seller-6", "leader"),
    Screen("person-without-figures", "/people/new-leader/", "Nia Wolf", "director"),
    Screen("support", "/people/seller-1/support/", "Seller-1", "leader"),
    Screen("other-roles", "/people/seller-1/other-roles/", "Seller-1", "leader"),
    Screen("other-roles-of-mine", "/people/seller-1/other-roles/", "Seller-1", "seller"),
    Screen("record", "/people/seller-1/record/", "Seller-1", "leader"),
    Screen("gap", GAP, "Seller-1: Bookings", "chief"),
    Screen("gap-of-mine", GAP, "Seller-1: Bookings", "seller"),
    Screen("plan", f"{GAP}plan/", "Seller-1: Bookings", "leader"),
    Screen("plan-of-mine", f"{GAP}plan/", "Seller-1: Bookings", "seller"),
    Screen("plan-at-the-top", f"{GAP}plan/", "Seller-1: Bookings", "chief"),
    Screen("conversation", TALK, "Lee Okoro and Seller-1", "leader"),
    Screen("conversation-of-mine", TALK, "Lee Okoro and Seller-1", "seller"),
    Screen("conversations", "/conversations/", "My conversations", "leader"),
    Screen("conversations-none", "/conversations/", "My conversations", "stranger"),
    Screen("conversations-with", "/people/seller-2/conversations/", "Conversations with Seller-2", "leader"),
    Screen("conversations-of", "/people/seller-2/conversations/", "Conversations of Seller-2", "north-partner"),
    Screen("conversation-log", "/conversations/log/", "Log a conversation", "leader"),
    Screen("chain", "/chain/", "My line", "chief"),
    Screen("chain-of", "/chain/leader/", "Under Lee Okoro", "director"),
    Screen("chain-of-a-partner", "/chain/", "My units", "north-partner"),
    Screen("rollup", "/chain/rollup/", "Roll-up of my line", "chief"),
    Screen("rollup-of", "/chain/leader/rollup/", "Roll-up under Lee Okoro", "director"),
    Screen("rollup-by-unit", "/chain/rollup/?by=unit", "Roll-up of my line", "director"),
    Screen("rollup-of-a-partner", "/chain/rollup/", "Roll-up of my units", "north-partner"),
    Screen("teams", "/chain/teams/", "Teams in my line", "chief"),
    Screen("teams-of", "/chain/leader/teams/", "Teams under Lee Okoro", "director"),
    Screen("teams-of-a-partner", "/chain/teams/", "Teams in my units", "north-partner"),
    Screen("waiting", "/chain/waiting/", "What waiting costs in my line", "chief"),
    Screen("waiting-of", "/chain/leader/waiting/", "What waiting costs under Lee Okoro", "director"),
    Screen("waiting-of-a-partner", "/chain/waiting/", "What waiting costs in my units", "north-partner"),
    Screen("promises", "/me/promises/", "Promises", "seller"),
    Screen("levers", "/levers/", "Levers", "leader"),
    Screen("levers-narrowed", "/levers/?kind=tool&cause=resources", "Levers", "seller"),
    Screen("lever", "/levers/1/", "Pipeline review that coaches", "leader"),
    Screen("lever-edit", "/levers/1/edit/", "Change “Pipeline review that coaches”", "north-partner"),
    Screen("lever-add", "/levers/add/", "A new lever", "leader"),
    Screen("lever-start", "/levers/1/start/?people=seller-3", "Set “Pipeline review that coaches” to work", "leader"),
    Screen("levers-running", "/levers/running/", "Levers", "seller"),
    Screen("moves", "/moves/", "Moves", "leader"),
    Screen("moves-decided", "/moves/?show=decided", "Moves", "seller"),
    Screen("move-propose", "/moves/propose/?person=seller-1&case=1", "A move of Seller-1", "leader"),
    Screen("move-of-mine", "/moves/propose/?person=seller-2", "I would like to move", "peer"),
    Screen("opening-new", "/moves/openings/new/", "Open a place", "leader"),
    Screen("mirror", "/mirror/", "How I lead", "leader"),
    Screen("mirror-at-the-top", "/mirror/", "How I lead", "chief"),
    Screen("mirror-of", "/mirror/of/leader/", "How Lee Okoro leads", "director"),
    Screen("self-view", "/mirror/self-view/", "How I see it myself", "leader"),
    Screen("voices", "/mirror/voices/", "What my people say", "leader"),
    Screen("development", "/mirror/development/", "What I want to do better as a leader", "new-leader"),
    Screen("development-of", "/mirror/of/new-leader/development/", "How Nia Wolf grows as a leader", "director"),
    Screen("pulse", "/me/pulse/", "How I am led", "seller"),
    Screen("expected", "/people/seller-1/expected/", "Seller-1", "leader"),
    Screen("expected-of-me", "/people/seller-1/expected/", "Seller-1", "seller"),
    Screen("roles", "/roles/", "Roles", "leader"),
    Screen("roles-mine", "/roles/", "Roles", "seller"),
    Screen("role", "/roles/sells/", "Account Executive", "leader"),
    Screen("role-new", "/roles/new/", "A new role", "leader"),
    Screen("role-from-template", "/roles/new/?template=account-manager", "A new role", "leader"),
    Screen("role-edit", "/roles/sells/edit/", "Account Executive", "leader"),
    Screen("role-versions", "/roles/sells/versions/", "From version 1 to version 1", "leader"),
    Screen("role-ask", "/roles/sells/ask/", "Ask for agreement", "director"),
    Screen("hearing", f"{GAP}hearing/", "Seller-1: Bookings", "chief"),
    Screen("hearing-of-mine", f"{GAP}hearing/", "Seller-1: Bookings", "seller"),
    Screen("hearings", "/hearings/", "What waits for my side of it", "seller"),
    Screen("answering", f"{GAP}answering/", "Seller-1: Bookings", "chief"),
    Screen("answering-of-mine", f"{GAP}answering/", "Seller-1: Bookings", "seller"),
    Screen("me", "/me/", "Seller-1", "seller"),
    Screen("me-as-a-leader", "/me/", "Lee Okoro", "leader"),
    Screen("settings", "/settings/", "My settings", "leader"),
    Screen("company", "/company/", "Company", "administrator"),
    Screen("access", "/company/access/", "People and access", "administrator"),
    Screen("fairness", "/company/fairness/", "Fairness", "administrator"),
    Screen("upload-with-problems", BROUGHT, "An upload", "administrator"),
    Screen("components", "/components/", "Components", "leader"),
    Screen("not-yours", "/people/seller-1/", "This is not yours to see", "stranger", 403),
    Screen("nothing-here", "/nowhere/", "There is nothing here", "leader", 404),
    Screen("password", "/accounts/password/change/", "Change Password", "leader"),
    Screen("second-factor", "/accounts/2fa/", "Two-Factor Authentication", "leader"),
    Screen(
        "second-factor-app", "/accounts/2fa/totp/activate/", "Activate Authenticator App", "leader", is_guarded=True
    ),
    Screen("second-factor-key", "/accounts/2fa/webauthn/add/", "Add Security Key", "leader", is_guarded=True),
    Screen("confirm", "/accounts/reauthenticate/", "Confirm Access", "leader"),
    Screen("sign-out", "/accounts/logout/", "Sign Out", "leader"),
)
