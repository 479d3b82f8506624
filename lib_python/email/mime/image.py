"""Messages of pictures."""

import imghdr

from email import encoders
from email.mime.nonmultipart import MIMENonMultipart

__all__ = ['MIMEImage']


class MIMEImage(MIMENonMultipart):
    """A picture, encoded by a function; its type is guessed unless it is given."""

    def __init__(self, _imagedata, _subtype=None, _encoder=encoders.encode_base64, **_params):
        subtype = imghdr.what(None, _imagedata) if _subtype is None else _subtype
        if subtype is None:
            raise TypeError('Could not guess image MIME subtype')
        MIMENonMultipart.__init__(self, 'image', subtype, **_params)
        self._payload = _imagedata
        _encoder(self)
