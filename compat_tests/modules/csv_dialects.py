# csv: quoting, dialects, dicts, sniffing, errors
import csv, StringIO
def write(*rows, **options):
    out = StringIO.StringIO()
    csv.writer(out, **options).writerows(rows)
    return out.getvalue()
print repr(write([1, 'a"b', 'c,d', None, 1.5, 'x\ny', '']))
for quoting in range(4):
    print repr(write(['a', 1, 'b c'], quoting=quoting, escapechar='\\'))
print list(csv.reader(['a,"b,""c""",', '"x', 'y",z', '', '1;2']))
print list(csv.reader(["'a b' c 1.5"], delimiter=' ', quotechar="'")), list(csv.reader(['"1",2'], quoting=csv.QUOTE_NONNUMERIC))
r = csv.DictReader(['a,b', '1,2', '3', '4,5,6'], restkey='rest', restval='none')
print [sorted(row.items()) for row in r], r.line_num, r.fieldnames
out = StringIO.StringIO(); w = csv.DictWriter(out, ['x', 'y'], restval='-'); w.writeheader(); w.writerow({'x': 1}); print repr(out.getvalue())
d = csv.Sniffer().sniff("a;'b;c';d\n1;'2;3';4\n"); print repr(d.delimiter), repr(d.quotechar)
print csv.Sniffer().has_header('name,age\nbob,3\nann,4\n')
for f in (lambda: csv.reader([], 'nope'), lambda: list(csv.reader(['a\0'])), lambda: write(['a,b'], quoting=csv.QUOTE_NONE), lambda: csv.writer(out, delimiter='ab'), lambda: w.writerow({'z': 1}), lambda: list(csv.reader(['"a"b'], strict=True))):
    try:
        f()
    except (csv.Error, TypeError, ValueError) as e:
        print type(e).__name__, e
