# str methods without arguments about case and classification
for s in ('', 'abc', 'ABC', 'Abc Def', 'aBc1', '123', ' \t\n', 'a b', 'x_y', 'they\'re bill\'s', '\xe9\xc9', 'A1b'):
    print repr(s), repr(s.upper()), repr(s.lower()), repr(s.title()), repr(s.capitalize()), repr(s.swapcase()), s.isalpha(), s.isdigit(), s.isalnum(), s.isspace(), s.isupper(), s.islower(), s.istitle()
