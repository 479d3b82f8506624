# json: dumps, loads, options, errors
import json
print repr(json.loads('"\xc3\xa9"')), json.dumps([1, 2.5, None, True, 'a"\\\n\x00', u'\u20ac\U0001F600', {}, [], {'a': [1]}, 10 ** 20, 1e100, -0.0, (1, 2)]), json.dumps(u'\xe9', ensure_ascii=False) == u'"\xe9"', json.dumps({'b': 1, 'a': 2}, sort_keys=True), json.dumps([1, {'a': 2}], indent=2), json.dumps([1, 2], separators=(',', ':')), json.dumps({1: 2, None: 3, 1.5: 4, True: 5} if 0 else {1: 2}), json.dumps([float('nan'), float('inf')]), json.dumps('</script>'), json.dumps({2: 1}, indent=1)
print json.loads('[1, 2.5, null, true, "a\\u20ac\\n", {"k": []}, -1e5, 0, 1E+2, 12345678901234567890]'), json.loads('"\\ud83d\\ude00"') == u'\U0001F600', json.loads(' {} '), json.loads('[NaN, -Infinity]'), json.loads('{"a": 1, "a": 2}'), json.loads('1'), json.loads(u'"x"'), json.loads('[1.0]', parse_float=str), json.loads('{"a":1}', object_hook=lambda d: sorted(d)), json.loads('{"b":1,"a":2}', object_pairs_hook=list)
for bad in ('', '[', '[1,]', '{"a"}', '{a: 1}', 'nul', '"abc', '[1 2]', '"\\x"', '{"a": 1,}', '1 2', '"\n"', "'a'", '01', '[1.]', '-', '"\\u12"', '{1: 2}', '\xff'):
    try:
        print repr(json.loads(bad))
    except (ValueError, UnicodeError) as e:
        print repr(bad), '->', type(e).__name__, e
for bad in ('object()', 'set()', '{(1,): 2}', 'u"a".encode("utf-16")', '[1j]', '"\\xff"'):
    try:
        print json.dumps(eval(bad))
    except (TypeError, ValueError, UnicodeError) as e:
        print bad, '->', type(e).__name__, str(e).split(' at 0x')[0]
class E(json.JSONEncoder):
    def default(self, o): return sorted(o)
print json.dumps(set([2, 1]), cls=E), json.dumps(1j, default=str), json.dumps({(1,): 1, 'a': 2}, skipkeys=True), list(json.JSONEncoder().iterencode([1, 'a']))[:1] if 0 else ''
l = []; l.append(l)
try:
    json.dumps(l)
except ValueError as e:
    print e
try:
    json.dumps(float('nan'), allow_nan=False)
except ValueError as e:
    print e
