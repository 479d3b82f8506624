# markupbase scans document type declarations for HTMLParser's older sister.
import markupbase


class Parser(markupbase.ParserBase):
    def error(self, message):
        raise ValueError(message)

    def handle_decl(self, data):
        print 'decl', repr(data)

    def handle_comment(self, data):
        print 'comment', repr(data)

    def unknown_decl(self, data):
        print 'unknown', repr(data)


for text in ('<!DOCTYPE a PUBLIC "x" \'y\'>', '<!doctype a [<!ELEMENT b (c)> <!ATTLIST b c (d|e) #IMPLIED f CDATA "g">'
             ' <!ENTITY % h "i"> <!ENTITY j SYSTEM "k"> <!NOTATION l PUBLIC "m"> <!-- n --> %o; ] >', '<!x y [z]>', '<!>',
             '<!--a-->', '<![cdata[x]]>', '<![if y]>', '<![foo[x]]>', '<!attlist [', '<!doctype a [<?x?>]>', '<!doctype a [b',
             '<!doctype a [<!foo x>]>', '<!doctype a [] x>', '<!a $>', '<!a', '<!', '<!-', '<!doctype a ["x"]>'):
    parser = Parser()
    parser.reset()
    parser.rawdata = text
    try:
        print repr(text), parser.parse_declaration(0)
    except ValueError as problem:
        print repr(text), problem, parser.getpos()
try:
    markupbase.ParserBase()
except RuntimeError as problem:
    print problem
