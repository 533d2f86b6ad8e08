"""What the web pages need to know of the organisation and the machine they stand on."""

from collections.abc import Callable, Collection, Mapping
from dataclasses import dataclass, field
from urllib.parse import urlsplit

from workflows.organisation import Contact


@dataclass(frozen=True)
class Web:
    """`origins` are the exact addresses people come by, such as `https://forms.example.gov.uk`."""

    organisation: str
    origins: tuple[str, ...]
    #: Signs visitors' cookies; 32 random bytes that outlive a restart.
    secret: bytes
    #: The `'sha256-…'` of Streamlit's inline scripts, see `headers.script_hashes`.
    script_hashes: tuple[str, ...] = ()
    brand: str = "#1d4f5c"
    #: Whom people may ask.
    contact: Contact = field(default_factory=Contact.model_construct)
    #: Its own pages at the foot of ours: the words and the address of each.
    links: Mapping[str, str] = field(default_factory=dict)
    #: Where somebody goes who has just signed in.
    home: str = "/inbox"
    #: One-click sign-ins, from this machine alone.
    demo: bool = False
    #: The languages that residents may begin a service in, beside English.
    languages: Callable[[], Collection[str]] = tuple
    #: The names of the organisation's teams and of its partners, by their ids.
    teams: Mapping[str, str] = field(default_factory=dict)
    partners: Mapping[str, str] = field(default_factory=dict)

    @property
    def secure(self) -> bool:
        return all(urlsplit(origin).scheme == "https" for origin in self.origins)
