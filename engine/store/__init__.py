"""What is kept: the database behind one object, one file a noun."""

import os
from collections.abc import Callable
from time import monotonic

from engine.store import people as people
from engine.store import sessions as sessions
from engine.store.asked_of_others import AskedOfOthers
from engine.store.audit import Audit
from engine.store.bulk import Bulks
from engine.store.cases import NO_REACH, Cases
from engine.store.clients import Clients
from engine.store.codes import Codes
from engine.store.database import Database
from engine.store.drafts import Drafts
from engine.store.effects import Effects, Reach
from engine.store.figures import Figures
from engine.store.files import Files
from engine.store.going import Going
from engine.store.leases import Leases
from engine.store.linked import LinkedCases
from engine.store.links import Links
from engine.store.looks import Looks
from engine.store.mentions import Mentions
from engine.store.messages import Messages
from engine.store.pages import Pages
from engine.store.payments import KeptPayments
from engine.store.previews import Previews
from engine.store.saved import SavedFilters
from engine.store.subscriptions import Subscriptions
from engine.store.tasks import Tasks
from engine.store.timers import Timers
from engine.store.versions import Versions


class Store:
    """Everything the engine keeps, by noun. Every call is one transaction.

    `read_only` refuses every change of cases, drafts and services. Who comes in, by which link, who looked at what and
    what they have read is written all the same: without that nobody could read.
    """

    def __init__(
        self,
        database: Database,
        salt: Callable[[int], bytes] = os.urandom,
        reach: Reach = NO_REACH,
        *,
        read_only: bool = False,
        seconds: Callable[[], float] = monotonic,
    ) -> None:
        self.database = database
        changing = database.still() if read_only else database
        self.subscriptions = Subscriptions(changing, seconds)
        self.cases = Cases(changing, self.subscriptions, salt, reach)
        self.effects = Effects(changing, reach)
        self.tasks = Tasks(changing)
        self.asked_of_others = AskedOfOthers(database)
        self.timers = Timers(changing)
        self.drafts = Drafts(changing)
        self.links = Links(database)
        self.clients = Clients(database)
        self.codes = Codes(database)
        self.looks = Looks(database)
        self.files = Files(changing, reach)
        self.linked = LinkedCases(changing)
        self.mentions = Mentions(database)
        self.versions = Versions(changing)
        self.messages = Messages(changing)
        self.audit = Audit(database)
        self.leases = Leases(database)
        self.pages = Pages(changing)
        self.payments = KeptPayments(changing)
        self.previews = Previews(changing)
        self.saved = SavedFilters(changing)
        self.bulks = Bulks(changing)
        self.figures = Figures(changing)
        self.going = Going(changing)
        self.registers = people.StoredRegisters(database)
