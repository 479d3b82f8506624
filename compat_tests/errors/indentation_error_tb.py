# an indentation error in the main program
if True:
    x = 1
   y = 2
