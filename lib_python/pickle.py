"""Objects as byte strings and back (library reference 11.1, PEP 307).

A pickle is a program for a small stack machine: opcodes, each with its argument behind it, that build the objects
again.  The Pickler keeps a memo of what it has written, by identity, so that whatever is met again is fetched instead
of being written twice; the Unpickler keeps the same memo by number.  Protocol 0 is text, 1 adds short binary forms, 2
adds opcodes for new-style classes, bools, short tuples, longs and registered globals.

How an object is taken apart is asked in this order: the Pickler's `dispatch` by exact type, copy_reg's
dispatch_table, __reduce_ex__(protocol), __reduce__().
"""

import binascii as _binascii
import marshal
import struct
import sys
from copy_reg import dispatch_table, _extension_cache, _extension_registry, _inverted_registry
from types import (BooleanType, BuiltinFunctionType, ClassType, DictionaryType, FloatType, FunctionType, InstanceType,
                   IntType, ListType, LongType, NoneType, StringType, TupleType, TypeType, UnicodeType)

try:
    from cStringIO import StringIO
except ImportError:
    from StringIO import StringIO

__version__ = "$Revision: 72223 $"
__all__ = ["PickleError", "PicklingError", "UnpicklingError", "Pickler", "Unpickler", "dump", "dumps", "load", "loads"]

format_version = "2.0"
compatible_formats = ["1.0", "1.1", "1.2", "1.3", "2.0"]
HIGHEST_PROTOCOL = 2

mloads = marshal.loads


class PickleError(Exception):
    """What goes wrong with pickles."""


class PicklingError(PickleError):
    """An object cannot be pickled."""


class UnpicklingError(PickleError):
    """A pickle cannot be read."""


class _Stop(Exception):
    # raised by the opcode STOP
    def __init__(self, value):
        self.value = value


_opcodes = dict(
    # the stack and the memo
    MARK='(', STOP='.', POP='0', POP_MARK='1', DUP='2',
    GET='g', BINGET='h', LONG_BINGET='j', PUT='p', BINPUT='q', LONG_BINPUT='r',
    # plain values
    NONE='N', INT='I', BININT='J', BININT1='K', BININT2='M', LONG='L', FLOAT='F', BINFLOAT='G',
    STRING='S', BINSTRING='T', SHORT_BINSTRING='U', UNICODE='V', BINUNICODE='X',
    # containers
    TUPLE='t', EMPTY_TUPLE=')', LIST='l', EMPTY_LIST=']', APPEND='a', APPENDS='e',
    DICT='d', EMPTY_DICT='}', SETITEM='s', SETITEMS='u',
    # objects
    GLOBAL='c', REDUCE='R', BUILD='b', INST='i', OBJ='o', PERSID='P', BINPERSID='Q',
    # bools as INTs that cannot be mistaken for 0 and 1
    TRUE='I01\n', FALSE='I00\n',
    # protocol 2
    PROTO='\x80', NEWOBJ='\x81', EXT1='\x82', EXT2='\x83', EXT4='\x84', TUPLE1='\x85', TUPLE2='\x86', TUPLE3='\x87',
    NEWTRUE='\x88', NEWFALSE='\x89', LONG1='\x8a', LONG4='\x8b')
globals().update(_opcodes)
__all__.extend(sorted(_opcodes))

_short_tuples = [EMPTY_TUPLE, TUPLE1, TUPLE2, TUPLE3]
_pack_i32 = struct.Struct('<i').pack
_unpack_i32 = struct.Struct('<i').unpack
_pack_double = struct.Struct('>d').pack
_unpack_double = struct.Struct('>d').unpack


def _chosen(protocol):
    if protocol is None:
        return 0
    if protocol < 0:
        return HIGHEST_PROTOCOL
    if protocol > HIGHEST_PROTOCOL:
        raise ValueError("pickle protocol must be <= %d" % HIGHEST_PROTOCOL)
    return protocol


class Pickler:
    """Pickler(file, protocol=None): writes objects to whatever has a write() method."""

    def __init__(self, file, protocol=None):
        self.proto = int(_chosen(protocol))
        self.bin = self.proto >= 1
        self.write = file.write
        self.memo = {}      # id(object) -> (number, object); that it holds the object keeps the id from being reused
        self.fast = 0

    def clear_memo(self):
        """Forget what has been written, as a new Pickler would."""
        self.memo.clear()

    def dump(self, obj):
        """Write the pickle of an object."""
        if self.proto >= 2:
            self.write(PROTO + chr(self.proto))
        self.save(obj)
        self.write(STOP)

    def persistent_id(self, obj):
        """For subclasses: a name under which the reader finds the object elsewhere, or None."""
        return None

    # -- the memo

    def memoize(self, obj):
        """Store what is on top of the reader's stack under the next number."""
        if self.fast:
            return
        assert id(obj) not in self.memo
        number = len(self.memo)
        self.write(self.put(number))
        self.memo[id(obj)] = number, obj

    def _numbered(self, short, long, text, number):
        if not self.bin:
            return '%s%d\n' % (text, number)
        return short + chr(number) if number <= 0xff else long + _pack_i32(number)

    def put(self, i, pack=None):
        return self._numbered(BINPUT, LONG_BINPUT, PUT, i)

    def get(self, i, pack=None):
        return self._numbered(BINGET, LONG_BINGET, GET, i)

    # -- any object

    def save(self, obj):
        """Write what builds the object."""
        name = self.persistent_id(obj)
        if name is not None:
            self.save_pers(name)
            return
        known = self.memo.get(id(obj))
        if known:
            self.write(self.get(known[0]))
            return
        kind = type(obj)
        special = self.dispatch.get(kind)
        if special:
            special(self, obj)
            return
        reduce = dispatch_table.get(kind)
        if reduce:
            recipe = reduce(obj)
        else:
            try:
                meta = issubclass(kind, TypeType)
            except TypeError:       # a kind that is no class
                meta = False
            if meta:
                self.save_global(obj)
                return
            reduce = getattr(obj, '__reduce_ex__', None)
            if reduce:
                recipe = reduce(self.proto)
            else:
                reduce = getattr(obj, '__reduce__', None)
                if not reduce:
                    raise PicklingError("Can't pickle %r object: %r" % (kind.__name__, obj))
                recipe = reduce()
        if type(recipe) is StringType:
            self.save_global(obj, recipe)
            return
        if type(recipe) is not TupleType:
            raise PicklingError("%s must return string or tuple" % reduce)
        if not 2 <= len(recipe) <= 5:
            raise PicklingError("Tuple returned by %s must have two to five elements" % reduce)
        self.save_reduce(obj=obj, *recipe)

    def save_pers(self, pid):
        if self.bin:
            self.save(pid)
            self.write(BINPERSID)
        else:
            self.write('%s%s\n' % (PERSID, pid))

    def save_reduce(self, func, args, state=None, listitems=None, dictitems=None, obj=None):
        """Write a call and what is done to its result, as __reduce__ describes them."""
        if not isinstance(args, TupleType):
            raise PicklingError("args from reduce() should be a tuple")
        if not callable(func):
            raise PicklingError("func from reduce should be callable")
        if self.proto >= 2 and getattr(func, "__name__", "") == "__newobj__":
            # copy_reg.__newobj__ only stands for the opcode
            cls = args[0]
            if not hasattr(cls, "__new__"):
                raise PicklingError("args[0] from __newobj__ args has no __new__")
            if obj is not None and cls is not obj.__class__:
                raise PicklingError("args[0] from __newobj__ args has the wrong class")
            func, args, last = cls, args[1:], NEWOBJ
        else:
            last = REDUCE
        self.save(func)
        self.save(args)
        self.write(last)
        if obj is not None:
            made = self.memo.get(id(obj))
            if made:
                # the arguments led back to the object itself: keep the one that they made
                self.write(POP + self.get(made[0]))
            else:
                self.memoize(obj)
        if listitems is not None:
            self._batch_appends(listitems)
        if dictitems is not None:
            self._batch_setitems(dictitems)
        if state is not None:
            self.save(state)
            self.write(BUILD)

    # -- by type

    dispatch = {}

    def save_none(self, obj):
        self.write(NONE)
    dispatch[NoneType] = save_none

    def save_bool(self, obj):
        yes, no = (NEWTRUE, NEWFALSE) if self.proto >= 2 else (TRUE, FALSE)
        self.write(yes if obj else no)
    dispatch[bool] = save_bool

    def save_int(self, obj, pack=struct.pack):
        if not self.bin or not -0x80000000 <= obj <= 0x7fffffff:
            self.write('%s%r\n' % (INT, obj))
        elif 0 <= obj <= 0xff:
            self.write(BININT1 + chr(obj))
        elif 0 <= obj <= 0xffff:
            self.write(BININT2 + chr(obj & 0xff) + chr(obj >> 8))
        else:
            self.write(BININT + _pack_i32(obj))
    dispatch[IntType] = save_int

    def save_long(self, obj, pack=struct.pack):
        if self.proto < 2:
            self.write('%s%r\n' % (LONG, obj))
            return
        digits = encode_long(obj)
        size = len(digits)
        self.write((LONG1 + chr(size) if size <= 0xff else LONG4 + _pack_i32(size)) + digits)
    dispatch[LongType] = save_long

    def save_float(self, obj, pack=struct.pack):
        self.write(BINFLOAT + _pack_double(obj) if self.bin else '%s%r\n' % (FLOAT, obj))
    dispatch[FloatType] = save_float

    def save_string(self, obj, pack=struct.pack):
        if not self.bin:
            self.write('%s%r\n' % (STRING, obj))
        elif len(obj) <= 0xff:
            self.write(SHORT_BINSTRING + chr(len(obj)) + obj)
        else:
            self.write(BINSTRING + _pack_i32(len(obj)) + obj)
        self.memoize(obj)
    dispatch[StringType] = save_string

    def save_unicode(self, obj, pack=struct.pack):
        if self.bin:
            text = obj.encode('utf-8')
            self.write(BINUNICODE + _pack_i32(len(text)) + text)
        else:
            # what would end the line, or be taken for an escape, is escaped
            text = obj.replace(u'\\', u'\\u005c').replace(u'\n', u'\\u000a').encode('raw-unicode-escape')
            self.write(UNICODE + text + '\n')
        self.memoize(obj)
    dispatch[UnicodeType] = save_unicode

    def save_tuple(self, obj):
        size = len(obj)
        short = self.proto >= 2 and size <= 3
        if size == 0:
            self.write(EMPTY_TUPLE if self.bin else MARK + TUPLE)
            return
        if not short:
            self.write(MARK)
        for item in obj:
            self.save(item)
        made = self.memo.get(id(obj))
        if made is None:
            self.write(_short_tuples[size] if short else TUPLE)
            self.memoize(obj)
            return
        # An item led back to the tuple, which is complete by now: throw the items away and fetch it.
        if short:
            drop = POP * size
        elif self.bin:
            drop = POP_MARK
        else:
            drop = POP * (size + 1)
        self.write(drop + self.get(made[0]))
    dispatch[TupleType] = save_tuple

    def save_empty_tuple(self, obj):
        self.write(EMPTY_TUPLE)

    def save_list(self, obj):
        self.write(EMPTY_LIST if self.bin else MARK + LIST)
        self.memoize(obj)
        self._batch_appends(iter(obj))
    dispatch[ListType] = save_list

    def save_dict(self, obj):
        self.write(EMPTY_DICT if self.bin else MARK + DICT)
        self.memoize(obj)
        self._batch_setitems(obj.iteritems())
    dispatch[DictionaryType] = save_dict

    _BATCHSIZE = 1000   # items on the reader's stack at a time

    def _batched(self, items, save_item, single, several):
        if not self.bin:
            for item in items:
                save_item(item)
                self.write(single)
            return
        items = iter(items)
        while True:
            batch = []
            for item in items:
                batch.append(item)
                if len(batch) == self._BATCHSIZE:
                    break
            if len(batch) > 1:
                self.write(MARK)
            for item in batch:
                save_item(item)
            if batch:
                self.write(several if len(batch) > 1 else single)
            if len(batch) < self._BATCHSIZE:
                return

    def _batch_appends(self, items):
        self._batched(items, self.save, APPEND, APPENDS)

    def _batch_setitems(self, items):
        save = self.save

        def save_pair(pair):
            key, value = pair
            save(key)
            save(value)
        self._batched(items, save_pair, SETITEM, SETITEMS)

    def save_inst(self, obj):
        cls = obj.__class__
        arguments = ()
        if hasattr(obj, '__getinitargs__'):
            arguments = obj.__getinitargs__()
            len(arguments)      # it has to be a sequence
            _keep_alive(arguments, self.memo)
        self.write(MARK)
        if self.bin:
            self.save(cls)
        for argument in arguments:
            self.save(argument)
        self.write(OBJ if self.bin else '%s%s\n%s\n' % (INST, cls.__module__, cls.__name__))
        self.memoize(obj)
        try:
            getstate = obj.__getstate__
        except AttributeError:
            state = obj.__dict__
        else:
            state = getstate()
            _keep_alive(state, self.memo)
        self.save(state)
        self.write(BUILD)
    dispatch[InstanceType] = save_inst

    def save_global(self, obj, name=None, pack=struct.pack):
        """Write the name of a class, a function or the like, after making sure that it can be found again."""
        if name is None:
            name = obj.__name__
        module = getattr(obj, "__module__", None)
        if module is None:
            module = whichmodule(obj, name)
        try:
            __import__(module)
            found = getattr(sys.modules[module], name)
        except (ImportError, KeyError, AttributeError):
            raise PicklingError("Can't pickle %r: it's not found as %s.%s" % (obj, module, name))
        if found is not obj:
            raise PicklingError("Can't pickle %r: it's not the same object as %s.%s" % (obj, module, name))
        code = _extension_registry.get((module, name)) if self.proto >= 2 else None
        if code:
            assert code > 0
            if code <= 0xff:
                self.write(EXT1 + chr(code))
            elif code <= 0xffff:
                self.write(EXT2 + chr(code & 0xff) + chr(code >> 8))
            else:
                self.write(EXT4 + _pack_i32(code))
            return
        self.write('%s%s\n%s\n' % (GLOBAL, module, name))
        self.memoize(obj)

    for _kind in ClassType, FunctionType, BuiltinFunctionType, TypeType:
        dispatch[_kind] = save_global
    del _kind


def _keep_alive(x, memo):
    # A temporary object must not make room for another of the same id while the memo is in use.
    memo.setdefault(id(memo), []).append(x)


classmap = {}   # function -> the name of its module, for those that do not say it themselves


def whichmodule(func, funcname):
    """The name of the module where the function is a global of that name; '__main__' if there is no other."""
    home = getattr(func, "__module__", None)
    if home is not None:
        return home
    if func not in classmap:
        homes = [name for name, module in sys.modules.items()
                 if module is not None and name != '__main__' and getattr(module, funcname, None) is func]
        classmap[func] = homes[0] if homes else '__main__'
    return classmap[func]


class Unpickler:
    """Unpickler(file): reads pickles from whatever has the methods read() and readline()."""

    def __init__(self, file):
        self.readline = file.readline
        self.read = file.read
        self.memo = {}      # the number as text -> object

    def load(self):
        """The object that the next pickle in the file stands for."""
        self.mark = object()    # lies on the stack where an opcode MARK was
        self.stack = []
        self.append = self.stack.append
        read, run = self.read, self.dispatch
        try:
            while True:
                run[read(1)](self)
        except _Stop as stop:
            return stop.value

    def marker(self):
        """The index of the topmost mark."""
        stack, mark = self.stack, self.mark
        at = len(stack) - 1
        while stack[at] is not mark:
            at -= 1
        return at

    def _above_mark(self):
        # takes the mark and what lies above off the stack
        at = self.marker()
        items = self.stack[at + 1:]
        del self.stack[at:]
        return items

    def _line(self):
        return self.readline()[:-1]

    def _i32(self):
        digits = self.read(4)
        if len(digits) < 4:
            raise EOFError
        return _unpack_i32(digits)[0]

    def _u16(self):
        digits = self.read(2)
        if len(digits) < 2:
            raise EOFError
        return ord(digits[0]) | ord(digits[1]) << 8

    dispatch = {}

    def load_eof(self):
        raise EOFError
    dispatch[''] = load_eof

    def load_proto(self):
        version = ord(self.read(1))
        if version > HIGHEST_PROTOCOL:
            raise ValueError("unsupported pickle protocol: %d" % version)
    dispatch[PROTO] = load_proto

    # -- names

    def load_persid(self):
        self.append(self.persistent_load(self._line()))
    dispatch[PERSID] = load_persid

    def load_binpersid(self):
        self.append(self.persistent_load(self.stack.pop()))
    dispatch[BINPERSID] = load_binpersid

    def load_global(self):
        module = self._line()
        name = self._line()
        self.append(self.find_class(module, name))
    dispatch[GLOBAL] = load_global

    def find_class(self, module, name):
        """The global of that name; subclasses may refuse some, or look elsewhere."""
        __import__(module)
        return getattr(sys.modules[module], name)

    def load_ext1(self):
        self.get_extension(ord(self.read(1)))
    dispatch[EXT1] = load_ext1

    def load_ext2(self):
        self.get_extension(self._u16())
    dispatch[EXT2] = load_ext2

    def load_ext4(self):
        self.get_extension(self._i32())
    dispatch[EXT4] = load_ext4

    def get_extension(self, code):
        try:
            found = _extension_cache[code]
        except KeyError:
            if code not in _inverted_registry:
                raise ValueError("unregistered extension code %d" % code)
            found = _extension_cache[code] = self.find_class(*_inverted_registry[code])
        self.append(found)

    # -- plain values

    def load_none(self):
        self.append(None)
    dispatch[NONE] = load_none

    def load_true(self):
        self.append(True)
    dispatch[NEWTRUE] = load_true

    def load_false(self):
        self.append(False)
    dispatch[NEWFALSE] = load_false

    def load_int(self):
        text = self.readline()
        if text == TRUE[1:]:
            self.append(True)
        elif text == FALSE[1:]:
            self.append(False)
        else:
            try:
                value = int(text)
            except ValueError:
                value = long(text)      # for its message
            self.append(value)
    dispatch[INT] = load_int

    def load_binint(self):
        self.append(self._i32())
    dispatch[BININT] = load_binint

    def load_binint1(self):
        self.append(ord(self.read(1)))
    dispatch[BININT1] = load_binint1

    def load_binint2(self):
        self.append(self._u16())
    dispatch[BININT2] = load_binint2

    def load_long(self):
        self.append(long(self._line(), 0))
    dispatch[LONG] = load_long

    def load_long1(self):
        self.append(decode_long(self.read(ord(self.read(1)))))
    dispatch[LONG1] = load_long1

    def load_long4(self):
        self.append(decode_long(self.read(self._i32())))
    dispatch[LONG4] = load_long4

    def load_float(self):
        self.append(float(self._line()))
    dispatch[FLOAT] = load_float

    def load_binfloat(self, unpack=struct.unpack):
        self.append(_unpack_double(self.read(8))[0])
    dispatch[BINFLOAT] = load_binfloat

    def load_string(self):
        text = self._line().rstrip()
        if len(text) < 2 or text[0] not in '"\'' or text[-1] != text[0]:
            raise ValueError("insecure string pickle")
        self.append(text[1:-1].decode('string-escape'))
    dispatch[STRING] = load_string

    def load_binstring(self):
        self.append(self.read(self._i32()))
    dispatch[BINSTRING] = load_binstring

    def load_short_binstring(self):
        self.append(self.read(ord(self.read(1))))
    dispatch[SHORT_BINSTRING] = load_short_binstring

    def load_unicode(self):
        self.append(self._line().decode('raw-unicode-escape'))
    dispatch[UNICODE] = load_unicode

    def load_binunicode(self):
        self.append(self.read(self._i32()).decode('utf-8'))
    dispatch[BINUNICODE] = load_binunicode

    # -- containers

    def load_tuple(self):
        self.append(tuple(self._above_mark()))
    dispatch[TUPLE] = load_tuple

    def load_empty_tuple(self):
        self.append(())
    dispatch[EMPTY_TUPLE] = load_empty_tuple

    def load_tuple1(self):
        self.stack[-1] = self.stack[-1],
    dispatch[TUPLE1] = load_tuple1

    def load_tuple2(self):
        stack = self.stack
        stack[-2:] = [(stack[-2], stack[-1])]
    dispatch[TUPLE2] = load_tuple2

    def load_tuple3(self):
        stack = self.stack
        stack[-3:] = [(stack[-3], stack[-2], stack[-1])]
    dispatch[TUPLE3] = load_tuple3

    def load_list(self):
        self.append(self._above_mark())
    dispatch[LIST] = load_list

    def load_empty_list(self):
        self.append([])
    dispatch[EMPTY_LIST] = load_empty_list

    def load_append(self):
        item = self.stack.pop()
        self.stack[-1].append(item)
    dispatch[APPEND] = load_append

    def load_appends(self):
        items = self._above_mark()
        target = self.stack[-1]
        if isinstance(target, list):
            target.extend(items)
        else:
            append = target.append
            for item in items:
                append(item)
    dispatch[APPENDS] = load_appends

    def load_dict(self):
        items = self._above_mark()
        made = {}
        for at in xrange(0, len(items), 2):
            made[items[at]] = items[at + 1]
        self.append(made)
    dispatch[DICT] = load_dict

    def load_empty_dictionary(self):
        self.append({})
    dispatch[EMPTY_DICT] = load_empty_dictionary

    def load_setitem(self):
        value = self.stack.pop()
        key = self.stack.pop()
        self.stack[-1][key] = value
    dispatch[SETITEM] = load_setitem

    def load_setitems(self):
        items = self._above_mark()
        target = self.stack[-1]
        for at in xrange(0, len(items), 2):
            target[items[at]] = items[at + 1]
    dispatch[SETITEMS] = load_setitems

    # -- objects

    def _instantiate(self, klass, arguments):
        if not arguments and type(klass) is ClassType and not hasattr(klass, '__getinitargs__'):
            # an instance of an old-style class comes without its __init__ being called
            made = _EmptyClass()
            made.__class__ = klass
        else:
            try:
                made = klass(*arguments)
            except TypeError as problem:
                raise TypeError, "in constructor for %s: %s" % (klass.__name__, problem), sys.exc_info()[2]
        self.append(made)

    def load_inst(self):
        module = self._line()
        name = self._line()
        klass = self.find_class(module, name)
        self._instantiate(klass, self._above_mark())
    dispatch[INST] = load_inst

    def load_obj(self):
        items = self._above_mark()
        self._instantiate(items[0], items[1:])
    dispatch[OBJ] = load_obj

    def load_newobj(self):
        arguments = self.stack.pop()
        cls = self.stack[-1]
        self.stack[-1] = cls.__new__(cls, *arguments)
    dispatch[NEWOBJ] = load_newobj

    def load_reduce(self):
        arguments = self.stack.pop()
        function = self.stack[-1]
        self.stack[-1] = function(*arguments)
    dispatch[REDUCE] = load_reduce

    def load_build(self):
        state = self.stack.pop()
        made = self.stack[-1]
        setstate = getattr(made, "__setstate__", None)
        if setstate:
            setstate(state)
            return
        slots = None
        if isinstance(state, tuple) and len(state) == 2:
            state, slots = state
        if state:
            namespace = made.__dict__
            for name, value in state.iteritems():
                namespace[intern(name) if type(name) is str else name] = value
        if slots:
            for name, value in slots.items():
                setattr(made, name, value)
    dispatch[BUILD] = load_build

    # -- the stack and the memo

    def load_pop(self):
        del self.stack[-1]
    dispatch[POP] = load_pop

    def load_pop_mark(self):
        del self.stack[self.marker():]
    dispatch[POP_MARK] = load_pop_mark

    def load_dup(self):
        self.append(self.stack[-1])
    dispatch[DUP] = load_dup

    def load_mark(self):
        self.append(self.mark)
    dispatch[MARK] = load_mark

    def load_stop(self):
        raise _Stop(self.stack.pop())
    dispatch[STOP] = load_stop

    def load_get(self):
        self.append(self.memo[self._line()])
    dispatch[GET] = load_get

    def load_binget(self):
        self.append(self.memo[repr(ord(self.read(1)))])
    dispatch[BINGET] = load_binget

    def load_long_binget(self):
        self.append(self.memo[repr(self._i32())])
    dispatch[LONG_BINGET] = load_long_binget

    def load_put(self):
        self.memo[self._line()] = self.stack[-1]
    dispatch[PUT] = load_put

    def load_binput(self):
        self.memo[repr(ord(self.read(1)))] = self.stack[-1]
    dispatch[BINPUT] = load_binput

    def load_long_binput(self):
        self.memo[repr(self._i32())] = self.stack[-1]
    dispatch[LONG_BINPUT] = load_long_binput


class _EmptyClass:
    pass


def encode_long(x):
    """The fewest bytes of two's complement, little-endian, that hold a long; none for 0."""
    if x == 0:
        return ''
    magnitude = x if x > 0 else ~x
    size = magnitude.bit_length() // 8 + 1      # with room for the sign
    digits = '%0*x' % (2 * size, x if x > 0 else x + (1L << 8 * size))
    return _binascii.unhexlify(digits)[::-1]


def decode_long(data):
    """The long that encode_long() made the bytes of."""
    if not data:
        return 0L
    value = long(_binascii.hexlify(data[::-1]), 16)
    if data[-1] >= '\x80':
        value -= 1L << 8 * len(data)
    return value


def dump(obj, file, protocol=None):
    """Write the pickle of an object to a file."""
    Pickler(file, protocol).dump(obj)


def dumps(obj, protocol=None):
    """The pickle of an object."""
    into = StringIO()
    Pickler(into, protocol).dump(obj)
    return into.getvalue()


def load(file):
    """The object of the next pickle in a file."""
    return Unpickler(file).load()


def loads(str):
    """The object that a pickle stands for; what follows the pickle is ignored."""
    return Unpickler(StringIO(str)).load()
