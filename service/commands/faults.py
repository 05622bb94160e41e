"""What a command says when its settings or its database stand in the way: one kind line.

Never repeats a value: an address may hold a password. Any other fault stays what it is, for whoever mends it.
"""

from pydantic import ValidationError
from sqlalchemy.exc import ArgumentError, DBAPIError

from service.errors import UnsafeSettings


def words_of(fault: Exception) -> str | None:
    """The line to show, or None for a fault of our own."""
    if isinstance(fault, UnsafeSettings):
        return str(fault)
    if isinstance(fault, ValidationError) and fault.title == "Settings":
        return "; ".join(
            f"CANDOUR_{'_'.join(map(str, item['loc'])).upper()}: {item['msg']}" for item in fault.errors()
        )
    if isinstance(fault, ArgumentError):
        return "CANDOUR_DATABASE_URL is not understood: write sqlite:///path or postgresql://…"
    if isinstance(fault, DBAPIError) and fault.orig is not None:
        return f"the database of CANDOUR_DATABASE_URL cannot be used now ({type(fault.orig).__name__})"
    return None
