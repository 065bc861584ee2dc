"""The office: what the store is to visitors, this is to moderators. All methods block; call them in a thread."""

from datetime import datetime

from gallery import moderators, passwords, sessions
from gallery.moderators import Moderator
from gallery.phrases import Phrase
from gallery.problems import WrongSignIn
from gallery.store import Store
from gallery.tables import ModeratorRow


class Office:
    """Signing in and out."""

    def __init__(self, store: Store):
        self._database = store.database
        self._store = store

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

    def now(self) -> datetime:
        return self._store.clock()
