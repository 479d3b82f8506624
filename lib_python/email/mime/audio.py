"""Messages of sound."""

from cStringIO import StringIO

from email import encoders
from email.mime.nonmultipart import MIMENonMultipart

__all__ = ['MIMEAudio']

_SUBTYPES = {'au': 'basic', 'wav': 'x-wav', 'aiff': 'x-aiff', 'aifc': 'x-aiff'}


def _whatsnd(data):
    # the subtype by the first bytes, or None
    import sndhdr
    head = data[:512]
    for test in sndhdr.tests:
        found = test(head, StringIO(head))
        if found is not None:
            return _SUBTYPES.get(found[0])


class MIMEAudio(MIMENonMultipart):
    """A sound, encoded by a function; its type is guessed unless it is given."""

    def __init__(self, _audiodata, _subtype=None, _encoder=encoders.encode_base64, **_params):
        subtype = _whatsnd(_audiodata) if _subtype is None else _subtype
        if subtype is None:
            raise TypeError('Could not find audio MIME subtype')
        MIMENonMultipart.__init__(self, 'audio', subtype, **_params)
        self._payload = _audiodata
        _encoder(self)
