def rebinds():
    z = None
    del z
    exec 'z = 1 + 1'
    print z
    for b in [1]:
        z = 5
        exec('z += b')
        print z
        exec 'z = 7'
        print z, eval('z')


def functions_too():
    def first():
        return 'first'
    exec 'x = 1'
    second = first
    exec 'y = second()'
    print y, x


rebinds()
functions_too()
