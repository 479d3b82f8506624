# D5: running out of descriptors collects abandoned files and tries again
import resource
resource.setrlimit(resource.RLIMIT_NOFILE, (64, 64))
def spoil():
    # A cycle keeps each file until a collection.
    l = [open('/dev/null')]
    l.append(l)
for i in range(1000):
    spoil()
print 'survived'
