"""Messages that are messages."""

from email import message
from email.mime.nonmultipart import MIMENonMultipart

__all__ = ['MIMEMessage']


class MIMEMessage(MIMENonMultipart):
    """A message around another."""

    def __init__(self, _msg, _subtype='rfc822'):
        if not isinstance(_msg, message.Message):
            raise TypeError('Argument is not an instance of Message')
        MIMENonMultipart.__init__(self, 'message', _subtype)
        message.Message.attach(self, _msg)      # the one thing that can be attached
        self.set_default_type('message/rfc822')
