# Cookie: quoting, attributes, headers.
import Cookie

jar = Cookie.SimpleCookie()
jar['a'] = 'x y;z,"\\\xe9\n'
jar['b'] = 5
jar['b']['path'], jar['b']['max-age'], jar['b']['secure'], jar['b']['httponly'] = '/p', 10, True, True
print jar.output(sep='\n')
print repr(jar), repr(jar['b']), str(jar['b']), jar['b'].OutputString(['path'])
print jar.js_output()
again = Cookie.SimpleCookie(jar.output([], '', ';'))
print again['a'].value == jar['a'].value, again['b'].value
parsed = Cookie.SimpleCookie('$Version=1; k="v\\"w\\054"; $Path=/x; flag; l=m=n; expires=Wed, 01-Jan-98 00:00:00 GMT; secure')
for key in sorted(parsed):
    print key, repr(parsed[key].value), sorted(item for item in parsed[key].items() if item[1])
for bad in (lambda: jar['b'].__setitem__('nope', 1), lambda: jar.__setitem__('path', 1), lambda: jar.__setitem__('a b', 1)):
    try:
        bad()
    except Cookie.CookieError as problem:
        print problem
