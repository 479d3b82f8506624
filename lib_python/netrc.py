"""Users and passwords from the file .netrc (library reference 13.3)."""

import os
import shlex
import stat

__all__ = ["netrc", "NetrcParseError"]


class NetrcParseError(Exception):
    """A file that cannot be read; msg, filename and lineno say why and where."""

    def __init__(self, msg, filename=None, lineno=None):
        self.msg, self.filename, self.lineno = msg, filename, lineno
        Exception.__init__(self, msg)

    def __str__(self):
        return '%s (%s, line %s)' % (self.msg, self.filename, self.lineno)


class netrc:
    """What a file tells, that of the user unless another is named: hosts, {name: (login, account, password)}, and macros,
    {name: lines}."""

    def __init__(self, file=None):
        usual = file is None
        if usual:
            if 'HOME' not in os.environ:
                raise IOError('Could not find .netrc: $HOME is not set')
            file = os.path.join(os.environ['HOME'], '.netrc')
        self.hosts, self.macros = {}, {}
        with open(file) as fp:
            self._parse(file, fp, usual)

    def _parse(self, file, fp, default_netrc):
        words = shlex.shlex(fp)
        words.wordchars += '!"#$%&\'()*+,-./:;<=>?@[\\]^_`{|}~'
        words.commenters = words.commenters.replace('#', '')
        while 1:
            word = words.get_token()
            if not word:
                break
            if word[0] == '#':
                # go back to where it begins, to pass over the whole line
                words.instream.seek(-len(word) - 1, 1)
                words.instream.readline()
                continue
            if word == 'macdef':
                self._read_macro(words)
            elif word in ('machine', 'default'):
                name = 'default' if word == 'default' else words.get_token()
                self._read_host(word, name, words, file, fp, default_netrc)
            else:
                raise NetrcParseError("bad toplevel token %r" % word, file, words.lineno)

    def _read_macro(self, words):
        # the lines up to an empty one
        name = words.get_token()
        blanks, words.whitespace = words.whitespace, ' \t'
        lines = self.macros[name] = []
        while 1:
            line = words.instream.readline()
            if not line or line == '\012':
                break
            lines.append(line)
        words.whitespace = blanks

    def _read_host(self, kind, name, words, file, fp, default_netrc):
        login, account, password = '', None, None
        self.hosts[name] = {}
        while 1:
            word = words.get_token()
            if word in ('', 'machine', 'default', 'macdef') or word.startswith('#'):
                if not password:
                    raise NetrcParseError("malformed %s entry %s terminated by %s" % (
                        kind, name, repr(word)), file, words.lineno)
                self.hosts[name] = login, account, password
                words.push_token(word)
                return
            if word in ('login', 'user'):
                login = words.get_token()
            elif word == 'account':
                account = words.get_token()
            elif word == 'password':
                if os.name == 'posix' and default_netrc:
                    self._check_rights(fp, file, words, login)
                password = words.get_token()
            else:
                raise NetrcParseError("bad follower token %r" % word, file, words.lineno)

    def _check_rights(self, fp, file, words, login):
        # a password must not be for others to see
        found = os.fstat(fp.fileno())
        if found.st_uid != os.getuid():
            import pwd

            def name_of(number):
                try:
                    return pwd.getpwuid(number)[0]
                except KeyError:
                    return 'uid %s' % number
            raise NetrcParseError("~/.netrc file owner (%s) does not match current user (%s)" % (
                name_of(found.st_uid), name_of(os.getuid())), file, words.lineno)
        if found.st_mode & (stat.S_IRWXG | stat.S_IRWXO):
            raise NetrcParseError("~/.netrc access too permissive: access permissions must restrict access to only the"
                                  " owner", file, words.lineno)

    def authenticators(self, host):
        """(login, account, password) for a host; those for all others, or None."""
        for name in host, 'default':
            if name in self.hosts:
                return self.hosts[name]

    def __repr__(self):
        text = ''
        for name, (login, account, password) in self.hosts.items():
            text += 'machine %s\n\tlogin %s\n' % (name, login)
            if account:
                text += '\taccount %s\n' % account
            text += '\tpassword %s\n' % password
        for name, lines in self.macros.items():
            text += 'macdef %s\n%s\n' % (name, ''.join(lines))
        return text


if __name__ == '__main__':
    print netrc()
