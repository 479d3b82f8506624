# A method of dict, and a key that comes and goes.
def loop(words):
    counts = {}
    for w in words:
        counts[w] = counts.get(w, 0) + 1
    return sorted(counts.items())

result = loop(['spam', 'egg', 'spam', 'ham'] * 30)
