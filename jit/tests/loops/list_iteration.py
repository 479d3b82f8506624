# A list iterator is stepped in the trace; append is a call.
def loop(names):
    found = []
    for name in names:
        if name is not None:
            found.append(name)
    return found

result = loop(['a', 'b', 'c'] * 40 + [None, 'z'])
