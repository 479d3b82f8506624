"""The tables of RFC 3454, which profiles like nameprep are made of.

Most follow from Unicode 3.2, on which the RFC rests; what it says besides is listed here.
"""

from unicodedata import ucd_3_2_0 as unicodedata

# Mapped to nothing: soft hyphen, joiners, variation selectors.
b1_set = set([0xAD, 0x34F, 0x1806, 0x2060, 0xFEFF])
b1_set.update(range(0x180B, 0x180E) + range(0x200B, 0x200E) + range(0xFE00, 0xFE10))

# Control characters that Unicode does not count as such.
c22_specials = set([0x6DD, 0x70F, 0x180E, 0x200C, 0x200D, 0x2028, 0x2029, 0xFEFF])
for _first, _behind in (0x2060, 0x2064), (0x206A, 0x2070), (0xFFF9, 0xFFFD), (0x1D173, 0x1D17B):
    c22_specials.update(range(_first, _behind))
c6_set = set(range(0xFFF9, 0xFFFE))
c7_set = set(range(0x2FF0, 0x2FFC))
c8_set = set([0x340, 0x341, 0x200E, 0x200F]).union(range(0x202A, 0x202F), range(0x206A, 0x2070))
c9_set = set([0xE0001]).union(range(0xE0020, 0xE0080))

# Where case folding differs from lower(): code point, colon, what it folds to, in hexadecimal.
_FOLDING = """
b5:3bc df:73+73 130:69+307 149:2bc+6e 17f:73 1f0:6a+30c 345:3b9 37a:20+3b9 390:3b9+308+301 3b0:3c5+308+301 3c2:3c3
3d0:3b2 3d1:3b8 3d2:3c5 3d3:3cd 3d4:3cb 3d5:3c6 3d6:3c0 3f0:3ba 3f1:3c1 3f2:3c3 3f5:3b5 587:565+582 1e96:68+331
1e97:74+308 1e98:77+30a 1e99:79+30a 1e9a:61+2be 1e9b:1e61 1f50:3c5+313 1f52:3c5+313+300 1f54:3c5+313+301
1f56:3c5+313+342 1f80:1f00+3b9 1f81:1f01+3b9 1f82:1f02+3b9 1f83:1f03+3b9 1f84:1f04+3b9 1f85:1f05+3b9 1f86:1f06+3b9
1f87:1f07+3b9 1f88:1f00+3b9 1f89:1f01+3b9 1f8a:1f02+3b9 1f8b:1f03+3b9 1f8c:1f04+3b9 1f8d:1f05+3b9 1f8e:1f06+3b9
1f8f:1f07+3b9 1f90:1f20+3b9 1f91:1f21+3b9 1f92:1f22+3b9 1f93:1f23+3b9 1f94:1f24+3b9 1f95:1f25+3b9 1f96:1f26+3b9
1f97:1f27+3b9 1f98:1f20+3b9 1f99:1f21+3b9 1f9a:1f22+3b9 1f9b:1f23+3b9 1f9c:1f24+3b9 1f9d:1f25+3b9 1f9e:1f26+3b9
1f9f:1f27+3b9 1fa0:1f60+3b9 1fa1:1f61+3b9 1fa2:1f62+3b9 1fa3:1f63+3b9 1fa4:1f64+3b9 1fa5:1f65+3b9 1fa6:1f66+3b9
1fa7:1f67+3b9 1fa8:1f60+3b9 1fa9:1f61+3b9 1faa:1f62+3b9 1fab:1f63+3b9 1fac:1f64+3b9 1fad:1f65+3b9 1fae:1f66+3b9
1faf:1f67+3b9 1fb2:1f70+3b9 1fb3:3b1+3b9 1fb4:3ac+3b9 1fb6:3b1+342 1fb7:3b1+342+3b9 1fbc:3b1+3b9 1fbe:3b9
1fc2:1f74+3b9 1fc3:3b7+3b9 1fc4:3ae+3b9 1fc6:3b7+342 1fc7:3b7+342+3b9 1fcc:3b7+3b9 1fd2:3b9+308+300 1fd3:3b9+308+301
1fd6:3b9+342 1fd7:3b9+308+342 1fe2:3c5+308+300 1fe3:3c5+308+301 1fe4:3c1+313 1fe6:3c5+342 1fe7:3c5+308+342
1ff2:1f7c+3b9 1ff3:3c9+3b9 1ff4:3ce+3b9 1ff6:3c9+342 1ff7:3c9+342+3b9 1ffc:3c9+3b9 20a8:72+73 2102:63 2103:b0+63
2107:25b 2109:b0+66 210b:68 210c:68 210d:68 2110:69 2111:69 2112:6c 2115:6e 2116:6e+6f 2119:70 211a:71 211b:72
211c:72 211d:72 2120:73+6d 2121:74+65+6c 2122:74+6d 2124:7a 2128:7a 212c:62 212d:63 2130:65 2131:66 2133:6d 213e:3b3
213f:3c0 2145:64 3371:68+70+61 3373:61+75 3375:6f+76 3380:70+61 3381:6e+61 3382:3bc+61 3383:6d+61 3384:6b+61
3385:6b+62 3386:6d+62 3387:67+62 338a:70+66 338b:6e+66 338c:3bc+66 3390:68+7a 3391:6b+68+7a 3392:6d+68+7a
3393:67+68+7a 3394:74+68+7a 33a9:70+61 33aa:6b+70+61 33ab:6d+70+61 33ac:67+70+61 33b4:70+76 33b5:6e+76 33b6:3bc+76
33b7:6d+76 33b8:6b+76 33b9:6d+76 33ba:70+77 33bb:6e+77 33bc:3bc+77 33bd:6d+77 33be:6b+77 33bf:6d+77 33c0:6b+3c9
33c1:6d+3c9 33c3:62+71 33c6:63+2215+6b+67 33c7:63+6f+2e 33c8:64+62 33c9:67+79 33cb:68+70 33cd:6b+6b 33ce:6b+6d
33d7:70+68 33d9:70+70+6d 33da:70+72 33dc:73+76 33dd:77+62 fb00:66+66 fb01:66+69 fb02:66+6c fb03:66+66+69
fb04:66+66+6c fb05:73+74 fb06:73+74 fb13:574+576 fb14:574+565 fb15:574+56b fb16:57e+576 fb17:574+56d 1d400:61
1d401:62 1d402:63 1d403:64 1d404:65 1d405:66 1d406:67 1d407:68 1d408:69 1d409:6a 1d40a:6b 1d40b:6c 1d40c:6d 1d40d:6e
1d40e:6f 1d40f:70 1d410:71 1d411:72 1d412:73 1d413:74 1d414:75 1d415:76 1d416:77 1d417:78 1d418:79 1d419:7a 1d434:61
1d435:62 1d436:63 1d437:64 1d438:65 1d439:66 1d43a:67 1d43b:68 1d43c:69 1d43d:6a 1d43e:6b 1d43f:6c 1d440:6d 1d441:6e
1d442:6f 1d443:70 1d444:71 1d445:72 1d446:73 1d447:74 1d448:75 1d449:76 1d44a:77 1d44b:78 1d44c:79 1d44d:7a 1d468:61
1d469:62 1d46a:63 1d46b:64 1d46c:65 1d46d:66 1d46e:67 1d46f:68 1d470:69 1d471:6a 1d472:6b 1d473:6c 1d474:6d 1d475:6e
1d476:6f 1d477:70 1d478:71 1d479:72 1d47a:73 1d47b:74 1d47c:75 1d47d:76 1d47e:77 1d47f:78 1d480:79 1d481:7a 1d49c:61
1d49e:63 1d49f:64 1d4a2:67 1d4a5:6a 1d4a6:6b 1d4a9:6e 1d4aa:6f 1d4ab:70 1d4ac:71 1d4ae:73 1d4af:74 1d4b0:75 1d4b1:76
1d4b2:77 1d4b3:78 1d4b4:79 1d4b5:7a 1d4d0:61 1d4d1:62 1d4d2:63 1d4d3:64 1d4d4:65 1d4d5:66 1d4d6:67 1d4d7:68 1d4d8:69
1d4d9:6a 1d4da:6b 1d4db:6c 1d4dc:6d 1d4dd:6e 1d4de:6f 1d4df:70 1d4e0:71 1d4e1:72 1d4e2:73 1d4e3:74 1d4e4:75 1d4e5:76
1d4e6:77 1d4e7:78 1d4e8:79 1d4e9:7a 1d504:61 1d505:62 1d507:64 1d508:65 1d509:66 1d50a:67 1d50d:6a 1d50e:6b 1d50f:6c
1d510:6d 1d511:6e 1d512:6f 1d513:70 1d514:71 1d516:73 1d517:74 1d518:75 1d519:76 1d51a:77 1d51b:78 1d51c:79 1d538:61
1d539:62 1d53b:64 1d53c:65 1d53d:66 1d53e:67 1d540:69 1d541:6a 1d542:6b 1d543:6c 1d544:6d 1d546:6f 1d54a:73 1d54b:74
1d54c:75 1d54d:76 1d54e:77 1d54f:78 1d550:79 1d56c:61 1d56d:62 1d56e:63 1d56f:64 1d570:65 1d571:66 1d572:67 1d573:68
1d574:69 1d575:6a 1d576:6b 1d577:6c 1d578:6d 1d579:6e 1d57a:6f 1d57b:70 1d57c:71 1d57d:72 1d57e:73 1d57f:74 1d580:75
1d581:76 1d582:77 1d583:78 1d584:79 1d585:7a 1d5a0:61 1d5a1:62 1d5a2:63 1d5a3:64 1d5a4:65 1d5a5:66 1d5a6:67 1d5a7:68
1d5a8:69 1d5a9:6a 1d5aa:6b 1d5ab:6c 1d5ac:6d 1d5ad:6e 1d5ae:6f 1d5af:70 1d5b0:71 1d5b1:72 1d5b2:73 1d5b3:74 1d5b4:75
1d5b5:76 1d5b6:77 1d5b7:78 1d5b8:79 1d5b9:7a 1d5d4:61 1d5d5:62 1d5d6:63 1d5d7:64 1d5d8:65 1d5d9:66 1d5da:67 1d5db:68
1d5dc:69 1d5dd:6a 1d5de:6b 1d5df:6c 1d5e0:6d 1d5e1:6e 1d5e2:6f 1d5e3:70 1d5e4:71 1d5e5:72 1d5e6:73 1d5e7:74 1d5e8:75
1d5e9:76 1d5ea:77 1d5eb:78 1d5ec:79 1d5ed:7a 1d608:61 1d609:62 1d60a:63 1d60b:64 1d60c:65 1d60d:66 1d60e:67 1d60f:68
1d610:69 1d611:6a 1d612:6b 1d613:6c 1d614:6d 1d615:6e 1d616:6f 1d617:70 1d618:71 1d619:72 1d61a:73 1d61b:74 1d61c:75
1d61d:76 1d61e:77 1d61f:78 1d620:79 1d621:7a 1d63c:61 1d63d:62 1d63e:63 1d63f:64 1d640:65 1d641:66 1d642:67 1d643:68
1d644:69 1d645:6a 1d646:6b 1d647:6c 1d648:6d 1d649:6e 1d64a:6f 1d64b:70 1d64c:71 1d64d:72 1d64e:73 1d64f:74 1d650:75
1d651:76 1d652:77 1d653:78 1d654:79 1d655:7a 1d670:61 1d671:62 1d672:63 1d673:64 1d674:65 1d675:66 1d676:67 1d677:68
1d678:69 1d679:6a 1d67a:6b 1d67b:6c 1d67c:6d 1d67d:6e 1d67e:6f 1d67f:70 1d680:71 1d681:72 1d682:73 1d683:74 1d684:75
1d685:76 1d686:77 1d687:78 1d688:79 1d689:7a 1d6a8:3b1 1d6a9:3b2 1d6aa:3b3 1d6ab:3b4 1d6ac:3b5 1d6ad:3b6 1d6ae:3b7
1d6af:3b8 1d6b0:3b9 1d6b1:3ba 1d6b2:3bb 1d6b3:3bc 1d6b4:3bd 1d6b5:3be 1d6b6:3bf 1d6b7:3c0 1d6b8:3c1 1d6b9:3b8
1d6ba:3c3 1d6bb:3c4 1d6bc:3c5 1d6bd:3c6 1d6be:3c7 1d6bf:3c8 1d6c0:3c9 1d6d3:3c3 1d6e2:3b1 1d6e3:3b2 1d6e4:3b3
1d6e5:3b4 1d6e6:3b5 1d6e7:3b6 1d6e8:3b7 1d6e9:3b8 1d6ea:3b9 1d6eb:3ba 1d6ec:3bb 1d6ed:3bc 1d6ee:3bd 1d6ef:3be
1d6f0:3bf 1d6f1:3c0 1d6f2:3c1 1d6f3:3b8 1d6f4:3c3 1d6f5:3c4 1d6f6:3c5 1d6f7:3c6 1d6f8:3c7 1d6f9:3c8 1d6fa:3c9
1d70d:3c3 1d71c:3b1 1d71d:3b2 1d71e:3b3 1d71f:3b4 1d720:3b5 1d721:3b6 1d722:3b7 1d723:3b8 1d724:3b9 1d725:3ba
1d726:3bb 1d727:3bc 1d728:3bd 1d729:3be 1d72a:3bf 1d72b:3c0 1d72c:3c1 1d72d:3b8 1d72e:3c3 1d72f:3c4 1d730:3c5
1d731:3c6 1d732:3c7 1d733:3c8 1d734:3c9 1d747:3c3 1d756:3b1 1d757:3b2 1d758:3b3 1d759:3b4 1d75a:3b5 1d75b:3b6
1d75c:3b7 1d75d:3b8 1d75e:3b9 1d75f:3ba 1d760:3bb 1d761:3bc 1d762:3bd 1d763:3be 1d764:3bf 1d765:3c0 1d766:3c1
1d767:3b8 1d768:3c3 1d769:3c4 1d76a:3c5 1d76b:3c6 1d76c:3c7 1d76d:3c8 1d76e:3c9 1d781:3c3 1d790:3b1 1d791:3b2
1d792:3b3 1d793:3b4 1d794:3b5 1d795:3b6 1d796:3b7 1d797:3b8 1d798:3b9 1d799:3ba 1d79a:3bb 1d79b:3bc 1d79c:3bd
1d79d:3be 1d79e:3bf 1d79f:3c0 1d7a0:3c1 1d7a1:3b8 1d7a2:3c3 1d7a3:3c4 1d7a4:3c5 1d7a5:3c6 1d7a6:3c7 1d7a7:3c8
1d7a8:3c9 1d7bb:3c3
"""
b3_exceptions = {}
for _entry in _FOLDING.split():
    _first, _, _behind = _entry.partition(':')
    b3_exceptions[int(_first, 16)] = u''.join([unichr(int(_point, 16)) for _point in _behind.split('+')])
del _entry, _first, _behind, _point, _FOLDING


def _category_test(wanted, doc):
    """A function that asks for one category of Unicode 3.2."""
    def test(code):
        return unicodedata.category(code) == wanted
    test.__doc__ = doc
    return test


def _set_test(points, doc):
    """A function that asks whether a character is one of a set."""
    def test(code):
        return ord(code) in points
    test.__doc__ = doc
    return test


def in_table_a1(code):
    """Not assigned in Unicode 3.2."""
    return unicodedata.category(code) == 'Cn' and not in_table_c4(code)


in_table_b1 = _set_test(b1_set, 'Commonly mapped to nothing.')


def map_table_b3(code):
    """A character's case folding without normalisation."""
    folded = b3_exceptions.get(ord(code))
    return code.lower() if folded is None else folded


def map_table_b2(a):
    """A character's case folding for use with the normal form KC."""
    folded = map_table_b3(a)
    once = unicodedata.normalize('NFKC', folded)
    twice = unicodedata.normalize('NFKC', u''.join(map(map_table_b3, once)))
    return folded if once == twice else twice


def in_table_c11(code):
    """The ASCII space."""
    return code == u' '


def in_table_c12(code):
    """Spaces outside ASCII."""
    return code != u' ' and in_table_c11_c12(code)


in_table_c11_c12 = _category_test('Zs', 'Spaces.')


def in_table_c21(code):
    """Control characters of ASCII."""
    return code < u'\x80' and unicodedata.category(code) == 'Cc'


def in_table_c22(code):
    """Control characters outside ASCII."""
    return code >= u'\x80' and in_table_c21_c22(code)


def in_table_c21_c22(code):
    """Control characters."""
    return ord(code) in c22_specials or unicodedata.category(code) == 'Cc'


in_table_c3 = _category_test('Co', 'Private use.')


def in_table_c4(code):
    """Points that are never to be characters."""
    point = ord(code)
    return 0xFDD0 <= point < 0xFDF0 or point >= 0xFFFE and point & 0xFFFE == 0xFFFE


in_table_c5 = _category_test('Cs', 'Surrogates.')
in_table_c6 = _set_test(c6_set, 'Not for plain text.')
in_table_c7 = _set_test(c7_set, 'Descriptions of ideographs.')
in_table_c8 = _set_test(c8_set, 'Changes of how others are shown, and deprecated ones.')
in_table_c9 = _set_test(c9_set, 'Tags.')


def in_table_d1(code):
    """Written from right to left."""
    return unicodedata.bidirectional(code) in ('R', 'AL')


def in_table_d2(code):
    """Written from left to right."""
    return unicodedata.bidirectional(code) == 'L'
