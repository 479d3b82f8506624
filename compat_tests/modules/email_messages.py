# email: messages read, changed, made and written.
import email
import email.utils
from email import encoders, Header
from email.header import decode_header, make_header
from email.mime.application import MIMEApplication
from email.mime.image import MIMEImage
from email.mime.multipart import MIMEMultipart
from email.mime.text import MIMEText

text = '''From me Thu Jan  1
From: "A, B" <a@b.c>, c@d (e)
Subject: =?utf-8?b?w7x4?= plain =?iso-8859-1?q?a_=E9?=
Content-Type: multipart/mixed; boundary="XX"; x*0="one"; x*1="two"; y*=utf-8'en'%C3%BC

pre
--XX
Content-Type: text/plain; charset=utf-8
Content-Transfer-Encoding: quoted-printable

caf=C3=A9 =
on
--XX
Content-Type: message/rfc822

Subject: inner

body
--XX
Content-Type: application/x; name="n.bin"
Content-Transfer-Encoding: base64

AAEC
--XX--
epi
'''
message = email.message_from_string(text)
print message.get_unixfrom(), message.keys(), message.is_multipart(), message.get_boundary(), message.defects
print email.utils.getaddresses(message.get_all('from')), decode_header(message['subject']), repr(unicode(make_header(decode_header(message['subject']))))
print message.get_param('x'), message.get_param('y'), repr(email.utils.collapse_rfc2231_value(message.get_param('y'))), sorted(message.get_params())
for part in message.walk():
    print part.get_content_type(), part.get_filename(), part.get_content_charset(), repr(part.get_payload(decode=True))
print repr(message.preamble), repr(message.epilogue), message.as_string(True) == text
del message['from']
message['X'] = 'y' * 30 + '; ' + 'z' * 40 + '; w'
message.replace_header('Subject', 'new')
message.set_param('x', 'v w')
message.set_boundary('YY')
print message.as_string()
whole = MIMEMultipart('alternative', boundary='BB')
whole['Subject'] = Header.Header(u'\xe9t\xe9 ' * 20, 'utf-8', header_name='Subject')
whole.attach(MIMEText('plain'))
whole.attach(MIMEText(u'\xfcber'.encode('utf-8'), 'html', 'utf-8'))
whole.attach(MIMEText('caf\xe9 ' + 'x' * 90, _charset='iso-8859-1'))
whole.attach(MIMEApplication('\0\1\2', Name='a b'))
whole.attach(MIMEImage('GIF89a...'))
whole.get_payload(3).add_header('Content-Disposition', 'attachment', filename=('utf-8', '', 'n\xc3\xa4me'))
print whole.as_string()
for bad in ('no header\n\nx', ' cont\nA: b\n\n', 'Content-Type: multipart/x\n\nq', 'Content-Type: multipart/x; boundary=a\n\nq', 'A: b\nFrom x\nC: d\n\ne', 'A b\n: c\n'):
    message = email.message_from_string(bad)
    print [defect.__class__.__name__ for defect in message.defects], message.items(), repr(message.get_payload())
print email.utils.formatdate(0), email.utils.formatdate(0, usegmt=True), email.utils.parsedate_tz('Mon, 1 Jan 01 10:20:30 -0130'), email.utils.formataddr(('a "b"', 'c@d')), email.utils.parseaddr('x <a@b@c>')
for act in (lambda: MIMEText('x').attach(1), lambda: MIMEImage('zz'), lambda: email.message_from_string('a: b\n\n').get_payload(1), lambda: message.set_type('x'), lambda: email.message_from_string('').set_boundary('x'), lambda: message.replace_header('q', 1), lambda: str(Header.Header('a\nb: c'))):
    try:
        print act()
    except Exception as problem:
        print type(problem).__name__, problem
