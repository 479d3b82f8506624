"""What messages of all types have in common."""

from email import message

__all__ = ['MIMEBase']


class MIMEBase(message.Message):
    """A message of a type, with parameters."""

    def __init__(self, _maintype, _subtype, **_params):
        message.Message.__init__(self)
        self.add_header('Content-Type', _maintype + '/' + _subtype, **_params)
        self.add_header('MIME-Version', '1.0')
