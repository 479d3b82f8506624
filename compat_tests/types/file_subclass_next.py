# a subclass of file with a next of its own, in loops and where built-in functions iterate
p = 'file_subclass_next.tmp'
f = open(p, 'w'); f.write('a\nb\nc\n'); f.close()
class F(file):
    def next(self): return file.next(self).upper()
class G(file):
    def __iter__(self): return iter([1, 2])
class H(file): pass
for C in (F, G, H):
    for l in C(p): print repr(l),
    print list(C(p)), map(None, C(p)), list(enumerate(C(p))), zip(C(p), 'xyz'), sorted(C(p)), tuple(C(p)), set(C(p)) == set(list(C(p))), ''.join(map(str, C(p))), max(C(p)), list(iter(C(p))), 'b\n' in C(p)
    a = [x for x in C(p)]; print a; a.extend(C(p)); print a; it = iter(C(p)); print next(it), it.next(), next(it, 5), next(it, 5)
import os; os.remove(p)
