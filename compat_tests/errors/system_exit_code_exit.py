# SystemExit with a number is the exit status
import sys
print 'leaving'
sys.exit(42)
