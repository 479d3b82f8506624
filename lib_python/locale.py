"""Locales (library reference 23.2): conventions for numbers, money, text and dates, as the C library has them."""

import encodings
import encodings.aliases
import functools
import os
import re
import sys
from __builtin__ import str as _builtin_str

try:
    from _locale import *
    from _locale import Error, CHAR_MAX, LC_ALL, LC_COLLATE, LC_CTYPE, LC_MONETARY, LC_NUMERIC, LC_TIME
    from _locale import localeconv as _c_localeconv, setlocale as _setlocale, strcoll, strxfrm
except ImportError:
    # nothing but the locale C
    CHAR_MAX = 127
    LC_ALL, LC_COLLATE, LC_CTYPE, LC_MESSAGES, LC_MONETARY, LC_NUMERIC, LC_TIME = 6, 3, 0, 5, 4, 1, 2
    Error, strcoll = ValueError, cmp

    def _c_localeconv():
        amounts = dict.fromkeys(('frac_digits', 'int_frac_digits', 'n_cs_precedes', 'n_sep_by_space', 'n_sign_posn',
                                 'p_cs_precedes', 'p_sep_by_space', 'p_sign_posn'), CHAR_MAX)
        texts = dict.fromkeys(('currency_symbol', 'int_curr_symbol', 'mon_decimal_point', 'mon_thousands_sep',
                               'negative_sign', 'positive_sign', 'thousands_sep'), '')
        return dict(amounts, decimal_point='.', grouping=[CHAR_MAX], mon_grouping=[], **texts)

    def _setlocale(category, value=None):
        if value not in (None, '', 'C'):
            raise Error('_locale emulation only supports "C" locale')
        return 'C'

    def strxfrm(s):
        return s

__all__ = ["getlocale", "getdefaultlocale", "getpreferredencoding", "Error", "setlocale", "resetlocale", "localeconv",
           "strcoll", "strxfrm", "str", "atof", "atoi", "format", "format_string", "currency", "normalize", "LC_CTYPE",
           "LC_COLLATE", "LC_TIME", "LC_MONETARY", "LC_NUMERIC", "LC_ALL", "CHAR_MAX"]
if 'LC_MESSAGES' in globals():
    __all__.append("LC_MESSAGES")

_override_localeconv = {}


@functools.wraps(_c_localeconv)
def localeconv():
    return dict(_c_localeconv(), **_override_localeconv)


# -- numbers

def _sizes(grouping):
    # the sizes of groups from the right: the last goes on for ever after a 0, and groups end at CHAR_MAX
    size = None
    for each in grouping:
        if each == CHAR_MAX:
            return
        if each == 0:
            while size:
                yield size
            return
        size = each
        yield size


def _group(s, monetary=False):
    # (a number with its digits in groups, how many separators that took)
    convention = localeconv()
    separator = convention['mon_thousands_sep' if monetary else 'thousands_sep']
    grouping = convention['mon_grouping' if monetary else 'grouping']
    if not grouping:
        return s, 0
    body = s.rstrip(' ')
    after = s[len(body):]
    digits = body.lstrip(' ')
    before = body[:len(body) - len(digits)]
    groups = []
    for size in _sizes(grouping):
        if not digits or digits[-1] not in "0123456789":
            # a sign is left: it belongs to the first group
            before, digits = before + digits, ''
            break
        groups.append(digits[-size:])
        digits = digits[:-size]
    if digits:
        groups.append(digits)
    groups.reverse()
    return before + separator.join(groups) + after, len(separator) * (len(groups) - 1)


_percent_re = re.compile(r'%(?:\((?P<key>.*?)\))?(?P<modifiers>[-#0-9 +*.hlL]*?)[eEfFgGdiouxXcrs%]')


def _without_blanks(s, amount):
    # blanks make room for separators
    while amount and s[:1] == ' ':
        s, amount = s[1:], amount - 1
    while amount and s[-1:] == ' ':
        s, amount = s[:-1], amount - 1
    return s


def format(percent, value, grouping=False, monetary=False, *additional):
    """percent % value as the locale writes numbers, with digits in groups if asked for."""
    match = _percent_re.match(percent)
    if not match or len(match.group()) != len(percent):
        raise ValueError("format() must be given exactly one %%char format specifier, %s not valid" % repr(percent))
    return _format(percent, value, grouping, monetary, *additional)


def _format(percent, value, grouping=False, monetary=False, *additional):
    text = percent % ((value,) + additional if additional else value)
    kind = percent[-1]
    if kind in 'eEfFgG':
        parts, added = text.split('.'), 0
        if grouping:
            parts[0], added = _group(parts[0], monetary=monetary)
        text = localeconv()['mon_decimal_point' if monetary else 'decimal_point'].join(parts)
        return _without_blanks(text, added) if added else text
    if kind in 'diu' and grouping:
        text, added = _group(text, monetary=monetary)
        return _without_blanks(text, added) if added else text
    return text


def format_string(f, val, grouping=False):
    """f % val as the locale writes numbers."""
    specs = list(_percent_re.finditer(f))
    plain = _percent_re.sub('%s', f)
    shown = []
    if hasattr(val, 'keys'):
        for spec in specs:
            shown.append('%' if spec.group()[-1] == '%' else format(spec.group(), val, grouping))
        return plain % tuple(shown)
    values, at = val if isinstance(val, tuple) else (val,), 0
    for spec in specs:
        if spec.group()[-1] == '%':
            shown.append('%')
            continue
        stars = spec.group('modifiers').count('*')
        shown.append(_format(spec.group(), values[at], grouping, False, *values[at + 1:at + 1 + stars]))
        at += 1 + stars
    return plain % tuple(shown)


def currency(val, symbol=True, grouping=False, international=False):
    """An amount of money as the locale writes it."""
    convention = localeconv()
    digits = convention['int_frac_digits' if international else 'frac_digits']
    if digits == CHAR_MAX:
        raise ValueError("Currency formatting is not possible using the 'C' locale.")
    # < and > are where a sign may go that is put next to the amount
    text = '<' + format('%%.%if' % digits, abs(val), grouping, monetary=True) + '>'
    which = 'n' if val < 0 else 'p'
    if symbol:
        unit = convention['int_curr_symbol' if international else 'currency_symbol']
        gap = ' ' if convention[which + '_sep_by_space'] else ''
        text = unit + gap + text if convention[which + '_cs_precedes'] else text + gap + unit
    place = convention[which + '_sign_posn']
    sign = convention['negative_sign' if val < 0 else 'positive_sign']
    if place == 0:
        text = '(' + text + ')'
    elif place == 1:
        text = sign + text
    elif place == 2:
        text = text + sign
    elif place == 3:
        text = text.replace('<', sign)
    elif place == 4:
        text = text.replace('>', sign)
    else:
        text = sign + text
    return text.replace('<', '').replace('>', '')


def str(val):
    """A float as text, with the locale's decimal point."""
    return format("%.12g", val)


def atof(string, func=float):
    """The number that a text in the locale's writing stands for."""
    convention = localeconv()
    if convention['thousands_sep']:
        string = string.replace(convention['thousands_sep'], '')
    if convention['decimal_point']:
        string = string.replace(convention['decimal_point'], '.')
    return func(string)


def atoi(str):
    """The integer that a text in the locale's writing stands for."""
    return atof(str, int)


# -- names

# The code of a language or of language and country, and the encoding that goes with it unless another is given.
locale_encoding_alias = {'437': 'C', 'c': 'C', 'en': 'ISO8859-1', 'jis': 'JIS7', 'jis7': 'JIS7', 'ajec': 'eucJP',
                         'ascii': 'ISO8859-1', 'latin_1': 'ISO8859-1', 'iso8859_1': 'ISO8859-1',
                         'iso8859_10': 'ISO8859-10', 'iso8859_11': 'ISO8859-11', 'iso8859_13': 'ISO8859-13',
                         'iso8859_14': 'ISO8859-14', 'iso8859_15': 'ISO8859-15', 'iso8859_16': 'ISO8859-16',
                         'iso8859_2': 'ISO8859-2', 'iso8859_3': 'ISO8859-3', 'iso8859_4': 'ISO8859-4',
                         'iso8859_5': 'ISO8859-5', 'iso8859_6': 'ISO8859-6', 'iso8859_7': 'ISO8859-7',
                         'iso8859_8': 'ISO8859-8', 'iso8859_9': 'ISO8859-9', 'iso2022_jp': 'JIS7', 'shift_jis': 'SJIS',
                         'tactis': 'TACTIS', 'euc_jp': 'eucJP', 'euc_kr': 'eucKR', 'utf_8': 'UTF-8', 'utf8': 'UTF-8',
                         'koi8_r': 'KOI8-R', 'koi8_u': 'KOI8-U', 'cp1251': 'CP1251', 'cp1255': 'CP1255',
                         'cp1256': 'CP1256'}

locale_alias = {'c': 'C', 'posix': 'C', 'c.utf8': 'en_US.UTF-8', 'c.ascii': 'C', 'c.en': 'C', 'utf8': 'en_US.UTF-8',
                'english': 'en_EN.ISO8859-1', 'german': 'de_DE.ISO8859-1', 'french': 'fr_FR.ISO8859-1',
                'spanish': 'es_ES.ISO8859-1', 'italian': 'it_IT.ISO8859-1', 'dutch': 'nl_NL.ISO8859-1',
                'portuguese': 'pt_PT.ISO8859-1', 'russian': 'ru_RU.ISO8859-5', 'japanese': 'ja_JP.eucJP',
                'korean': 'ko_KR.eucKR', 'chinese-s': 'zh_CN.eucCN', 'chinese-t': 'zh_TW.eucTW'}
for _encoding, _names in (
        ('ISO8859-1', 'br_FR ca_ES da_DK de_AT de_BE de_CH de_DE de_LU en_AU en_BE en_CA en_GB en_HK en_IE en_IN en_NZ '
                      'en_PH en_SG en_US en_ZA es_AR es_BO es_CL es_CO es_CR es_DO es_EC es_ES es_GT es_HN es_MX es_NI '
                      'es_PA es_PE es_PR es_PY es_SV es_US es_UY es_VE eu_ES fi_FI fo_FO fr_BE fr_CA fr_CH fr_FR fr_LU '
                      'gl_ES id_ID is_IS it_CH it_IT kl_GL ms_MY nb_NO nl_BE nl_NL nn_NO no_NO oc_FR pt_BR pt_PT sq_AL '
                      'sv_FI sv_SE sw_KE'),
        ('ISO8859-2', 'bs_BA cs_CZ hr_HR hu_HU pl_PL ro_RO sk_SK sl_SI'), ('ISO8859-3', 'eo_XX mt_MT'),
        ('ISO8859-5', 'mk_MK'), ('UTF-8', 'bn_IN fa_IR hi_IN hy_AM mr_IN ne_NP sr_RS ta_IN te_IN ur_PK'),
        ('ISO8859-6', 'ar_AA ar_AE ar_BH ar_DZ ar_EG ar_IQ ar_JO ar_KW ar_LB ar_LY ar_MA ar_OM ar_QA ar_SA ar_SY '
                      'ar_TN ar_YE'),
        ('ISO8859-7', 'el_GR'), ('ISO8859-8', 'he_IL'), ('ISO8859-9', 'tr_TR'), ('ISO8859-13', 'lt_LT lv_LV mi_NZ'),
        ('ISO8859-14', 'cy_GB ga_IE'), ('ISO8859-15', 'et_EE'), ('CP1251', 'be_BY bg_BG'), ('UTF-8', 'ru_RU uk_UA'),
        ('KOI8-U', 'uk_UA'), ('eucJP', 'ja_JP'), ('eucKR', 'ko_KR'), ('gb2312', 'zh_CN'), ('big5', 'zh_TW zh_HK'),
        ('ISO8859-11', 'th_TH'), ('TCVN', 'vi_VN'), ('GEORGIAN-ACADEMY', 'ka_GE')):
    for _name in _names.split():
        locale_alias[_name.lower()] = _name + '.' + _encoding
# a language alone stands for the country of most who speak it
for _language, _country in dict(
        ar='aa', ca='es', cs='cz', cy='gb', da='dk', el='gr', en='us', et='ee', eu='es', fa='ir', ga='ie', gl='es',
        he='il', hi='in', ja='jp', ka='ge', ko='kr', ms='my', nb='no', nn='no', oc='fr', sl='si', sq='al', sr='rs',
        sv='se', uk='ua', ur='pk', vi='vn', zh='cn', be='by', br='fr', bs='ba', eo='xx', fo='fo', kl='gl', mi='nz',
        hy='am', ta='in', te='in', sw='ke').items():
    locale_alias[_language] = locale_alias[_language + '_' + _country]
for _language in 'de fr es it nl pt ru pl hu fi is no id lt lv mk mt ro sk th tr bg hr'.split():
    locale_alias[_language] = locale_alias[_language + '_' + _language]
locale_alias['ru'] = locale_alias['ru_ru'] = 'ru_RU.UTF-8'
del _encoding, _names, _name, _language, _country


def _ascii_lower(text):
    return ''.join(chr(ord(char) + 32) if 'A' <= char <= 'Z' else char for char in text)


def _with_encoding(code, encoding):
    # replaces the encoding of a locale
    if '.' in code:
        code = code[:code.index('.')]
    if not encoding:
        return code
    normal = encodings.normalize_encoding(encoding)
    normal = encodings.aliases.aliases.get(_ascii_lower(normal), normal)
    normal = normal.replace('_', '') if normal.lower() in ('iso_8859_1',) else normal
    known = locale_encoding_alias.get(normal) or locale_encoding_alias.get(normal.lower())
    return code + '.' + (known or encoding)


def normalize(localename):
    """A locale's name in the form that setlocale() can be given, language_COUNTRY.encoding."""
    name = _ascii_lower(localename)
    if ':' in name:
        name = name.replace(':', '.')   # Solaris
    name, at, modifier = name.partition('@')
    code, _, encoding = name.partition('.')
    simple = encoding.replace('-', '').replace('_', '')
    for key in [code + '.' + simple] if simple else []:
        if key in locale_alias and not modifier:
            return locale_alias[key]
    found = locale_alias.get(code)
    if found is None:
        return localename
    if found == 'C' or '.' not in found:
        return found
    if simple:
        if simple[:3] == 'iso' and simple[3:].isdigit() or simple.isdigit() and simple[:4] == '8859':
            encoding = 'iso8859_' + simple.replace('iso', '')[4:]
        found = _with_encoding(found, encoding)
    elif modifier == 'euro':
        found = _with_encoding(found, 'ISO8859-15')
    if modifier and modifier != 'euro':
        return found + '@' + modifier
    return found


def _parse_localename(localename):
    code = normalize(localename)
    if '@' in code:
        code, modifier = code.split('@', 1)
        if modifier == 'euro' and '.' not in code:
            return code, 'iso-8859-15'
    if '.' in code:
        return tuple(code.split('.')[:2])
    if code == 'C':
        return None, None
    raise ValueError('unknown locale: %s' % localename)


def _build_localename(localetuple):
    language, encoding = localetuple
    language = 'C' if language is None else language
    return language if encoding is None else language + '.' + encoding


def getdefaultlocale(envvars=('LC_ALL', 'LC_CTYPE', 'LANG', 'LANGUAGE')):
    """(language code, encoding) of the user's locale, as the environment tells it; None for what is not known."""
    name = 'C'
    for variable in envvars:
        value = os.environ.get(variable)
        if value:
            name = value.split(':')[0] if variable == 'LANGUAGE' else value
            break
    return _parse_localename(name)


def getlocale(category=LC_CTYPE):
    """(language code, encoding) of the locale that is in force for a category."""
    name = _setlocale(category)
    if category == LC_ALL and ';' in name:
        raise TypeError('category LC_ALL is not supported')
    return _parse_localename(name)


def setlocale(category, locale=None):
    """Put a locale in force, given by name or as getlocale() returns it; without one, the name of the present one."""
    if locale and not isinstance(locale, (_builtin_str, unicode)):
        locale = normalize(_build_localename(locale))
    return _setlocale(category, locale)


def resetlocale(category=LC_ALL):
    """Put the user's locale in force."""
    _setlocale(category, _build_localename(getdefaultlocale()))


def getpreferredencoding(do_setlocale=True):
    """The encoding that the user's files are likely to have."""
    if 'CODESET' not in globals():
        return getdefaultlocale()[1]
    before = None
    if do_setlocale:
        before = _setlocale(LC_CTYPE)
        try:
            _setlocale(LC_CTYPE, "")
        except Error:
            pass
    found = nl_langinfo(CODESET)
    if before is not None:
        _setlocale(LC_CTYPE, before)
    if not found and sys.platform == 'darwin':
        found = 'UTF-8'
    return found
