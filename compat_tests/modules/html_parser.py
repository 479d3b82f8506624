# HTMLParser tells what it finds, also where text comes in pieces and markup is broken.
import HTMLParser


class Teller(HTMLParser.HTMLParser):
    def handle_starttag(self, tag, attrs):
        print 'start', self.getpos(), tag, attrs, self.get_starttag_text()

    def handle_endtag(self, tag):
        print 'end', tag

    def handle_data(self, data):
        print 'data', repr(data)

    def handle_entityref(self, name):
        print 'entity', name

    def handle_charref(self, name):
        print 'char', name

    def handle_comment(self, data):
        print 'comment', repr(data)

    def handle_decl(self, data):
        print 'decl', repr(data)

    def handle_pi(self, data):
        print 'pi', repr(data)

    def unknown_decl(self, data):
        print 'unknown', repr(data)


for text in ('<!DOCTYPE html>\n<p CLASS="a &amp; &#x41;&eacute;" id=x checked>t&lt;&#65;&x y</p>',
             '<br/><img src=a/><a href="x"title=y>', '<script>if (a<b) "</p>"</script>x', '<!-- c -- ><![CDATA[d]]><?pi x>',
             '<a b="c', '</ p></p x><p', '<', '&', '&#', 'a & b &c', '<a$><a/b><1>', '<![if x]>y<![endif]>', '</>', '<!bogus>'):
    print '==', repr(text)
    for size in len(text), 1:
        parser = Teller()
        try:
            for at in range(0, len(text), size):
                parser.feed(text[at:at + size])
            parser.close()
        except HTMLParser.HTMLParseError as problem:
            print 'error', problem
