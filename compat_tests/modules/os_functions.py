# os: directories, files, environment, walk, pipes, fork
import os, tempfile, shutil
d = os.path.realpath(tempfile.mkdtemp())
os.makedirs(os.path.join(d, 'a', 'b')); f = open(os.path.join(d, 'a', 'f'), 'w'); f.write('12345'); f.close()
print sorted(os.listdir(os.path.join(d, 'a'))), os.path.getsize(os.path.join(d, 'a', 'f')), [(os.path.relpath(r, d), s, f) for r, s, f in os.walk(d)], os.path.isdir(d), os.path.exists(d + 'x')
os.rename(os.path.join(d, 'a', 'f'), os.path.join(d, 'g')); os.symlink('g', os.path.join(d, 'l')); os.chmod(os.path.join(d, 'g'), 0640); st = os.stat(os.path.join(d, 'l')); print st.st_size, oct(st.st_mode), st[6], os.readlink(os.path.join(d, 'l')), os.path.islink(os.path.join(d, 'l')), os.access(d, os.R_OK)
os.environ['TV'] = 'x'; print os.popen('echo $TV').read(), os.getenv('TV'), os.environ.get('NOPE'), os.path.expandvars('$TV/${TV}'); del os.environ['TV']; print os.popen('echo [$TV]').read(), os.system('exit 3') >> 8
r, w = os.pipe(); os.write(w, 'pp'); print os.read(r, 10); os.close(r); os.close(w)
pid = os.fork()
if not pid: os._exit(7)
p, s = os.waitpid(pid, 0); print p == pid, os.WEXITSTATUS(s), os.WIFEXITED(s)
os.removedirs(os.path.join(d, 'a', 'b')); print sorted(os.listdir(d)); shutil.rmtree(d); print os.path.exists(d), os.strerror(2), os.sep, os.linesep == '\n', os.path.join('a', '/b', 'c'), os.path.normpath('/a/../b//c/.'), os.path.splitext('x.tar.gz'), os.getcwd() == os.path.abspath('.')
