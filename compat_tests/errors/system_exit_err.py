# SystemExit with a message goes to stderr with status 1
import sys
print 'out'
sys.exit('goodbye')
