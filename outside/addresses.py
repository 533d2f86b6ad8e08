"""Which addresses a call may reach: any of the public internet, and inside the house only those that settings name."""

import socket
from collections.abc import Callable
from dataclasses import dataclass
from ipaddress import IPv4Address, IPv6Address, IPv6Network, ip_address, ip_network
from typing import TypeAlias
from urllib.parse import urlsplit

Address: TypeAlias = IPv4Address | IPv6Address
#: The addresses of a name, as numbers; an OSError where nobody knows it.
Resolver: TypeAlias = Callable[[str, int], list[str]]

#: Outside of this no IPv6 address is one machine of the internet.
UNICAST = IPv6Network("2000::/3")
#: For protocols, for old relays of 6to4 wherever they stand, and for books: the standard library knows them in part.
SPECIAL = tuple(map(ip_network, ("192.0.0.0/24", "192.88.99.0/24", "3fff::/20")))
#: A network that turns IPv4 into IPv6 has the IPv4 address in the last 32 bits.
TRANSLATED = IPv6Network("64:ff9b::/96")
#: The middle of an address that tunnels IPv4 (ISATAP), locally or universally given.
TUNNELLED = (0x0000_5EFE, 0x0200_5EFE)
#: What clouds tell a machine about itself, keys included, where that is no link-local address.
METADATA = frozenset(map(ip_address, ("fd00:ec2::254", "fd20:ce::254", "100.100.100.200", "168.63.129.16")))


class NotAllowed(Exception):
    """An address that is not called, in a sentence for whoever looks after the server."""


def system_resolver(host: str, port: int) -> list[str]:
    return list(dict.fromkeys(str(one[4][0]) for one in socket.getaddrinfo(host, port, type=socket.SOCK_STREAM)))


def public(address: Address) -> bool:
    """Whether it is one machine of the public internet, also where it is an IPv4 address in the clothes of IPv6."""
    if isinstance(address, IPv4Address):
        return _global(address)
    hidden = _hidden(address)
    if address.ipv4_mapped or address in TRANSLATED:
        return hidden is not None and public(hidden)
    return address in UNICAST and _global(address) and (hidden is None or public(hidden))


def _global(address: Address) -> bool:
    special = address.is_multicast or address.is_reserved or any(address in network for network in SPECIAL)
    return address.is_global and not special and address not in METADATA


def _hidden(address: IPv6Address) -> IPv4Address | None:
    """The IPv4 address inside."""
    last = int(address) & 0xFFFF_FFFF
    tunnelled = (int(address) >> 32) & 0xFFFF_FFFF in TUNNELLED
    if address in TRANSLATED or tunnelled:
        return IPv4Address(last)
    return address.ipv4_mapped or address.sixtofour


def inside(text: str) -> tuple[Address, int]:
    """An address of the house as settings write it, such as `10.2.0.14:8443` or `[fd12::7]:8443`; else a ValueError."""
    parts = urlsplit(f"//{text}")
    if parts.netloc != text or not parts.hostname or not parts.port or parts.username is not None:
        raise ValueError(f"Write {text} as an address in figures and a port, such as 10.2.0.14:8443")
    address = ip_address(parts.hostname)
    if address.is_link_local or address.is_multicast or address.is_unspecified or address in METADATA:
        raise ValueError(f"{text} is never called: it is no other system’s, or tells the keys of this one")
    if _wrapped(address):
        raise ValueError(f"Write {text} as the IPv4 address that it is")
    return address, parts.port


def _wrapped(address: Address) -> bool:
    return isinstance(address, IPv6Address) and _hidden(address) is not None


@dataclass(frozen=True)
class Rule:
    """`hosts` are the names that may be called at all; `inside` what they may lead to that is not public."""

    hosts: frozenset[str]
    inside: frozenset[tuple[Address, int]] = frozenset()
    resolve: Resolver = system_resolver

    def addresses(self, scheme: str, host: str, port: int) -> list[str]:
        """Where to connect to, and to nothing else: whoever resolves the name again may be told otherwise.

        Raises `NotAllowed`, or an OSError where the name is not known.
        """
        if host not in self.hosts:
            raise NotAllowed(f"{host} is not among the systems that this server may call")
        found = self.resolve(host, port)
        if not found:
            raise OSError(f"{host} has no address")
        for address in map(ip_address, found):
            self._check(scheme, host, address, port)
        return found

    def _check(self, scheme: str, host: str, address: Address, port: int) -> None:
        if (address, port) in self.inside:
            return
        if not public(address):
            raise NotAllowed(f"{host} leads to {address}, which is not public and is not named as inside")
        if scheme != "https":
            raise NotAllowed(f"{host} is called by https only, because the way there is public")
