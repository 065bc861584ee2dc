"""A gallery where works wait until Mina has looked at them, on either database."""

import httpx
import pytest


@pytest.fixture(params=["sqlite", "postgresql"])
def backend(request) -> str:
    return request.param


@pytest.fixture
def site(open_site):
    return open_site(moderation=True)


@pytest.fixture
def mina(site, sign_in) -> httpx.Client:
    """A moderator's browser."""
    return sign_in(site, "Mina", "moderator")
