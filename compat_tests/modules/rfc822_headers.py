# rfc822 and mimetools: headers, addresses, dates.
import mimetools
import rfc822
from StringIO import StringIO

text = ('From x\nFrom: "A B" <a@b.c>, d@e (f), g: h@i, j@k;\nSubject: one\n  two\nDate: Thu, 13 Feb 1969 23:32:54 -0330\nTo: x\nTo: y\n'
        'Content-Type: TEXT/plain; charset="u-8"; X=y\n\nbody')
message = mimetools.Message(StringIO(text))
print message.getaddrlist('from'), message.getaddr('from'), message.getaddr('none'), message['subject'], message.getheaders('to')
print message.getdate('date'), message.getdate_tz('date'), message.getallmatchingheaders('to'), message.getrawheader('subject')
print message.type, message.plist, message.getparam('charset'), message.getparamnames(), message.getencoding(), repr(message.unixfrom)
message['X'] = 'new'
del message['to']
print message, sorted(message.keys()), message.get('x'), message.setdefault('q', 'r'), 'Q' in message, repr(message.fp.read()), repr(message.status)
for text in ('', 'x', 'x\n\n', 'A: b\nnot a header\nrest', ': x\nB: c\n\n', ' cont\n'):
    message = rfc822.Message(StringIO(text))
    print repr(text), message.dict, repr(message.status), repr(message.fp.read())
for address in ('a@b', 'A <b@c>', '<@x:y@z>', '"q\\"r" <s@t>', 'a (b (c)) d', 'x@[1.2]', '', 'a.b@c.d (e)', '@', ',', 'a <b', 'a@b@c', 'Mr. X <y@z>'):
    print repr(address), rfc822.parseaddr(address), rfc822.AddressList(address).addresslist
one, two = rfc822.AddressList('a@b, c@d'), rfc822.AddressList('c@d, e@f')
print one + two, '|', one - two, len(one), one[0], rfc822.quote('a"\\'), rfc822.unquote('"a\\"b"'), rfc822.unquote('<x>')
for date in ('Mon, 1 Jan 2001 10:20 GMT', '6-Nov-94 10:00:00 EST', 'Jan 5 1999 1:2:3 +0100', 'Fri Jan  5 10:00:00 2001', '', 'x', '1 Foo 2000 1:1', '1 Jan 68 1:1 Z', '1 Jan 69 1:1 -0030'):
    print repr(date), rfc822.parsedate_tz(date), rfc822.parsedate(date)
print rfc822.mktime_tz((2001, 1, 1, 0, 0, 0, 0, 1, 0, 3600)), rfc822.formatdate(0)
