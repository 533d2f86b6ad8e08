"""What is kept: the database behind one object, one file a noun."""

import os
from collections.abc import Callable

from engine.store import people as people
from engine.store import sessions as sessions
from engine.store.asked_of_others import AskedOfOthers
from engine.store.audit import Audit
from engine.store.bulk import Bulks
from engine.store.cases import Cases
from engine.store.codes import Codes
from engine.store.database import Database
from engine.store.drafts import Drafts
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
from engine.store.previews import Previews
from engine.store.saved import SavedFilters
from engine.store.tasks import Tasks
from engine.store.timers import Timers
from engine.store.versions import Versions


class Store:
    """Everything the engine keeps, by noun. Every call is one transaction."""

    def __init__(self, database: Database, salt: Callable[[int], bytes] = os.urandom) -> None:
        self.database = database
        self.cases = Cases(database, salt)
        self.tasks = Tasks(database)
        self.asked_of_others = AskedOfOthers(database)
        self.timers = Timers(database)
        self.drafts = Drafts(database)
        self.links = Links(database)
        self.codes = Codes(database)
        self.looks = Looks(database)
        self.files = Files(database)
        self.linked = LinkedCases(database)
        self.mentions = Mentions(database)
        self.versions = Versions(database)
        self.messages = Messages(database)
        self.audit = Audit(database)
        self.leases = Leases(database)
        self.pages = Pages(database)
        self.previews = Previews(database)
        self.saved = SavedFilters(database)
        self.bulks = Bulks(database)
        self.figures = Figures(database)
        self.going = Going(database)
        self.registers = people.StoredRegisters(database)
