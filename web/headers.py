"""The security headers of every response."""

import base64
import hashlib
import re

from starlette.datastructures import MutableHeaders

from web.settings import Web

#: Streamlit serves what its components show in frames from here.
COMPONENTS = "/component/"
#: And here the files that people open: kept, never shown in the browser, where one could run as a page of ours.
MEDIA = "/media/"
FILES = {
    "content-security-policy": "sandbox; default-src 'none'; frame-ancestors 'none'",
    "content-disposition": "attachment",
    "cache-control": "private, no-store",
}
INLINE_SCRIPT = re.compile(r"<script>(.*?)</script>", re.DOTALL)

#: For the pages of this folder, which need no script at all.
PLAIN_PAGE = (
    "default-src 'none'; style-src 'self'; img-src 'self'; form-action 'self'; base-uri 'none'; frame-ancestors 'none'"
)
#: For those of them that a script of our own helps, where a browser runs scripts.
HELPED_PAGE = f"{PLAIN_PAGE}; script-src 'self'"
#: Only where an older browser knows no Content-Security-Policy does X-Frame-Options speak.
EVERYWHERE = {
    "x-content-type-options": "nosniff",
    "referrer-policy": "same-origin",
    "cross-origin-opener-policy": "same-origin",
    "cross-origin-resource-policy": "same-origin",
    "permissions-policy": "camera=(), microphone=(), geolocation=(), payment=(), usb=()",
}


def script_hashes(html: str) -> tuple[str, ...]:
    """The sources that let a page's inline scripts run, and no others."""
    return tuple(f"'sha256-{_sha256(script)}'" for script in INLINE_SCRIPT.findall(html))


def harden(headers: MutableHeaders, path: str, web: Web) -> None:
    """Add what is not there yet: a page may ask for a stricter policy than the usual one."""
    framed = path.startswith(COMPONENTS)
    wanted = EVERYWHERE | {
        "content-security-policy": policy(web, framed),
        "x-frame-options": "SAMEORIGIN" if framed else "DENY",
    }
    if path.startswith(MEDIA) and "content-security-policy" not in headers:
        wanted |= FILES
    if web.secure:
        wanted["strict-transport-security"] = "max-age=31536000"
    for name, value in wanted.items():
        headers.setdefault(name, value)


def policy(web: Web, framed: bool) -> str:
    """Streamlit needs inline styles, wasm, and data addresses for images and fonts; nothing comes from elsewhere."""
    rules = {
        "default-src": "'self'",
        "script-src": " ".join(["'self'", *web.script_hashes, "'wasm-unsafe-eval'"]),
        "style-src": "'self' 'unsafe-inline'",
        "img-src": "'self' data: blob:",
        "font-src": "'self' data:",
        "connect-src": "'self'",
        "worker-src": "'self' blob:" if framed else "'self'",
        "object-src": "'none'",
        "base-uri": "'self'",
        "form-action": "'self'",
        "frame-ancestors": "'self'" if framed else "'none'",
    }
    return "; ".join(f"{name} {sources}" for name, sources in rules.items())


def _sha256(text: str) -> str:
    return base64.b64encode(hashlib.sha256(text.encode()).digest()).decode()
