# format() and % of numbers over a table of specifications
values = [0, 1, -1, 42, -12345, 10 ** 15, 0.0, -0.0, 1.5, -2.25, 1e-7, 123456.789, 1e21]
for spec in ('', 'd', 'n', 'x', 'e', 'f', 'g', '%', '.0f', '.3e', '+.2f', ' .1f', '08.2f', '>12', '<12', '^12', '*=+12', ',', ',.2f', '10,.1f', '.3g', '#x', 'b', 'G', 'E', '015', 'c'):
    row = []
    for v in values:
        try:
            row.append(format(v, spec))
        except (ValueError, OverflowError) as e:
            row.append(type(e).__name__)
    print spec, row
for spec in ('%d', '%5d', '%-6d|', '%+d', '% d', '%06d', '%x', '%#x', '%o', '%e', '%.2f', '%g', '%10.3f', '%-12.1e|', '%+.0f', '%s', '%r', '%.3s', '%i', '%u', '%G', '%#g'):
    row = []
    for v in values:
        try:
            row.append(spec % v)
        except (ValueError, OverflowError, TypeError) as e:
            row.append(type(e).__name__)
    print spec, row
