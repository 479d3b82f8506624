# SystemExit without a value ends normally
print 'fine'
raise SystemExit
