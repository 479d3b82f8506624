# difflib: opcodes, ratios, and the formats of differences
import difflib
a, b = 'one\ntwo\nthree\nfour\n'.splitlines(True), 'one\ntwoo\nfour\nfive\n'.splitlines(True)
print ''.join(difflib.ndiff(a, b))
print ''.join(difflib.unified_diff(a, b, 'old', 'new', 'd1', 'd2', n=1))
print ''.join(difflib.context_diff(a, b, 'old', 'new', n=1))
print ''.join(difflib.restore(difflib.ndiff(a, b), 2))
s = difflib.SequenceMatcher(None, 'qabxcd', 'abycdf')
print s.get_opcodes(), s.get_matching_blocks(), s.ratio(), s.quick_ratio(), s.real_quick_ratio()
print difflib.get_close_matches('appel', ['ape', 'apple', 'peach', 'puppy']), list(difflib.Differ().compare(['\tx y\n'], ['\tx z\n']))
