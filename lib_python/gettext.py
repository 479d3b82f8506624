"""Messages in the user's language, from the catalogs (.mo files) of GNU gettext.

The functions of GNU gettext work on a domain that is set for the whole program; libraries rather use
translation(), which gives an object with the methods gettext() and, for unicode, ugettext().
"""

import copy
import locale
import os
import re
import struct
import sys
from errno import ENOENT

__all__ = ['NullTranslations', 'GNUTranslations', 'Catalog', 'find', 'translation', 'install', 'textdomain',
           'bindtextdomain', 'bind_textdomain_codeset', 'dgettext', 'dngettext', 'gettext', 'lgettext',
           'ldgettext', 'ldngettext', 'lngettext', 'ngettext']

_default_localedir = os.path.join(sys.prefix, 'share', 'locale')


# Which plural form goes with a number is a C expression in the catalog.  It is read by precedence and
# written again as Python; nothing but n, decimal numbers and these operators gets through.

_token_pattern = re.compile(
    r'(?P<blank>[ \t]+)|(?P<token>[0-9]+\b|n\b|[()]|[-*/%+?:]|[><!]=?|==|&&|\|\|)|(?P<bad>\w+|.)', re.DOTALL)

_binary_ops = {}
for _level, _ops in enumerate(('||', '&&', '== !=', '< > <= >=', '+ -', '* / %'), 1):
    for _op in _ops.split():
        _binary_ops[_op] = _level
del _level, _ops, _op
_COMPARISONS = 3, 4

_c2py_ops = {'||': 'or', '&&': 'and', '/': '//'}


def _tokenize(plural):
    for found in _token_pattern.finditer(plural):
        if found.lastgroup == 'bad':
            raise ValueError('invalid token in plural form: %s' % found.group())
        if found.lastgroup == 'token':
            yield found.group()
    yield ''


def _error(value):
    if not value:
        return ValueError('unexpected end of plural form')
    return ValueError('unexpected token in plural form: %s' % value)


def _operand(tokens):
    # an operand with what negates it, as Python
    token, text = next(tokens), ''
    while token == '!':
        token, text = next(tokens), text + 'not '
    if token == '(':
        inner, token = _parse(tokens)
        if token != ')':
            raise ValueError('unbalanced parenthesis in plural form')
        return '%s(%s)' % (text, inner)
    if token == 'n':
        return text + token
    try:
        return '%s%d' % (text, int(token, 10))
    except ValueError:
        raise _error(token)


def _parse(tokens, priority=-1):
    # an expression of operators that bind at least so strongly, as Python, and the token after it
    text = _operand(tokens)
    token = next(tokens)
    before = None
    while _binary_ops.get(token, -2) >= priority and token in _binary_ops:
        level = _binary_ops[token]
        if level in _COMPARISONS and before in _COMPARISONS:
            text = '(%s)' % text    # Python would chain them
        right, after = _parse(tokens, level + 1)
        text = '%s %s %s' % (text, _c2py_ops.get(token, token), right)
        token, before = after, level
    if before == priority == 4:
        text = '(%s)' % text
    if token == '?' and priority <= 0:
        yes, token = _parse(tokens, 0)
        if token != ':':
            raise _error(token)
        no, token = _parse(tokens)
        text = '%s if %s else %s' % (yes, text, no)
        if priority == 0:
            text = '(%s)' % text
    return text, token


def _as_int(n):
    try:
        round(n)
    except TypeError:
        raise TypeError('Plural value must be an integer, got %s' % (n.__class__.__name__,))
    return n


def c2py(plural):
    """A function of n that computes a C expression, as catalogs have it for their plural forms."""
    if len(plural) > 1000:
        raise ValueError('plural form expression is too long')
    try:
        text, rest = _parse(_tokenize(plural))
        if rest:
            raise _error(rest)
        depth = 0
        for char in text:
            depth += (char == '(') - (char == ')')
            if depth > 20:
                raise ValueError('plural form expression is too complex')
        namespace = {'_as_int': _as_int}
        exec ('def func(n):\n'
              '    if not isinstance(n, int):\n'
              '        n = _as_int(n)\n'
              '    return int(%s)\n' % text) in namespace
        return namespace['func']
    except RuntimeError:
        raise ValueError('plural form expression is too complex')


def _expand_lang(locale):
    # the names under which a language may be found, the most special first
    from locale import normalize
    rest, parts = normalize(locale), []
    for mark in '@._':
        rest, found, tail = rest.partition(mark)
        parts.insert(0, found + tail)
    territory, codeset, modifier = parts
    names = []
    for mod in (modifier, '') if modifier else ('',):
        for code in (codeset, '') if codeset else ('',):
            for place in (territory, '') if territory else ('',):
                names.append(rest + place + code + mod)
    return names


def _either(msgid1, msgid2, n):
    return msgid1 if n == 1 else msgid2


class NullTranslations:
    """The interface of translations, without a catalog: messages stay as they are.

    What one object does not know its fallback may.
    """

    def __init__(self, fp=None):
        self._info = {}
        self._charset = self._output_charset = self._fallback = None
        if fp is not None:
            self._parse(fp)

    def _parse(self, fp):
        """Read a catalog; for subclasses."""

    def add_fallback(self, fallback):
        """Add an object to ask last."""
        if not self._fallback:
            self._fallback = fallback
        else:
            self._fallback.add_fallback(fallback)

    def gettext(self, message):
        """The translation as an 8-bit string."""
        return self._fallback.gettext(message) if self._fallback else message

    def lgettext(self, message):
        """The translation as an 8-bit string, in the encoding that the user prefers."""
        return self._fallback.lgettext(message) if self._fallback else message

    def ugettext(self, message):
        """The translation as a unicode string."""
        return self._fallback.ugettext(message) if self._fallback else unicode(message)

    def ngettext(self, msgid1, msgid2, n):
        """gettext() of one or the other message, as goes with n things."""
        fallback = self._fallback
        return fallback.ngettext(msgid1, msgid2, n) if fallback else _either(msgid1, msgid2, n)

    def lngettext(self, msgid1, msgid2, n):
        """lgettext() of one or the other message, as goes with n things."""
        fallback = self._fallback
        return fallback.lngettext(msgid1, msgid2, n) if fallback else _either(msgid1, msgid2, n)

    def ungettext(self, msgid1, msgid2, n):
        """ugettext() of one or the other message, as goes with n things."""
        fallback = self._fallback
        return fallback.ungettext(msgid1, msgid2, n) if fallback else unicode(_either(msgid1, msgid2, n))

    def info(self):
        """What the catalog says of itself, as a dictionary."""
        return self._info

    def charset(self):
        """The encoding of the catalog."""
        return self._charset

    def output_charset(self):
        """The encoding of 8-bit translations."""
        return self._output_charset

    def set_output_charset(self, charset):
        """Set the encoding of 8-bit translations."""
        self._output_charset = charset

    def install(self, unicode=False, names=None):
        """Make gettext(), or ugettext(), the built-in function _, and the functions named built-in too."""
        import __builtin__
        methods = {'gettext': self.ugettext if unicode else self.gettext,
                   'ngettext': self.ungettext if unicode else self.ngettext,
                   'lgettext': self.lgettext, 'lngettext': self.lngettext}
        built_in = __builtin__.__dict__
        built_in['_'] = methods['gettext']
        if hasattr(names, "__contains__"):
            for name in methods:
                if name in names:
                    built_in[name] = methods[name]


class GNUTranslations(NullTranslations):
    """The translations of a .mo file."""

    LE_MAGIC, BE_MAGIC = 0x950412deL, 0xde120495L

    def _parse(self, fp):
        """Read a .mo file.

        It begins with seven words: a magic number, which shows their byte order, a version, how many
        messages there are, and where the tables of (length, place) of messages and of translations are.
        The translation of the empty message is a header of "name: value" lines.
        """
        filename = getattr(fp, 'name', '')
        self._catalog = {}
        self.plural = lambda n: int(n != 1)     # what goes for the Germanic languages
        data = fp.read()
        order = {self.LE_MAGIC: '<', self.BE_MAGIC: '>'}.get(struct.unpack('<I', data[:4])[0])
        if order is None:
            raise IOError(0, 'Bad magic number', filename)
        _, count, originals, translations = struct.unpack(order + '4I', data[4:20])
        for _ in xrange(count):
            texts = []
            for entry in originals, translations:
                length, place = struct.unpack(order + 'II', data[entry:entry + 8])
                if place + length >= len(data):
                    raise IOError(0, 'File is corrupt', filename)
                texts.append(data[place:place + length])
            original, translated = texts
            if not original:
                self._read_header(translated)
            self._enter(original, translated)
            originals += 8
            translations += 8

    def _read_header(self, header):
        last = None
        for line in header.splitlines():
            line = line.strip()
            if not line:
                continue
            name, colon, value = line.partition(':')
            if not colon:
                # it goes on from the line before
                if last:
                    self._info[last] += '\n' + line
                continue
            last, value = name.strip().lower(), value.strip()
            self._info[last] = value
            if last == 'content-type':
                self._charset = value.split('charset=')[1]
            elif last == 'plural-forms':
                self.plural = c2py(value.split(';')[1].split('plural=')[1])

    def _enter(self, original, translated):
        # Both are made unicode where the encoding is known; plural forms are separated by null bytes.
        decode = (lambda text: unicode(text, self._charset)) if self._charset else (lambda text: text)
        if '\0' not in original:
            self._catalog[decode(original)] = decode(translated)
            return
        singular, _ = original.split('\0')
        singular = decode(singular)
        for number, form in enumerate(translated.split('\0')):
            self._catalog[singular, number] = decode(form)

    def _plural_form(self, message, n):
        return self._catalog[message, self.plural(n)]

    def _encoded(self, text):
        # 8-bit, as far as an encoding is known
        encoding = self._output_charset or self._charset
        return text.encode(encoding) if encoding else text

    def _encoded_for_user(self, text):
        return text.encode(self._output_charset or locale.getpreferredencoding())

    def gettext(self, message):
        if message in self._catalog:
            return self._encoded(self._catalog[message])
        return NullTranslations.gettext(self, message)

    def lgettext(self, message):
        if message in self._catalog:
            return self._encoded_for_user(self._catalog[message])
        return NullTranslations.lgettext(self, message)

    def ugettext(self, message):
        if message in self._catalog:
            return self._catalog[message]
        return NullTranslations.ugettext(self, message)

    def ngettext(self, msgid1, msgid2, n):
        try:
            return self._encoded(self._plural_form(msgid1, n))
        except KeyError:
            return NullTranslations.ngettext(self, msgid1, msgid2, n)

    def lngettext(self, msgid1, msgid2, n):
        try:
            return self._encoded_for_user(self._plural_form(msgid1, n))
        except KeyError:
            return NullTranslations.lngettext(self, msgid1, msgid2, n)

    def ungettext(self, msgid1, msgid2, n):
        try:
            return self._plural_form(msgid1, n)
        except KeyError:
            return NullTranslations.ungettext(self, msgid1, msgid2, n)


def find(domain, localedir=None, languages=None, all=0):
    """The .mo file of a domain, or None; with `all` a list of all that can be found.

    The languages, in the order of preference, are those of the environment unless given.
    """
    if localedir is None:
        localedir = _default_localedir
    if languages is None:
        languages = []
        for variable in 'LANGUAGE', 'LC_ALL', 'LC_MESSAGES', 'LANG':
            setting = os.environ.get(variable)
            if setting:
                languages = setting.split(':')
                break
        if 'C' not in languages:
            languages.append('C')
    names = []
    for language in languages:
        names += [name for name in _expand_lang(language) if name not in names]
    found = []
    for name in names:
        if name == 'C':
            break       # the language of the program
        path = os.path.join(localedir, name, 'LC_MESSAGES', domain + '.mo')
        if os.path.exists(path):
            if not all:
                return path
            found.append(path)
    return found if all else None


_translations = {}      # (class, path) -> translations


def translation(domain, localedir=None, languages=None, class_=None, fallback=False, codeset=None):
    """The translations of a domain, with those of less preferred languages as fallbacks.

    If there is no .mo file, IOError is raised, or with `fallback` messages stay as they are.
    """
    if class_ is None:
        class_ = GNUTranslations
    paths = find(domain, localedir, languages, all=1)
    if not paths:
        if not fallback:
            raise IOError(ENOENT, 'No translation file found for domain', domain)
        return NullTranslations()
    result = None
    for path in paths:
        key = class_, os.path.abspath(path)
        known = _translations.get(key)
        if known is None:
            with open(path, 'rb') as fp:
                known = _translations.setdefault(key, class_(fp))
        # a copy, which shares the catalog, but not the encoding and fallbacks
        known = copy.copy(known)
        if codeset:
            known.set_output_charset(codeset)
        if result is not None:
            result.add_fallback(known)
        else:
            result = known
    return result


Catalog = translation   # as GNOME's module had it


def install(domain, localedir=None, unicode=False, codeset=None, names=None):
    """Make the translations of a domain the built-in function _."""
    found = translation(domain, localedir, fallback=True, codeset=codeset)
    found.install(unicode, names)


# the interface of GNU gettext

_localedirs, _localecodesets = {}, {}   # by domain
_current_domain = 'messages'


def textdomain(domain=None):
    """Set the domain of the program, if one is given, and return it."""
    global _current_domain
    _current_domain = _current_domain if domain is None else domain
    return _current_domain


def bindtextdomain(domain, localedir=None):
    """Set the folder of a domain's catalogs, if one is given, and return it."""
    if localedir is not None:
        _localedirs[domain] = localedir
    return _localedirs.get(domain, _default_localedir)


def bind_textdomain_codeset(domain, codeset=None):
    """Set the encoding of a domain's 8-bit translations, if one is given, and return it."""
    if codeset is not None:
        _localecodesets[domain] = codeset
    return _localecodesets.get(domain)


def _bound(domain):
    # a domain's translations; if there are none, messages stay as they are
    try:
        return translation(domain, _localedirs.get(domain), codeset=_localecodesets.get(domain))
    except IOError:
        return NullTranslations()


def dgettext(domain, message):
    return _bound(domain).gettext(message)


def ldgettext(domain, message):
    return _bound(domain).lgettext(message)


def dngettext(domain, msgid1, msgid2, n):
    return _bound(domain).ngettext(msgid1, msgid2, n)


def ldngettext(domain, msgid1, msgid2, n):
    return _bound(domain).lngettext(msgid1, msgid2, n)


def gettext(message):
    return dgettext(_current_domain, message)


def lgettext(message):
    return ldgettext(_current_domain, message)


def ngettext(msgid1, msgid2, n):
    return dngettext(_current_domain, msgid1, msgid2, n)


def lngettext(msgid1, msgid2, n):
    return ldngettext(_current_domain, msgid1, msgid2, n)
