"""The character set mac-farsi.  Written by generate_charmaps."""

from encodings._singlebyte import install

install(globals(), 'mac-farsi',
        (0x80, u'\xc4\xa0\xc7\xc9\xd1\xd6\xdc\xe1\xe0\xe2\xe4\u06ba\xab\xe7\xe9\xe8\xea\xeb\xed\u2026\xee\xef\xf1\xf3\xbb\xf4'
         u'\xf6\xf7\xfa\xf9\xfb\xfc !"#$\u066a&\x27()*+\u060c-./\u06f0\u06f1\u06f2\u06f3\u06f4\u06f5\u06f6\u06f7\u06f8'
         u'\u06f9:\u061b<=>\u061f\u274a\u0621\u0622\u0623\u0624\u0625\u0626\u0627\u0628\u0629\u062a\u062b\u062c\u062d'
         u'\u062e\u062f\u0630\u0631\u0632\u0633\u0634\u0635\u0636\u0637\u0638\u0639\u063a[\x5c]^_\u0640\u0641\u0642'
         u'\u0643\u0644\u0645\u0646\u0647\u0648\u0649\u064a\u064b\u064c\u064d\u064e\u064f\u0650\u0651\u0652\u067e\u0679'
         u'\u0686\u06d5\u06a4\u06af\u0688\u0691{|}\u0698\u06d2'))
