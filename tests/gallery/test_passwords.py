"""What makes a password, how it is kept, and what comparing one costs."""

import threading
from concurrent.futures import ThreadPoolExecutor

import argon2
import pytest

from gallery import passwords
from gallery.passwords import hash_password, is_outdated, matches, weakness

GOOD = "vier Wörter am Fenster"


def test_a_password_is_kept_as_argon2id_with_memory_enough():
    kept = argon2.extract_parameters(hash_password(GOOD))

    assert (kept.type, kept.parallelism) == (argon2.Type.ID, 1)
    assert 19 * 1024 <= kept.memory_cost <= 46 * 1024
    assert kept.time_cost >= 2


def test_only_the_password_itself_matches():
    kept = hash_password(GOOD)

    assert matches(GOOD, kept)
    assert not any(matches(other, kept) for other in (GOOD + " ", GOOD.lower(), "", "\ud800", GOOD + "\0"))
    assert kept != hash_password(GOOD)


def test_a_password_is_the_same_from_every_keyboard():
    assert matches("한글로 쓴 긴 비밀번호입니다", hash_password("한글로 쓴 긴 비밀번호입니다"))


def test_nobodys_password_is_compared_at_the_same_cost(monkeypatch):
    compared = []
    monkeypatch.setattr(passwords, "_HASHER", spying(compared))
    passwords._nobodys.cache_clear()

    assert not matches(GOOD, None)
    assert not matches(GOOD, hash_password("something else"))

    costs = {(kept.memory_cost, kept.time_cost, kept.parallelism) for kept in compared}
    assert (len(compared), len(costs)) == (2, 1)
    passwords._nobodys.cache_clear()


def spying(compared: list) -> argon2.PasswordHasher:
    class Spy(argon2.PasswordHasher):
        def verify(self, known, password):
            compared.append(argon2.extract_parameters(known))
            return super().verify(known, password)

    return Spy(time_cost=2, memory_cost=32 * 1024, parallelism=1)


def test_what_is_too_long_is_not_even_hashed(monkeypatch):
    monkeypatch.setattr(passwords, "_HASHER", None)

    assert not matches("x" * 1025, "hash")
    assert not matches("é" * 513, None)


def test_a_damaged_hash_lets_nobody_in():
    assert not matches(GOOD, "no hash at all")
    assert not matches("", "")


def test_two_are_hashed_at_once_and_no_more(monkeypatch):
    inside, most = 0, 0
    lock = threading.Lock()

    class Slow:
        def hash(self, password):
            nonlocal inside, most
            with lock:
                inside += 1
                most = max(most, inside)
            threading.Event().wait(0.02)
            with lock:
                inside -= 1
            return "hash"

    monkeypatch.setattr(passwords, "_HASHER", Slow())
    with ThreadPoolExecutor(8) as pool:
        assert list(pool.map(hash_password, ["x"] * 8)) == ["hash"] * 8

    assert most == 2


def test_who_finds_no_turn_to_hash_is_sent_away(monkeypatch):
    monkeypatch.setattr(passwords, "_AT_ONCE", threading.BoundedSemaphore(1))
    monkeypatch.setattr(passwords, "_PATIENCE_S", 0.01)
    passwords._AT_ONCE.acquire()

    with pytest.raises(TimeoutError):
        matches(GOOD, None)


def test_a_hash_of_other_parameters_is_outdated():
    assert not is_outdated(hash_password(GOOD))
    assert is_outdated(argon2.PasswordHasher(time_cost=1, memory_cost=8 * 1024, parallelism=1).hash(GOOD))


@pytest.mark.parametrize(
    ("password", "told"),
    [
        ("short", "at least 15"),
        ("", "at least 15"),
        ("aaaaaaaaaaaaaaaaaaaa", "guessed"),
        ("121212121212121212", "guessed"),
        ("MINAs langes Passwort", "guessed"),
        ("x1y2z3" * 200, "at most"),
        (GOOD, None),
        ("창가에 놓인 네 개의 낱말들", None),
    ],
)
def test_a_weak_password_is_named_as_what_it_is(password, told):
    fault = weakness(password, name="Mina")

    assert (told in fault) if told else fault is None
