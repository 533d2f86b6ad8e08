"""The file that names the other systems: what it says, and what is wrong in it, without a secret told."""

from datetime import UTC, datetime
from pathlib import Path

import pytest

from outside.others import NotUsable, Others, actions, look_ups, read, to_tell
from outside.signing import key_of

NOW = datetime(2027, 3, 1, 9, tzinfo=UTC)
SECRET = "whsec_MfKQ9r8GKYqrTwjUPD8ILPZIo2LaLaSw"
WHOLE = f"""
inside = ["10.2.0.14:8443"]
told = ["crm.example", "10.2.0.14"]

[calls.street-lights]
url = "https://lights.example/jobs"
secrets = ["{SECRET}"]

[hooks.county-court]
secrets = ["{SECRET}"]
services = ["parking-penalty"]
"""


def told(folder: Path, text: str) -> Others:
    (folder / "others.toml").write_text(text, "utf-8")
    return read(folder / "others.toml")


def test_it_names_who_keeps_lists_of_options(tmp_path: Path) -> None:
    lists = f'[look-ups.parishes]\nurl = "https://gis.example/parishes"\nsecrets = ["{SECRET}"]\n'

    others = told(tmp_path, WHOLE + lists)

    (kept,) = others.look_ups
    assert (kept.name, kept.url, kept.keys, kept.seconds) == (
        "parishes", "https://gis.example/parishes", (key_of(SECRET),), 2.0
    )  # fmt: skip
    assert list(look_ups(others, lambda: NOW, lambda: 0.0)) == ["parishes"]
    assert others.hosts == {"lights.example"}, "a host for lists is no host for calls"


def test_somebody_waits_for_a_list_so_that_it_has_three_seconds_at_most(tmp_path: Path) -> None:
    lists = f'[look-ups.parishes]\nurl = "https://gis.example"\nsecrets = ["{SECRET}"]\nseconds = 4\n'

    with pytest.raises(NotUsable, match=r"look-ups\.parishes\.seconds"):
        told(tmp_path, lists)


def test_it_names_whom_services_call_and_who_writes_to_cases(tmp_path: Path) -> None:
    others = told(tmp_path, WHOLE)

    (call,), (hook,) = others.calls, others.hooks
    assert (call.name, call.url, call.keys, call.seconds) == (
        "street-lights", "https://lights.example/jobs", (key_of(SECRET),), 10.0
    )  # fmt: skip
    assert (hook.name, hook.keys) == ("county-court", (key_of(SECRET),))
    assert hook.services == {"parking-penalty"}
    assert [(str(address), port) for address, port in others.inside] == [("10.2.0.14", 8443)]
    assert (others.hosts, others.told) == ({"lights.example"}, {"crm.example", "10.2.0.14"})
    assert list(actions(others, lambda: NOW, lambda: 0.0)) == ["street-lights"]


@pytest.mark.parametrize(
    ("was", "now", "said"),
    [
        ("https://lights", "ftp://lights", "calls.street-lights.url: Write an address such as https://"),
        ("https://lights", "https://me:pass@lights", "without a name or password in it"),
        ("https://lights.example/jobs", "https://", "Write an address such as https://"),
        ("https://lights.example/jobs", "https://xn--/", "This is no web address"),
        ("lights.example/", f"{'l' * 64}.example/", "This is no web address"),
        ("10.2.0.14:8443", "10.2.0.14", "inside.0: Write 10.2.0.14 as an address in figures and a port"),
        ("10.2.0.14:8443", "169.254.169.254:80", "is never called"),
        ('"crm.example"', '"crm.example/path"', "told.0: Write crm.example/path as a name alone"),
        ('"crm.example"', '"CRM.example"', "told.0: Write CRM.example as a name alone"),
        ('"crm.example"', '"crm.example:8443"', "told.0: Write crm.example:8443 as a name alone"),
        ('"crm.example"', "7", "told.0: Write it in quotes"),
        ('"10.2.0.14:8443"', "7", "inside.0: Write it in quotes"),
        (f'"{SECRET}"', '"open sesame"', "calls.street-lights.secrets.0: A secret is whsec_"),
        (f'["{SECRET}"]', "[]", "calls.street-lights.secrets:"),
        ("[calls.street-lights]", "[calls.Street_Lights]", "calls.Street_Lights.[key]"),
        ("[calls.street-lights]", "[calls.street-lights]\nseconds = 900", "calls.street-lights.seconds"),
        ("[calls.street-lights]", "[calls.street-lights]\nsecret = 1", "calls.street-lights.secret: "),
        ('["parking-penalty"]', "[]", "hooks.county-court.services"),
        ("inside", "insides", "insides: "),
        ("[calls", "[[calls", "cannot be read"),
    ],
)
def test_what_is_wrong_is_said_with_its_place(tmp_path: Path, was: str, now: str, said: str) -> None:
    assert was in WHOLE
    with pytest.raises(NotUsable) as error:
        told(tmp_path, WHOLE.replace(was, now))

    assert said in str(error.value)
    assert SECRET not in str(error.value) and "sesame" not in str(error.value)


def test_a_file_that_is_not_there_or_no_text_is_said(tmp_path: Path) -> None:
    (tmp_path / "binary").write_bytes(b"\xff\xfe")

    for name in ("nowhere", "binary"):
        with pytest.raises(NotUsable, match=f"{name} cannot be read"):
            read(tmp_path / name)


def test_a_client_names_an_address_of_a_host_that_may_be_told_and_no_other(tmp_path: Path) -> None:
    others = told(tmp_path, WHOLE)

    assert to_tell(others, "https://CRM.example:8443/wherry?of=ü") == "https://crm.example:8443/wherry?of=%C3%BC"
    assert to_tell(others, "http://10.2.0.14:8443/") == "http://10.2.0.14:8443/"
    for url, why in (
        ("https://lights.example/jobs", "lights.example is not among the hosts"),
        ("https://crm.example.evil.example/", "is not among the hosts"),
        ("https://crm.example@evil.example/", "without a name or password"),
        ("http://crm.example/", "begins with https://"),
        ("https://10.2.0.1/", "10.2.0.1 is not among the hosts"),
        ("file:///etc/passwd", "Write an address such as https://"),
        ("\ud800", "This is no web address"),
    ):
        with pytest.raises(ValueError, match=why):
            to_tell(others, url)
