"""The office: what the store is to visitors, this is to moderators. All methods block; call them in a thread."""

from collections.abc import Sequence
from datetime import datetime
from typing import Any

from gallery import decisions, docket, moderators, passwords, sessions
from gallery.decisions import Action
from gallery.docket import Case, Cases, Line, Load
from gallery.moderators import Moderator
from gallery.office_tables import ModeratorRow
from gallery.phrases import Phrase
from gallery.problems import NotFound, WrongSignIn
from gallery.records import find_artwork
from gallery.store import Store
from gallery.trust import Level
from gallery.works import Artwork


class Office:
    """Signing in, looking at what lies before the moderators, and deciding."""

    def __init__(self, store: Store):
        self._database = store.database
        self._store = store

    def now(self) -> datetime:
        return self._store.clock()

    def sign_in(self, name: str, password: str, *, instead_of: str | None = None) -> tuple[str, Moderator]:
        """A new session's token, and who it is; a session that the browser had before ends.

        Raises WrongSignIn, which tells nobody which of the two was wrong, and TimeoutError.
        """
        with self._database.reading() as session:
            row = moderators.find(session, name)
            key, known = (row.key, row.password_hash) if row else ("", None)
        if not passwords.matches(password, known) or known is None:
            raise WrongSignIn(Phrase("The name or the password is not right."))
        renewed = passwords.hash_password(password) if passwords.is_outdated(known) else known
        with self._database.writing() as session:
            row = moderators.find(session, name)
            if row is None or row.password_hash != known:  # changed while it was being compared
                raise WrongSignIn(Phrase("The name or the password is not right."))
            if renewed != known:
                moderators.rehash(session, key, known, renewed)
            if instead_of is not None:
                sessions.end(session, instead_of)
            moderators.write_down(session, row.name, "sign-in", now=self.now())
            return sessions.begin(session, key, now=self.now()), moderators.moderator_of(row)

    def signed_in(self, token: str) -> Moderator | None:
        """Whose session this is, while it lasts."""
        with self._database.reading() as session:
            found = sessions.find(session, token, now=self.now())
        if found is None:
            return None
        moderator, to_be_noted = found
        if to_be_noted:
            with self._database.writing() as session:
                sessions.note(session, token, now=self.now())
        return moderator

    def sign_out(self, token: str) -> bool:
        """End a session; whether it was one."""
        with self._database.writing() as session:
            key = sessions.end(session, token)
            row = session.get(ModeratorRow, key) if key else None
            if row is not None:
                moderators.write_down(session, row.name, "sign-out", now=self.now())
            return row is not None

    def load(self) -> Load:
        """How much there is to do."""
        with self._database.reading() as session:
            return docket.load(session)

    def queue(self, after: str | None) -> Cases:
        """The works that wait, the longest first. Raises InvalidField for a page that is none."""
        with self._database.reading() as session:
            return docket.queue(session, after)

    def reported(self, after: str | None) -> Cases:
        """The works with open reports. Raises InvalidField for a page that is none."""
        with self._database.reading() as session:
            return docket.reported(session, after)

    def works(self, after: str | None, **wanted: Any) -> Cases:
        """Works by status, words or artist: see docket.works. Raises InvalidField for a page that is none."""
        with self._database.reading() as session:
            return docket.works(session, after, **wanted)

    def case(self, artwork_id: str) -> tuple[Case, Sequence[Line]]:
        """A work that was not withdrawn, and what was done about it. Raises NotFound."""
        with self._database.reading() as session:
            row = find_artwork(session, artwork_id)
            if row.status == "withdrawn":
                raise NotFound(Phrase("Its artist took this work down."))
            return docket.case(session, row), docket.log(session, None, artwork_id=artwork_id)[0]

    def hidden_because(self, artwork: Artwork) -> str | None:
        """Why a hidden work was hidden, as one of decisions.REASONS."""
        if artwork.status != "hidden":
            return None
        with self._database.reading() as session:
            lines, _ = docket.log(session, None, artwork_id=artwork.id)
        return next((line.about for line in lines if line.action == "hide"), None)

    def trusted(self) -> Sequence[tuple[str, Level, Case | None]]:
        """Who is trusted further than others."""
        with self._database.reading() as session:
            return docket.trusted(session)

    def log(self, after: str | None) -> tuple[Sequence[Line], str | None]:
        """What was done, the last first. Raises InvalidField for a page that is none."""
        with self._database.reading() as session:
            return docket.log(session, after)

    def decide(self, artwork_id: str, moderator: Moderator, action: Action, **said: Any) -> Case:
        """Approve, hide, restore, look again: see decisions.decide. Raises NotFound, ChangedMeanwhile."""
        with self._database.writing() as session:
            row = decisions.decide(session, artwork_id, moderator, action, now=self.now(), **said)
            session.flush()
            return docket.case(session, row)

    def settle_reports(self, artwork_id: str, moderator: Moderator) -> None:
        """What was reported of a work needs nothing more. Raises NotFound."""
        with self._database.writing() as session:
            decisions.settle_reports(session, artwork_id, moderator, now=self.now())

    def trust(self, artist: str, moderator: Moderator, level: Level) -> None:
        """Trust a browser's works that far from now on."""
        with self._database.writing() as session:
            decisions.trust_artist(session, artist, moderator, level, now=self.now())
