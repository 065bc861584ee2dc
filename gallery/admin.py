"""Who the moderators are: there is none until somebody at this machine adds one."""

import argparse
import getpass
import sys
from collections.abc import Sequence
from datetime import UTC, datetime

from sqlalchemy.orm import Session

from gallery import moderators
from gallery.commands import Refused, plainly
from gallery.database import Database
from gallery.moderators import MAX_NAME, ROLES
from gallery.office_tables import ModeratorRow
from gallery.passwords import LEAST, hash_password, weakness
from gallery.schema import bring_up_to_date
from gallery.settings import database_url

_HERE = "console"
"""Who does it, in the log: whoever may run commands on this machine."""


def run(asked: argparse.Namespace, database: Database) -> str:
    """Do what was asked for; what to say about it. Raises Refused."""
    return _COMMANDS[asked.command](asked, database)


def _add(asked: argparse.Namespace, database: Database) -> str:
    name = moderators.name_of(asked.name)
    if name is None:
        raise Refused(f"A name has 1 to {MAX_NAME} characters, one of them visible.")
    with database.reading() as session:
        if moderators.find(session, name):  # before a password is asked for
            raise _taken(name)
    hashed = hash_password(_new_password(name))
    with database.writing() as session:
        if not moderators.add(session, name, asked.role, hashed, now=_now()):
            raise _taken(name)
        moderators.write_down(session, _HERE, "add", now=_now(), about=name, note=asked.role)
    return f"{name} is {asked.role} now, and signs in at /moderation."


def _list(asked: argparse.Namespace, database: Database) -> str:
    with database.reading() as session:
        told = [f"{row.name}\t{row.role}\tsince {row.created_at:%Y-%m-%d}" for row in moderators.everybody(session)]
    return "\n".join(told) or "There are no moderators: python -m gallery.admin add NAME"


def _remove(asked: argparse.Namespace, database: Database) -> str:
    with database.writing() as session:
        row = _known(session, asked.name)
        moderators.remove(session, row)
        moderators.write_down(session, _HERE, "remove", now=_now(), about=row.name)
        return f"{row.name} is signed out and no moderator any more."


def _role(asked: argparse.Namespace, database: Database) -> str:
    with database.writing() as session:
        row = _known(session, asked.name)
        row.role = asked.role
        moderators.write_down(session, _HERE, "role", now=_now(), about=row.name, note=asked.role)
        return f"{row.name} is {row.role} now."


def _password(asked: argparse.Namespace, database: Database) -> str:
    with database.reading() as session:
        name = _known(session, asked.name).name
    hashed = hash_password(_new_password(name))
    with database.writing() as session:
        moderators.change_password(session, _known(session, name), hashed)
        moderators.write_down(session, _HERE, "password", now=_now(), about=name)
    return f"{name} has a new password and is signed out everywhere."


_COMMANDS = {"add": _add, "list": _list, "remove": _remove, "role": _role, "password": _password}


def _known(session: Session, name: str) -> ModeratorRow:
    row = moderators.find(session, name)
    if row is None:
        raise Refused(f"There is no moderator called {name}; python -m gallery.admin list names them all.")
    return row


def _taken(name: str) -> Refused:
    return Refused(f"{name} is a moderator already; `role` and `password` change what they are.")


def _new_password(name: str) -> str:
    """From the terminal, twice, unseen; or the first line of what is piped in. Raises Refused."""
    if sys.stdin.isatty():
        password = getpass.getpass(f"Password for {name}, at least {LEAST} characters: ")
        if password != getpass.getpass("Once more: "):
            raise Refused("The two were not the same; nothing has been changed.")
    else:
        password = sys.stdin.readline().rstrip("\r\n")
    fault = weakness(password, name=name)
    if fault:
        raise Refused(fault)
    return password


def _now() -> datetime:
    return datetime.now(UTC)


def _parser() -> argparse.ArgumentParser:
    parser = argparse.ArgumentParser(
        prog="python -m gallery.admin",
        description="The moderators of the gallery at DATABASE_URL. A password is asked for on the terminal, or read "
        "from what is piped in; it is never an argument, which others on the machine could see.",
    )
    commands = parser.add_subparsers(dest="command", required=True)
    role = {"choices": ROLES, "help": "moderator: looks at works; curator: arranges exhibitions; admin: both"}
    told = {
        "add": "a new one, with a password",
        "list": "who they are",
        "remove": "at once, and out of their sessions",
        "role": "what one may do",
        "password": "a new one; ends all sessions",
    }
    for command, words in told.items():
        made = commands.add_parser(command, help=words, description=f"{command}: {words}.")
        if command != "list":
            made.add_argument("name")
        if command == "role":
            made.add_argument("role", **role)
        if command == "add":
            made.add_argument("--role", default="admin", **role)
    return parser


def main(arguments: Sequence[str] | None = None) -> int:
    """0; SystemExit with a sentence when it was not done."""
    asked = _parser().parse_args(arguments)
    with plainly():
        bring_up_to_date(database_url())
        database = Database(database_url())
        try:
            print(run(asked, database))
        finally:
            database.close()
    return 0


if __name__ == "__main__":
    raise SystemExit(main())
