# None as an argument of the wrong type goes by its own name
import imp, time
for call in (lambda: time.strftime(None), lambda: __import__(None), lambda: imp.new_module(None), lambda: compile(1, None, 'eval'), lambda: intern(5)):
    try: call()
    except TypeError, e: print e
