"""`python -m gallery.admin`: the only way to become a moderator."""

import io
import sys

import pytest
from sqlalchemy import select

from gallery import admin
from gallery.office_tables import LogRow, ModeratorRow

PASSWORD = "four words at a window"
OTHER = "quite another set of words"


@pytest.fixture
def run(data, monkeypatch, capsys):
    """Runs the command with a password piped in; what it said, or why it did not."""

    def ran(*arguments: str, piped: str = PASSWORD) -> str:
        monkeypatch.setattr(sys, "stdin", io.StringIO(f"{piped}\n"))
        assert admin.main(arguments) == 0
        return capsys.readouterr().out.strip()

    return ran


@pytest.fixture
def sign_in(site, visit):
    def tried(name: str, password: str = PASSWORD) -> bool:
        return visit(site).post("/moderation/sign-in", data={"name": name, "password": password}).status_code == 303

    return tried


def test_there_is_no_moderator_until_one_is_added(run, sign_in):
    assert "no moderators" in run("list")
    assert not any(sign_in(name, password) for name in ("admin", "moderator", "") for password in ("admin", PASSWORD))

    run("add", "Mina")

    assert sign_in("Mina")
    assert run("list").split("\t")[:2] == ["Mina", "admin"]


def test_a_role_is_given_and_changed(run):
    run("add", "Jun", "--role", "curator")
    assert run("list").split("\t")[1] == "curator"

    run("role", "JUN", "moderator")

    assert run("list").split("\t")[1] == "moderator"


def test_who_is_removed_is_out_at_once(run, site, visit):
    run("add", "Mina")
    client = visit(site)
    client.post("/moderation/sign-in", data={"name": "Mina", "password": PASSWORD})
    assert client.get("/moderation").status_code == 200

    run("remove", "mina")

    assert client.get("/moderation").status_code == 401


def test_a_new_password_ends_what_the_old_one_began(run, site, visit, sign_in):
    run("add", "Mina")
    client = visit(site)
    client.post("/moderation/sign-in", data={"name": "Mina", "password": PASSWORD})

    run("password", "Mina", piped=OTHER)

    assert client.get("/moderation").status_code == 401
    assert (sign_in("Mina"), sign_in("Mina", OTHER)) == (False, True)


def test_a_password_is_asked_for_twice_on_a_terminal(run, monkeypatch, sign_in):
    def typed(*words):
        monkeypatch.setattr(sys, "stdin", type("Terminal", (io.StringIO,), {"isatty": lambda self: True})())
        answers = iter(words)
        monkeypatch.setattr(admin.getpass, "getpass", lambda prompt: next(answers))
        return admin.main(["add", "Mina"])

    with pytest.raises(SystemExit, match="not the same"):
        typed(PASSWORD, OTHER)
    assert typed(PASSWORD, PASSWORD) == 0
    assert sign_in("Mina")


@pytest.mark.parametrize(
    ("arguments", "piped", "told"),
    [
        (["add", "Mina"], PASSWORD, "already"),
        (["add", "MINA"], PASSWORD, "already"),
        (["add", "Jun"], "short", "at least 15"),
        (["add", "Jun"], "", "at least 15"),
        (["add", " "], PASSWORD, "1 to 40"),
        (["add", "x" * 41], PASSWORD, "1 to 40"),
        (["remove", "Jun"], "", "no moderator called Jun"),
        (["role", "Jun", "admin"], "", "no moderator called Jun"),
        (["password", "Jun"], OTHER, "no moderator called Jun"),
    ],
)
def test_what_cannot_be_done_is_told_in_a_sentence_and_changes_nothing(run, arguments, piped, told):
    run("add", "Mina")
    before = run("list")

    with pytest.raises(SystemExit, match=told):
        run(*arguments, piped=piped)

    assert run("list") == before


@pytest.mark.parametrize(
    "arguments", [[], ["add"], ["add", "Mina", PASSWORD], ["add", "Mina", "--role", "king"], ["list", "x"]]
)
def test_a_password_is_never_an_argument(run, arguments, capsys):
    with pytest.raises(SystemExit) as ended:
        run(*arguments)

    assert ended.value.code == 2


def test_the_console_is_in_the_log_too_and_no_password_is(run, site):
    run("add", "Mina", "--role", "curator")
    run("role", "Mina", "admin")
    run("password", "Mina", piped=OTHER)
    run("remove", "Mina")

    with site.state.store.database.reading() as session:
        lines = [(row.action, row.about, row.note) for row in session.scalars(select(LogRow).order_by(LogRow.at))]
        assert list(session.scalars(select(ModeratorRow))) == []
    assert lines == [
        ("add", "Mina", "curator"),
        ("role", "Mina", "admin"),
        ("password", "Mina", ""),
        ("remove", "Mina", ""),
    ]
