"""python -m json.tool [infile [outfile]]: checks JSON and prints it indented and sorted."""

import json
import sys


def main():
    if len(sys.argv) > 3:
        raise SystemExit(sys.argv[0] + ' [infile [outfile]]')
    source = open(sys.argv[1], 'rb') if len(sys.argv) > 1 else sys.stdin
    target = open(sys.argv[2], 'wb') if len(sys.argv) > 2 else sys.stdout
    with source:
        try:
            value = json.load(source)
        except ValueError as problem:
            raise SystemExit(problem)
    with target:
        json.dump(value, target, sort_keys=True, indent=4, separators=(',', ': '))
        target.write('\n')


if __name__ == '__main__':
    main()
