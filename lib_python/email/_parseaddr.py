"""Addresses and dates, as email.utils has them."""

import _mailheaders

__all__ = ['mktime_tz', 'parsedate', 'parsedate_tz', 'quote']

mktime_tz = _mailheaders.seconds_of
AddrlistClass = _mailheaders.AddressParser


def parsedate_tz(data):
    """The date as a tuple of nine values as time.mktime() takes them, and its zone in seconds, or None."""
    return _mailheaders.parse_date(data)


def parsedate(data):
    """The date as time.mktime() takes it, or None for what is no date."""
    return _mailheaders.plain_date(parsedate_tz(data))


def quote(str):
    """The text as it has to be between double quotes."""
    return str.replace('\\', '\\\\').replace('"', '\\"')


class AddressList(_mailheaders.AddressSet, AddrlistClass):
    """The addresses in a header, as pairs of a name and an address."""

    def __init__(self, field):
        AddrlistClass.__init__(self, field)
        self.addresslist = self.getaddrlist() if field else []
