# a str in an except clause catches nothing, and warns
import warnings
warnings.simplefilter('error')
for pattern in ('spam', (ValueError, 'spam')):
    try:
        try:
            raise KeyError
        except pattern:
            pass
    except Exception as e:
        print type(e).__name__, e
