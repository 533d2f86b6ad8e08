"""Which addresses may be called, however they are spelled, whoever a name leads to, and whatever it led to before."""

import socket
from ipaddress import ip_address

import pytest

from outside.addresses import NotAllowed, Rule, inside, public, system_resolver

#: Spellings of addresses that are not public, as a URL's host may be written; the system itself reads them.
SPELLED = (
    "127.0.0.1", "127.1", "127.0.1", "2130706433", "0x7f000001", "0x7f.1", "0x7f.0.0.1", "017700000001", "0177.0.0.1",
    "0177.0.0.01", "127.0.0.1.", "127.255.255.254", "0.0.0.0", "0", "0x0", "localhost", "localhost.", "LOCALHOST",
    "10.0.0.1", "167772161", "0xa.0.0.1", "012.0.0.1", "172.16.0.1", "192.168.1.1", "3232235777", "0xc0a80101",
    "169.254.169.254", "2852039166", "0xa9fea9fe", "0251.0376.0251.0376", "100.64.0.1", "198.18.0.1",
    "255.255.255.255", "224.0.0.1", "::1", "::", "::ffff:127.0.0.1", "::ffff:7f00:1",
)  # fmt: skip
#: Addresses that are not public, as a name may lead to them.
NOT_PUBLIC = (
    "::ffff:10.0.0.1", "::ffff:169.254.169.254", "::127.0.0.1", "::ffff:0:127.0.0.1", "64:ff9b::127.0.0.1",
    "64:ff9b::a9fe:a9fe", "64:ff9b:1::7f00:1", "2002:7f00:1::", "2002:a9fe:a9fe::1", "2002:c0a8:101::1",
    "2001:0:4136:e378:8000:63bf:3fff:fdd2", "2a00:1450::5efe:10.0.0.1", "2a00:1450::200:5efe:127.0.0.1", "fe80::1",
    "fe80::1%eth0", "fe80::5efe:127.0.0.1", "fc00::1", "fd12:3456::7", "fd00:ec2::254", "fec0::1", "ff02::1",
    "2001:db8::1", "3fff::1", "5f00::1", "100::1", "192.0.0.8", "192.0.0.192", "192.0.2.1", "192.88.99.1",
    "198.51.100.7", "203.0.113.5", "240.0.0.1", "0.1.2.3", "100.100.100.200", "168.63.129.16", "4000::1",
)  # fmt: skip
PUBLIC = (
    "93.184.215.14",
    "1.1.1.1",
    "2a00:1450:4009:81f::200e",
    "::ffff:1.1.1.1",
    "64:ff9b::101:101",
    "2002:101:101::1",
)


def rule(*found: str, named: frozenset[str] = frozenset()) -> Rule:
    """Any host leads to these addresses; what settings name is inside."""
    return Rule(frozenset({"other.example"}), frozenset(map(inside, named)), lambda _host, _port: list(found))


def test_there_are_as_many_spellings_as_let_half_of_all_string_checks_down() -> None:
    assert len(set(SPELLED)) == 38


@pytest.mark.parametrize("spelled", SPELLED)
def test_no_spelling_of_an_address_that_is_not_public_is_called(spelled: str) -> None:
    with pytest.raises((NotAllowed, OSError)):
        Rule(frozenset({spelled})).addresses("https", spelled, 443)


@pytest.mark.parametrize("address", NOT_PUBLIC)
def test_no_name_leads_to_an_address_that_is_not_public(address: str) -> None:
    assert not public(ip_address(address))
    with pytest.raises(NotAllowed, match="not public"):
        rule(address).addresses("https", "other.example", 443)


@pytest.mark.parametrize("address", PUBLIC)
def test_public_addresses_are_called_and_only_encrypted(address: str) -> None:
    assert rule(address).addresses("https", "other.example", 443) == [address]
    with pytest.raises(NotAllowed, match="https only"):
        rule(address).addresses("http", "other.example", 80)


def test_one_address_among_public_ones_that_is_not_is_reason_enough() -> None:
    with pytest.raises(NotAllowed, match=r"10\.0\.0\.7"):
        rule("1.1.1.1", "10.0.0.7").addresses("https", "other.example", 443)


def test_only_hosts_that_settings_name_are_called() -> None:
    with pytest.raises(NotAllowed, match="not among the systems"):
        rule("1.1.1.1").addresses("https", "another.example", 443)


def test_a_name_that_leads_elsewhere_the_second_time_is_called_where_it_led_the_first_time() -> None:
    """The addresses that were checked are what is connected to: nobody asks again in between."""
    answers = iter([["1.1.1.1"], ["127.0.0.1"]])
    rebound = Rule(frozenset({"other.example"}), resolve=lambda _host, _port: next(answers))

    assert rebound.addresses("https", "other.example", 443) == ["1.1.1.1"]
    with pytest.raises(NotAllowed, match=r"127\.0\.0\.1"):
        rebound.addresses("https", "other.example", 443)


def test_inside_is_exactly_the_address_and_port_that_settings_name() -> None:
    named = frozenset({"10.2.0.14:8443", "[fd12::7]:443"})

    assert rule("10.2.0.14", named=named).addresses("https", "other.example", 8443) == ["10.2.0.14"]
    assert rule("10.2.0.14", named=named).addresses("http", "other.example", 8443) == ["10.2.0.14"]
    assert rule("fd12::7", named=named).addresses("https", "other.example", 443) == ["fd12::7"]
    for address, port in (("10.2.0.14", 443), ("10.2.0.15", 8443), ("::ffff:10.2.0.14", 8443), ("fd12::7", 8443)):
        with pytest.raises(NotAllowed):
            rule(address, named=named).addresses("https", "other.example", port)


@pytest.mark.parametrize(
    "written",
    [
        "169.254.169.254:80", "[fe80::1]:80", "[fd00:ec2::254]:80", "100.100.100.200:80", "0.0.0.0:80", "[::]:80",
        "224.0.0.1:80", "[::ffff:10.0.0.1]:80", "[64:ff9b::10.0.0.1]:80", "10.0.0.1", "10.0.0.1:", "10.0.0.0/8:80",
        "intranet.example:80", "u@10.0.0.1:80", "10.0.0.1:99999", "167772161:80", "10.1:80", "",
    ],
)  # fmt: skip
def test_settings_cannot_name_what_is_no_other_system(written: str) -> None:
    with pytest.raises(ValueError):
        inside(written)


def test_a_name_without_an_address_is_not_known() -> None:
    with pytest.raises(OSError, match="has no address"):
        rule().addresses("https", "other.example", 443)


def test_the_system_is_asked_for_every_address_of_a_name_once() -> None:
    found = system_resolver("localhost", 80)

    assert "127.0.0.1" in found and len(found) == len(set(found))
    with pytest.raises(socket.gaierror):
        system_resolver("no such name.invalid", 80)
