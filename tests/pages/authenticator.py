"""A virtual authenticator for a page, and what its PRF extension gave to the page."""

from dataclasses import replace
from typing import Any

from playwright.sync_api import Page

from tests.pages.live import Live

OPTIONS = {
    "protocol": "ctap2",
    "ctap2Version": "ctap2_1",
    "transport": "internal",
    "hasResidentKey": True,
    "hasUserVerification": True,
    "isUserVerified": True,
    "automaticPresenceSimulation": True,
}
WATCH = """
(() => {
  globalThis.prfOutputs = [];
  const digits = (byte) => byte.toString(16).padStart(2, "0");
  const hex = (buffer) => Array.from(new Uint8Array(buffer), digits).join("");
  for (const name of ["create", "get"]) {
    const real = CredentialsContainer.prototype[name];
    CredentialsContainer.prototype[name] = async function (options) {
      const made = await real.call(this, options);
      const first = made?.getClientExtensionResults?.().prf?.results?.first;
      if (first) globalThis.prfOutputs.push(hex(first));
      return made;
    };
  }
})();
"""
"""Keeps what the extension gave, so that a test can look for it on the wire."""


def named(live: Live) -> Live:
    """The same service under a name: a passkey belongs to a domain, and an address is none."""
    return replace(live, origin=live.origin.replace("127.0.0.1", "localhost"))


def add_authenticator(page: Page, *, prf: bool = True) -> Any:
    """Plug it in; answers the DevTools session that holds it."""
    session = page.context.new_cdp_session(page)
    session.send("WebAuthn.enable")
    session.send("WebAuthn.addVirtualAuthenticator", {"options": {**OPTIONS, "hasPrf": prf}})
    page.add_init_script(WATCH)
    return session


def prf_outputs(page: Page) -> list[bytes]:
    """What the extension has given to this page since it was loaded."""
    return [bytes.fromhex(one) for one in page.evaluate("globalThis.prfOutputs")]
