# uuid: numbers in all their ways.
import uuid
u = uuid.UUID('{12345678-1234-5678-9234-567812345678}')
print u, repr(u), u.hex, u.int, repr(u.bytes), repr(u.bytes_le), u.fields, u.urn, u.variant, u.version, u.time, u.clock_seq, u.node
print uuid.UUID(bytes=u.bytes) == u, uuid.UUID(bytes_le=u.bytes_le) == u, uuid.UUID(fields=u.fields) == u, uuid.UUID(int=u.int) == u, hash(u) == hash(u.int), u < uuid.UUID(int=0)
print uuid.uuid3(uuid.NAMESPACE_DNS, 'python.org'), uuid.uuid5(uuid.NAMESPACE_URL, 'http://python.org/'), uuid.NAMESPACE_OID, uuid.NAMESPACE_X500
print uuid.uuid4().version, uuid.uuid1().version, uuid.uuid1(5, 6).node, uuid.uuid1(5, 6).clock_seq, uuid.uuid1() != uuid.uuid1(), uuid.uuid1().node == uuid.getnode()
for act in (lambda: uuid.UUID('x'), lambda: uuid.UUID(), lambda: uuid.UUID(bytes='x'), lambda: uuid.UUID(int=-1), lambda: uuid.UUID(fields=(1,)),
            lambda: uuid.UUID(fields=(0, 0, 0, 256, 0, 0)), lambda: uuid.UUID(fields=(0, 1 << 16, 0, 0, 0, 0)), lambda: uuid.UUID(int=1, version=9), lambda: setattr(u, 'x', 1)):
    try:
        print act()
    except Exception as problem:
        print type(problem).__name__, problem
