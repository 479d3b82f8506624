"""An encoding that refuses everything; as the default encoding, it shows where conversions happen unasked."""

from encodings._stateless import install


def _refuse(input, errors='strict'):
    raise UnicodeError('undefined encoding')


install(globals(), 'undefined', _refuse, _refuse)
