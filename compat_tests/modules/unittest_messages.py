# unittest: what assertions say, results, fixtures, skips
import unittest, sys, re
from StringIO import StringIO
class T(unittest.TestCase):
    @classmethod
    def setUpClass(cls): print 'class',
    def setUp(self): print 'up',
    def tearDown(self): print 'down',
    def test_list(self): self.assertEqual([1, 2, 3], [1, 5, 3, 4])
    def test_dict(self): self.assertEqual({'a': 1}, {'a': 2})
    def test_text(self): self.assertMultiLineEqual('one\ntwo\n', 'one\ntow\n')
    def test_set(self): self.assertEqual(set([1, 2]), set([2, 3]))
    def test_raises(self):
        with self.assertRaisesRegexp(ValueError, 'x+'):
            raise ValueError('yyy')
    def test_fine(self): self.assertRaises(KeyError, {}.__getitem__, 1)
    def test_error(self): {}[1]
    def test_items(self): self.assertItemsEqual([1, 1, 2], [2, 2, 1])
    def test_close(self): self.assertAlmostEqual(1.0, 1.1, places=3)
    @unittest.skip('not now')
    def test_skip(self): pass
    @unittest.expectedFailure
    def test_expected(self): self.fail()
    @unittest.expectedFailure
    def test_unexpected(self): pass
    def test_cleanup(self):
        self.addCleanup(sys.stdout.write, 'cleanup ')
out = StringIO()
result = unittest.TextTestRunner(out, verbosity=2).run(unittest.defaultTestLoader.loadTestsFromTestCase(T))
print
print re.sub(r'in [\d.]+s', 'in TIME', re.sub(r'line \d+', 'line N', out.getvalue()))
print result, len(result.failures), len(result.errors), len(result.skipped)
