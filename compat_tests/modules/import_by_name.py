# importlib.import_module.
import importlib
print importlib.import_module('os.path').__name__, importlib.import_module('.decoder', 'json').__name__
print importlib.import_module('..decoder', 'json.tool').__name__
for arguments in (('.x',), ('..x', 'json'), ('.x', 5), ('nope',)):
    try:
        importlib.import_module(*arguments)
    except Exception as problem:
        print type(problem).__name__, str(problem).split(' (')[0]
