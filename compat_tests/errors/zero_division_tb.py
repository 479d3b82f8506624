# traceback through nested calls, a method and a lambda
class C(object):
    def m(self):
        return (lambda: 1 / 0)()
def outer():
    for i in [1]:
        C().m()
outer()
