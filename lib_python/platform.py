"""What machine, system and Python this is (library reference 15.15; POSIX).

Most of it is os.uname(); what cannot be found out is ''.  `platform()` joins it to one readable name, python_*() take
sys.version apart.
"""

import os
import re
import sys

__copyright__ = ""
__version__ = '1.0.7'

DEV_NULL = '/dev/null'

_uname_cache = None
_platform_cache = {}
_sys_version_cache = {}


# -- libc and executables

_libc = re.compile(r'(__libc_init)|(GLIBC_([0-9.]+))|(libc(_\w+)?\.so(?:\.(\d[0-9.]*))?)')


def _number(version):
    return [int(part) if part.isdigit() else -1 for part in version.split('.')]


def libc_ver(executable=sys.executable, lib='', version='', chunksize=2048):
    """(library, version) of the C library that an executable is linked with, by the names in it."""
    if os.path.islink(executable):
        executable = os.path.realpath(executable)
    with open(executable, 'rb') as file:
        text = file.read(chunksize)
        while text:
            more = file.read(chunksize)
            # a name at the end of what has been read may go on
            end = len(text) - 64 if more else len(text)
            at = 0
            while True:
                match = _libc.search(text, at)
                if not match or match.start() >= end > 0:
                    break
                at = match.end()
                lib, version = _better_libc(lib, version, *match.groups())
            text = text[max(at, end):] + more if more else ''
    return lib, version


def _better_libc(lib, version, init, glibc, glibc_version, so, threads, so_version):
    if glibc:
        if lib != 'glibc' or _number(glibc_version) > _number(version):
            return 'glibc', glibc_version
    elif init and not lib:
        return 'libc', version
    elif so and lib != 'glibc':
        if so_version and (not version or _number(so_version) > _number(version)):
            version = so_version
        if threads and not version.endswith(threads):
            version += threads
        return 'libc', version
    return lib, version


def architecture(executable=sys.executable, bits='', linkage=''):
    """(bits, linkage) of an executable, such as ('64bit', 'ELF'); of this interpreter unless given."""
    if not bits:
        bits = '64bit' if sys.maxsize > 2 ** 32 else '32bit'
    try:
        with open(os.path.realpath(executable), 'rb') as file:
            head = file.read(5)
    except (IOError, TypeError):
        return bits, linkage
    if head[:4] == '\x7fELF':
        return {'\x01': '32bit', '\x02': '64bit'}.get(head[4:], bits), 'ELF'
    if head[:2] == 'MZ':
        return bits, 'WindowsPE'
    return bits, linkage


# -- distributions

_supported_dists = ('SuSE', 'debian', 'fedora', 'redhat', 'centos', 'mandrake', 'mandriva', 'rocks', 'slackware',
                    'yellowdog', 'gentoo', 'UnitedLinux', 'turbolinux', 'arch', 'mageia')

_release_names = re.compile(r'(\w+)[-_](release|version)')
_lsb_line = re.compile(r'(.+) release ([\d.]+)[^(]*(?:\((.+)\))?')
_plain_line = re.compile(r'([^0-9]+)(?: release )?([\d.]+)[^(]*(?:\((.+)\))?')


def _parse_release_file(firstline):
    # 'Name release 1.2 (Code)', or something like it
    match = _lsb_line.match(firstline) or _plain_line.match(firstline)
    if match:
        return match.groups()
    words = firstline.split()
    return '', words[0] if words else '', words[1] if len(words) > 1 else ''


def linux_distribution(distname='', version='', id='', supported_dists=_supported_dists, full_distribution_name=1):
    """(name, version, code name) of a Linux distribution, as its release file in /etc tells them.

    The full name is the one in the file, the short one that in the file's name.
    """
    try:
        names = sorted(os.listdir('/etc'))
    except os.error:
        return distname, version, id
    for name in names:
        match = _release_names.match(name)
        if match and match.group(1) in supported_dists:
            break
    else:
        return distname, version, id
    with open(os.path.join('/etc', name)) as file:
        full, found_version, found_id = _parse_release_file(file.readline().strip())
    distname = full if full and full_distribution_name else match.group(1)
    return distname, found_version or version, found_id or id


def dist(distname='', version='', id='', supported_dists=_supported_dists):
    """linux_distribution() with the short name."""
    return linux_distribution(distname, version, id, supported_dists=supported_dists, full_distribution_name=0)


# -- other systems

def popen(cmd, mode='r', bufsize=None):
    """os.popen()"""
    import warnings
    warnings.warn('use os.popen instead', DeprecationWarning, stacklevel=2)
    return os.popen(cmd, mode) if bufsize is None else os.popen(cmd, mode, bufsize)


def win32_ver(release='', version='', csd='', ptype=''):
    """(release, version, service pack, type) of Windows; elsewhere what was given."""
    return release, version, csd, ptype


def mac_ver(release='', versioninfo=('', '', ''), machine=''):
    """(release, (version, stage, non-release version), machine) of Mac OS; elsewhere what was given."""
    return release, versioninfo, machine


def java_ver(release='', vendor='', vminfo=('', '', ''), osinfo=('', '', '')):
    """(release, vendor, virtual machine, system) of Java; elsewhere what was given."""
    return release, vendor, vminfo, osinfo


def system_alias(system, release, version):
    """The names that marketing uses for some systems."""
    if system == 'Rhapsody':
        return 'MacOS X Server', system + release, version
    if system == 'SunOS':
        if release < '5':
            return system, release, version     # that is its name
        major, dot, rest = release.partition('.')
        if major.isdigit():
            release = str(int(major) - 3) + dot + rest
        return 'Solaris', release, version
    if system == 'IRIX64':
        mark = '64bit' if not version else version + ' (64bit)'
        return 'IRIX', release, mark
    if system in ('win32', 'win16'):
        return 'Windows', release, version
    return system, release, version


# -- this system

def _unknown_is_nothing(text):
    return '' if text == 'unknown' else text


def uname():
    """(system, node, release, version, machine, processor)"""
    global _uname_cache
    if _uname_cache is None:
        try:
            fields = os.uname()
        except AttributeError:
            fields = sys.platform, '', '', '', ''
        _uname_cache = tuple(map(_unknown_is_nothing, tuple(fields) + (_processor(),)))
    return _uname_cache


def _processor():
    # what the command uname knows, where it knows it
    try:
        pipe = os.popen('uname -p 2> ' + DEV_NULL)
        text = pipe.read().strip()
        failed = pipe.close()
    except (os.error, IOError, AttributeError):
        return ''
    return '' if failed else text


def system():
    """The name of the system: 'Linux'."""
    return uname()[0]


def node():
    """The machine's name in the network."""
    return uname()[1]


def release():
    """The system's release."""
    return uname()[2]


def version():
    """The system's version within the release."""
    return uname()[3]


def machine():
    """The kind of machine: 'x86_64'."""
    return uname()[4]


def processor():
    """The kind of processor, where the system tells it."""
    return uname()[5]


def _platform(*parts):
    # a name that can be part of a file's: no blanks, nothing twice, nothing that is missing
    text = '-'.join(part.strip() for part in parts if part).replace(' ', '_')
    for char in '/\\:;"()':
        text = text.replace(char, '-')
    text = text.replace('unknown', '')
    return re.sub('-+', '-', text).strip('-') if '--' in text or text[-1:] == '-' else text


def platform(aliased=0, terse=0):
    """One readable name of the system; `aliased` for its marketing name, `terse` for the shortest that will do."""
    key = aliased, terse
    if key in _platform_cache:
        return _platform_cache[key]
    name, _, rel, ver, kind, cpu = uname()
    if kind == cpu:
        cpu = ''
    if aliased:
        name, rel, ver = system_alias(name, rel, ver)
    if name == 'Linux':
        distribution, number, code = dist('')
        if distribution and not terse:
            text = _platform(name, rel, kind, cpu, 'with', distribution, number, code)
        else:
            text = _platform(name, rel, kind, cpu, 'with', ''.join(libc_ver(sys.executable)))
    elif terse:
        text = _platform(name, rel)
    else:
        text = _platform(name, rel, kind, cpu, *architecture(sys.executable))
    _platform_cache[key] = text
    return text


# -- this Python

_cpython_version = re.compile(r'([\w.+]+)\s*'                       # the version
                              r'\(#?([^,]+)(?:,\s*([\w ]*)(?:,\s*([\w :]*))?)?\)\s*'    # (number, date, time)
                              r'\[([^\]]+)\]?')                     # [compiler]
_pypy_version = re.compile(r'([\w.+]+)\s*\(#?([^,]+),\s*([\w ]+),\s*([\w :]+)\)\s*\[PyPy [^\]]+\]?')
_ironpython_version = re.compile(r'IronPython\s*([\d.]+)(?: \([\d.]+\))? on (.NET [\d.]+)')
_ironpython_26_version = re.compile(r'([\d.]+)\s*\(IronPython\s*[\d.]+\s*\([\d.]+\) on ([\w.]+ [\d.]+(?: \(\d+-bit\))?)\)')


def _sys_version(sys_version=None):
    # (implementation, version, branch, revision, build number, build date, compiler)
    if sys_version is None:
        sys_version = sys.version
    found = _sys_version_cache.get(sys_version)
    if found is not None:
        return found

    def parsed(*patterns):
        for pattern in patterns:
            match = pattern.match(sys_version)
            if match:
                return match.groups()
        raise ValueError('failed to parse %ssys.version: %s'
                         % ({'IronPython': 'IronPython ', 'PyPy': 'PyPy '}.get(name, 'CPython '), repr(sys_version)))

    number = date = ''
    if 'IronPython' in sys_version:
        name = 'IronPython'
        version, compiler = parsed(*[_ironpython_version] if sys_version.startswith(name) else [_ironpython_26_version])
    elif sys.platform.startswith('java'):
        name = 'Jython'
        version, number, date, _, compiler = parsed(_cpython_version)
        compiler = sys.platform
    elif 'PyPy' in sys_version:
        name = 'PyPy'
        version, number, date, _ = parsed(_pypy_version)
        compiler = ''
    else:
        name = 'CPython'
        version, number, date, time, compiler = parsed(_cpython_version)
        if date and time:
            date += ' ' + time
    branch = revision = ''
    if hasattr(sys, 'subversion'):
        _, branch, revision = sys.subversion
    parts = version.split('.')
    if len(parts) == 2:
        parts.append('0')
    elif name == 'IronPython' and sys_version.startswith(name) and len(parts) > 3:
        parts = parts[:3]
    found = _sys_version_cache[sys_version] = (name, '.'.join(parts), branch, revision, number or '', date or '', compiler)
    return found


def python_implementation():
    """'CPython', 'PyPy', 'Jython' or 'IronPython'."""
    return _sys_version()[0]


def python_version():
    """The version, with all three numbers: '2.7.18'."""
    return _sys_version()[1]


def python_version_tuple():
    """The version's parts, as strings."""
    return tuple(_sys_version()[1].split('.'))


def python_branch():
    """The branch that the interpreter was built from, if known."""
    return _sys_version()[2]


def python_revision():
    """The revision that the interpreter was built from, if known."""
    return _sys_version()[3]


def python_build():
    """(number, date) of the build."""
    return _sys_version()[4:6]


def python_compiler():
    """The compiler that made the interpreter."""
    return _sys_version()[6]


if __name__ == '__main__':
    terse = 'terse' in sys.argv or '--terse' in sys.argv
    aliased = not ('nonaliased' in sys.argv or '--nonaliased' in sys.argv)
    print platform(aliased, terse)
    sys.exit(0)
