"""A founded organisation on both databases, and stories told against it."""

from collections.abc import Awaitable, Callable

import pytest

from tests.world import World, act, found

Story = Callable[[World], Awaitable[None]]


@pytest.fixture
def tell(database_url: str) -> Callable[[Story], None]:
    """Run an async story against the application on a founded database."""
    found(database_url)
    return lambda story: act(database_url, story)
