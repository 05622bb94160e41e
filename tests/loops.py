"""Runs coroutines in a thread of their own: in the main thread a browser's event loop may be at rest."""

import asyncio
from collections.abc import Callable, Coroutine
from concurrent.futures import ThreadPoolExecutor
from typing import ParamSpec, TypeVar

Given = ParamSpec("Given")
Result = TypeVar("Result")


def apart(function: Callable[Given, Result], *given: Given.args, **named: Given.kwargs) -> Result:
    """What a function that starts a loop of its own returns, or raises."""
    with ThreadPoolExecutor(max_workers=1) as thread:
        return thread.submit(function, *given, **named).result()


def run(coroutine: Coroutine[object, object, Result]) -> Result:
    """What the coroutine returns, or raises."""
    return apart(asyncio.run, coroutine)
