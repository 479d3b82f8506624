# the names of the types module
import types
for n in sorted(dir(types)):
    # Those of descriptors and of class dicts are up to the implementation.
    if n.endswith(('Type', 'Types')) and n not in ('DictProxyType', 'GetSetDescriptorType', 'MemberDescriptorType'):
        v = getattr(types, n)
        print n, v if isinstance(v, tuple) else v.__name__
