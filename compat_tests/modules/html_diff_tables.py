# difflib.HtmlDiff: tables, pages, context, long lines.
import difflib, sys
a = 'one\ntwo\nthree\n\tx y\nfour five\n'.splitlines(1); b = 'ore\ntree\nemu\n  x  y\nfour five\nnew\n'.splitlines(1)
sys.stdout.write(difflib.HtmlDiff().make_table(a, b)); print
sys.stdout.write(difflib.HtmlDiff(wrapcolumn=4).make_file(a*3, b*2, 'x', 'y', True, 1)); print
sys.stdout.write(difflib.HtmlDiff(tabsize=2).make_file(a, a, 'x', 'y', True, 1)); print difflib.HtmlDiff().make_table([], [])
sys.stdout.write(difflib.HtmlDiff(wrapcolumn=6).make_table(['a<b & "c" ' * 3 + '\n'] + ['same\n'] * 12 + ['q\n'], ['a<b and "d" ' * 3 + '\n'] + ['same\n'] * 12, context=True, numlines=2)); print
