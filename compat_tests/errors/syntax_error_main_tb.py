# a syntax error in the main program
print 'not reached'
x = = 5
