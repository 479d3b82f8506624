# -*- coding: koi8-r -*-
# a source in an encoding that a codec of the library decodes: str keeps its bytes, unicode has the characters
print repr("Питон"), repr(u"Питон")
print u"Питон".encode("utf-8")
