# A module that nobody has is said as CPython says it, also where its name is one of the library's but asked of a package.
def attempt(statement):
    try:
        exec statement
    except ImportError, error:
        print statement, '->', error

attempt('import nonesuch')
attempt('import nonesuch.part')
attempt('import os.nonesuch')
attempt('import encodings.logging')
attempt('from encodings import sqlite3')
attempt('from nonesuch import x')
