"""Mail and its like: messages as objects, read from text and written to it (library reference 19.1)."""

import sys

__version__ = '4.0.3'

# Modules, and the names that they had before 2.5.
_OLD = {'Charset': 'charset', 'Encoders': 'encoders', 'Errors': 'errors', 'FeedParser': 'feedparser',
        'Generator': 'generator', 'Header': 'header', 'Iterators': 'iterators', 'Message': 'message',
        'Parser': 'parser', 'Utils': 'utils', 'base64MIME': 'base64mime', 'quopriMIME': 'quoprimime'}
_KINDS = 'Audio Base Image Message Multipart NonMultipart Text'.split()

__all__ = sorted(name for name in _OLD if name != 'FeedParser') + ['MIME' + kind for kind in _KINDS] + [
    'message_from_string', 'message_from_file', 'mime'] + sorted(
        name for name in _OLD.values() if name != 'feedparser')


def message_from_string(s, *args, **kws):
    """The message that a text is; further arguments are those of email.parser.Parser."""
    from email.parser import Parser
    return Parser(*args, **kws).parsestr(s)


def message_from_file(fp, *args, **kws):
    """The message that a file has; further arguments are those of email.parser.Parser."""
    from email.parser import Parser
    return Parser(*args, **kws).parse(fp)


class LazyImporter(object):
    """Stands for a module under its old name, and imports it when something of it is needed."""

    def __init__(self, module_name):
        self.__name__ = 'email.' + module_name

    def __getattr__(self, name):
        __import__(self.__name__)
        module = sys.modules[self.__name__]
        vars(self).update(vars(module))
        return getattr(module, name)


def _stand_in(old, new, places):
    importer = sys.modules['email.' + old] = LazyImporter(new)
    for place, name in places:
        setattr(sys.modules[place], name, importer)


for _name in _OLD:
    _stand_in(_name, _OLD[_name], [('email', _name)])

import email.mime

for _name in _KINDS:
    _stand_in('MIME' + _name, 'mime.' + _name.lower(), [('email', 'MIME' + _name), ('email.mime', _name)])
del _name
