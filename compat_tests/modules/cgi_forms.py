# cgi: forms of all sorts, headers with options, HTML.
import cgi
from StringIO import StringIO

body = ('--B\r\nContent-Disposition: form-data; name="a"\r\n\r\none\r\n--B\r\nContent-Disposition: form-data; name="f"; '
        'filename="x.txt"\r\nContent-Type: text/plain\r\n\r\nline\r\nline\n\r\n--B\r\nContent-Disposition: form-data; name="a"'
        '\r\n\r\n' + 'z' * 2000 + '\r\n--B--\r\n')
environ = {'REQUEST_METHOD': 'POST', 'CONTENT_TYPE': 'multipart/form-data; boundary=B', 'QUERY_STRING': 'q=1'}
form = cgi.FieldStorage(StringIO(body), environ=dict(environ))
print sorted(form.keys()), len(form), 'a' in form, form.has_key('z'), [len(x) for x in form.getlist('a')]
print form['f'], form['f'].filename, form['f'].type, form['f'].disposition_options, form.getfirst('a'), form.getvalue('q')
print sorted(cgi.parse(StringIO(body), dict(environ)).items())[1:], form.getvalue('none', 'd'), form.getlist('none')
form = cgi.FieldStorage(environ={'REQUEST_METHOD': 'GET', 'QUERY_STRING': 'a=1&a=2&b=x+y'})
print form, form.getvalue('a'), form['b'], bool(form), form.type
form = cgi.FieldStorage(StringIO('text'), {'content-type': 'text/x', 'content-length': '3'}, environ={'REQUEST_METHOD': 'PUT'})
print repr(form.value), form.length, form.done
for act in (lambda: form['a'], lambda: form.keys(), lambda: form.nope,
            lambda: cgi.FieldStorage(StringIO(''), environ={'REQUEST_METHOD': 'POST', 'CONTENT_TYPE': 'multipart/x; boundary="\xe9"'}),
            lambda: cgi.FieldStorage(environ={'QUERY_STRING': 'a=1&b=2'}, max_num_fields=1)):
    try:
        print act()
    except Exception as problem:
        print type(problem).__name__, problem
kind, options = cgi.parse_header('text/html; Charset="a;\\"b"; x=1 ; y')
print kind, sorted(options.items()), cgi.escape('<a href="x">&', True), cgi.escape('"')
