"""No answer sets a cookie, names elsewhere or changes anything (LEAKS 16, 17, 23, 24)."""
