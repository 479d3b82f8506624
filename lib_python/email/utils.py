"""Addresses, dates and parameters of headers (library reference 19.1.10)."""

import base64
import os
import random
import re
import socket
import time
import urllib
import warnings

from quopri import decodestring as _qdecode

from email._parseaddr import AddressList as _AddressList
from email._parseaddr import mktime_tz, quote
from email._parseaddr import parsedate as _parsedate
from email._parseaddr import parsedate_tz as _parsedate_tz
from email.encoders import _bencode, _qencode

__all__ = ['collapse_rfc2231_value', 'decode_params', 'decode_rfc2231', 'encode_rfc2231', 'formataddr', 'formatdate',
           'getaddresses', 'make_msgid', 'mktime_tz', 'parseaddr', 'parsedate', 'parsedate_tz', 'unquote']

COMMASPACE, EMPTYSTRING, UEMPTYSTRING, CRLF, TICK = ', ', '', u'', '\r\n', "'"

specialsre = re.compile(r'[][\\()<>@,:;".]')
escapesre = re.compile(r'[][\\()"]')
ecre = re.compile(r'=\?(?P<charset>[^?]*?)\?(?P<encoding>[qb])\?(?P<atom>.*?)\?=', re.IGNORECASE)
rfc2231_continuation = re.compile(r'^(?P<name>\w+)\*((?P<num>[0-9]+)\*?)?$')

_DAYS, _MONTHS = 'Mon Tue Wed Thu Fri Sat Sun'.split(), 'Jan Feb Mar Apr May Jun Jul Aug Sep Oct Nov Dec'.split()


def _identity(s):
    return s


def _bdecode(s):
    return base64.decodestring(s) if s else s


def fix_eols(s):
    """The text with all line ends as they are in mail."""
    return re.sub('\r\n|\r|\n', CRLF, s)


def unquote(str):
    """The text without the quotes or angle brackets around it."""
    if len(str) > 1:
        if str[0] == '"' == str[-1]:
            return str[1:-1].replace('\\\\', '\\').replace('\\"', '"')
        if (str[0], str[-1]) == ('<', '>'):
            return str[1:-1]
    return str


# -- addresses

def formataddr(pair):
    """The text of a pair (name, address)."""
    name, address = pair
    if not name:
        return address
    mark = '"' if specialsre.search(name) else ''
    return mark + escapesre.sub(r'\\\g<0>', name) + mark + ' <%s>' % address


def getaddresses(fieldvalues):
    """All addresses in headers, as pairs."""
    return _AddressList(COMMASPACE.join(fieldvalues)).addresslist


def parseaddr(addr):
    """(name, address) of one address; ('', '') if there is none."""
    found = _AddressList(addr).addresslist
    return found[0] if found else ('', '')


# -- dates

def formatdate(timeval=None, localtime=False, usegmt=False):
    """A time, the present one if none is given, as headers have it; in UTC, which is called -0000 or GMT, or local."""
    timeval = time.time() if timeval is None else timeval
    if localtime:
        then = time.localtime(timeval)
        offset = time.altzone if time.daylight and then.tm_isdst else time.timezone
        hours, seconds = divmod(abs(offset), 3600)
        zone = '%s%02d%02d' % ('-' if offset > 0 else '+', hours, seconds // 60)
    else:
        then, zone = time.gmtime(timeval), 'GMT' if usegmt else '-0000'
    return '%s, %02d %s %04d %02d:%02d:%02d %s' % (
        _DAYS[then.tm_wday], then.tm_mday, _MONTHS[then.tm_mon - 1], then.tm_year, then.tm_hour, then.tm_min,
        then.tm_sec, zone)


def parsedate(data):
    """The date as time.mktime() takes it, or None."""
    return _parsedate(data) if data else None


def parsedate_tz(data):
    """The date with its zone in seconds, or None."""
    return _parsedate_tz(data) if data else None


def make_msgid(idstring=None):
    """A text for the header Message-ID that no other message has."""
    return '<%d.%d.%d%s@%s>' % (int(time.time() * 100), os.getpid(), random.getrandbits(64),
                                '' if idstring is None else '.' + idstring, socket.getfqdn())


# -- parameters (RFC 2231)

def decode_rfc2231(s):
    """[character set, language, text] of a parameter, the first two None if they are not told."""
    parts = s.split(TICK, 2)
    return parts if len(parts) == 3 else (None, None, s)


def encode_rfc2231(s, charset=None, language=None):
    """A text as a parameter has it."""
    text = urllib.quote(s, safe='')
    if charset is None and language is None:
        return text
    return TICK.join((str(charset), language or '', text))


def decode_params(params):
    """The parameters with those put together that come in pieces: (character set, language, text) in place of a text."""
    done, pieces = [params[0]], {}
    for name, value in params[1:]:
        value = unquote(value)
        found = rfc2231_continuation.match(name)
        if found is None:
            done.append((name, '"%s"' % quote(value)))
            continue
        number = found.group('num')
        number = number if number is None else int(number)
        pieces.setdefault(found.group('name'), []).append((number, value, name.endswith('*')))
    for name, some in pieces.items():
        some.sort()
        extended = any(encoded for _, _, encoded in some)
        text = quote(EMPTYSTRING.join([urllib.unquote(value) if encoded else value for _, value, encoded in some]))
        if extended:
            charset, language, text = decode_rfc2231(text)
            done.append((name, (charset, language, '"%s"' % text)))
        else:
            done.append((name, '"%s"' % text))
    return done


def collapse_rfc2231_value(value, errors='replace', fallback_charset='us-ascii'):
    """A parameter as one text, in unicode if its character set is told."""
    if not isinstance(value, tuple):
        return unquote(value)
    text = unquote(value[2])
    try:
        return unicode(text, value[0] or 'us-ascii', errors)
    except LookupError:
        return unicode(text, fallback_charset, errors)
