import json,_json
def t(f,*a,**k):
    try: print repr(f(*a,**k))
    except Exception as e: print type(e),e.args
J=_json
for x in ('[nope]','[','{','{"a"','{"a":','{"a":1','{"a":1,','{"a":nope}','[1,','[1 2]','{1:2}','{"a" 1}','"abc','"a\\q"','"\\u12"','"\\u12zz  "','"\x01"','-','-x','1.','1.5e','1e+','01','--1','NaN','-Infinity','Infinit','tru','', ' ','"\\','"\\ud800\\u00zz"', '1.0e5 x','[1e5,-0,0,-1.5E+3,1e400,123456789012345678901234567890]','"\\ud834\\udd20\\ud834x\\u00e9\\n\\"\\/"','{"a":1,"b":[1,2,{"a":null}],"a":true}','["\xc3\xa9","ascii","\xf0\x9d\x84\xa0"]','[ ]',' { } ','"\x7f"', '[1,]', '{"a":1,}', '"\xff"', '["a\\tb", "c"]'):
    t(json.loads,x); 
    try: t(json.loads,x.decode('utf-8'))
    except UnicodeDecodeError: pass
t(J.scanstring,'"abc"',0);t(J.scanstring,'abc"',0);t(J.scanstring,'abc"',10);t(J.scanstring,'abc"',-1);t(J.scanstring,5,1);t(J.scanstring,'abc"',0,5);t(J.scanstring,'\xffabc"',0);t(J.scanstring,'\xffabc"',0,'latin-1');t(J.scanstring,u'\xffabc"',0,None,False);t(J.scanstring,'a\x01"',0,None,0);t(J.scanstring,'abc\xff"',0,'nope');t(J.scanstring,'abc"',0,u'ascii');t(J.scanstring,'abc"',0,'utf-8',True,5);t(J.scanstring);t(J.scanstring,'a"',2**70)
t(J.encode_basestring_ascii,5);t(J.encode_basestring_ascii,'\xff');t(J.encode_basestring_ascii,u'\U00012345\x7f\x00\ud800"\\/\n');t(J.encode_basestring_ascii,'\xc3\xa9 a\x7f\x01')
t(J.make_scanner);t(J.make_scanner,5);t(J.make_encoder);t(J.make_encoder,1,2,3,4,5,6,7,8,9)
m=J.make_encoder({},str,J.encode_basestring_ascii,None,': ',', ',False,False,True)
def j(v,l): return ''.join(m(v,l))
t(j,[1,2L,1.5,float('nan'),None,True,u'x',{'a':1},{1:2},{None:3},{True:4},{1.5:6},{2L:5}],0);t(m,{():1},0);a=[];a.append(a);t(m,a,0);t(m,1);t(m,1,2,3);t(m,1,'x');t(lambda: len(m.markers));t(setattr,m,'markers',1);t(lambda:(m.indent,m.skipkeys,m.sort_keys,m.default))
m=J.make_encoder(None,lambda o:o,J.encode_basestring_ascii,None,': ',', ',True,True,False)
t(j,{():1,'b':2,'a':1},0);t(m,float('inf'),0)
m=J.make_encoder({},lambda o:o,J.encode_basestring_ascii,None,': ',', ',True,True,False)
t(m,object(),0)
s=J.make_scanner(json.decoder.JSONDecoder())
t(s,'[1]',0);t(s,'[1]',5);t(s,'[1]',-1);t(s,5,0);t(s,'1');t(s,'nope',0); t(setattr,s,'strict',1)
for kw in ({},{'ensure_ascii':False},{'sort_keys':True},{'indent':2},{'separators':(',',':')},{'encoding':'latin-1'},{'allow_nan':False},{'skipkeys':True}):
    for v in ([u'\xe9','a',{'k':(1,2)}],['\xc3\xa9'],[float('inf')],{(1,2):3,'x':1},{'a':{'b':{}}},'x',u'\u1234',[[],{},()],1.1,10**30,{1:[True,None]}): t(json.dumps,v,**kw)
t(json.loads,'[1.5,2]',parse_float=str,parse_int=repr);t(json.loads,'[NaN]',parse_constant=lambda c:c);t(json.loads,'{"a":{"b":1}}',object_hook=lambda d:sorted(d.items()));t(json.loads,'{"a":{"b":1}}',object_pairs_hook=lambda d:d);t(json.loads,'["\xe9"]',encoding='latin-1');t(json.loads,'"\n"',strict=False);t(json.loads,5);t(json.loads,u'[1.5]',parse_float=repr)
t(json.loads,'['*100000); 
a=[]
for i in range(3000): a=[a]
t(json.dumps,a); 
 
