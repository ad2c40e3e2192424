"""Values that strangers send to see what breaks."""

HUGE = str(10**30)
# Bytes in an address that no text has: a lone byte, too long a form, half of a surrogate pair, an end too early.
NO_TEXT = [
    "%ff",
    "a%80b",
    "%c0%80",
    "%c0%af",
    "%e0%80%af",
    "%ed%a0%80",
    "%ed%b0%80",
    "%f5%80%80%80",
    "%c3",
    "%f0%9f%98",
]
