"""All screens of the product: who meets them where."""

from dataclasses import dataclass

# The one gap of the staged company: that of seller-1.
GAP = "/gaps/1/"
BROUGHT = "an upload with problems"


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
    Screen("record", "/people/seller-1/record/", "Seller-1", "leader"),
    Screen("gap", GAP, "Seller-1: Bookings", "chief"),
    Screen("gap-of-mine", GAP, "Seller-1: Bookings", "seller"),
    Screen("chain", "/chain/", "My line", "chief"),
    Screen("chain-of", "/chain/leader/", "Under Lee Okoro", "director"),
    Screen("chain-of-a-partner", "/chain/", "My units", "north-partner"),
    Screen("me", "/me/", "Seller-1", "seller"),
    Screen("me-as-a-leader", "/me/", "Lee Okoro", "leader"),
    Screen("settings", "/settings/", "My settings", "leader"),
    Screen("company", "/company/", "Company", "administrator"),
    Screen("access", "/company/access/", "People and access", "administrator"),
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
