# sys.stdin at end of file: raw_input and input raise EOFError
import sys, StringIO
sys.stdin = StringIO.StringIO('line one\n1 + 2\nlast')
print repr(raw_input('prompt> '))
print input()
print repr(raw_input())
try:
    raw_input('again ')
except EOFError as e:
    print e
