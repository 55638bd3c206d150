"""A second factor is turned on and asked for, under the rules that keep foreign script out."""

import base64
import hashlib
import hmac
import struct
import time

from playwright.sync_api import Page, expect

from browser.installation import Served
from browser.windows import PASSWORD, Windows, confirm, picture, sign_in

KEY_OF_A_PHONE = {
    "protocol": "ctap2",
    "transport": "internal",
    "hasResidentKey": True,
    "hasUserVerification": True,
    "isUserVerified": True,
    "automaticPresenceSimulation": True,
}


def code_of(secret: str, seconds: float) -> str:
    """What an authenticator app shows (RFC 6238)."""
    counted = struct.pack(">Q", int(seconds) // 30)
    digest = hmac.new(base64.b32decode(secret), counted, hashlib.sha1).digest()
    number = struct.unpack(">I", digest[digest[-1] & 15 :][:4])[0] & 0x7FFFFFFF
    return f"{number % 1_000_000:06d}"


def to_second_factor(page: Page) -> None:
    """Go from one's settings to where second factors are."""
    page.goto("/settings/")
    page.get_by_role("link", name="A second factor: authenticator app or passkey").click()
    expect(page.get_by_role("heading", level=1)).to_have_text("Two-Factor Authentication")


def test_the_code_of_an_authenticator_app_is_that_of_the_standard():
    # RFC 6238, appendix B, the last six digits.
    secret = base64.b32encode(b"12345678901234567890").decode()

    codes = [code_of(secret, seconds) for seconds in (59, 1111111109, 20000000000)]

    assert codes == ["287082", "081804", "353130"]


def test_an_authenticator_app_is_turned_on_and_asked_for(windows: Windows, company: Served):
    page = windows.open(company)
    sign_in(page, "leader")
    to_second_factor(page)

    page.get_by_role("link", name="Activate").first.click()
    confirm(page)
    image = page.get_by_role("main").get_by_role("img")
    expect(image).to_be_visible()
    drawn = image.evaluate("one => one.naturalWidth")
    picture(page, "second-factor-on-1280-light")
    secret = page.get_by_label("Authenticator secret").input_value()
    page.get_by_label("Authenticator code").fill(code_of(secret, time.time()))
    page.get_by_role("button", name="Activate").click()
    expect(page.get_by_role("heading", level=1)).to_have_text("Recovery Codes")
    spare = page.get_by_role("textbox").input_value().split()[0]
    page.context.clear_cookies()
    page.goto("/accounts/login/")
    page.get_by_label("Email").fill("leader@example.com")
    page.get_by_label("Password").fill(PASSWORD)
    page.get_by_role("button", name="Sign in", exact=True).click()
    page.get_by_label("Code").fill(spare)
    page.get_by_role("button", name="Sign In", exact=True).click()

    assert drawn > 0
    expect(page.get_by_role("heading", level=1)).to_have_text("What my people need from me")


def test_a_passkey_is_added_and_signs_in(windows: Windows, company: Served):
    page = windows.open(company)
    phone = page.context.new_cdp_session(page)
    phone.send("WebAuthn.enable")
    phone.send("WebAuthn.addVirtualAuthenticator", {"options": KEY_OF_A_PHONE})
    sign_in(page, "director")
    to_second_factor(page)

    page.get_by_role("link", name="Add").click()
    confirm(page)
    page.get_by_label("Name").fill("my phone")
    page.get_by_label("Passwordless").check()
    page.get_by_role("button", name="Add").click()
    expect(page.get_by_role("heading", level=1)).to_have_text("Recovery Codes")
    page.context.clear_cookies()
    page.goto("/accounts/login/")
    page.get_by_role("button", name="Sign in with a passkey").click()

    expect(page.get_by_role("heading", level=1)).to_have_text("What my people need from me")
