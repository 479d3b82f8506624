# None, identity, truth and `not`.
def loop(items):
    nothing = truths = same = 0
    first = items[0]
    for x in items:
        if x is None:
            nothing += 1
        if not x:
            truths += 1
        if x is first:
            same += 1
    return nothing, truths, same

result = loop([3, None, 'x', '', 0, True, 3] * 20)
