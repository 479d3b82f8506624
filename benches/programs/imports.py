# The import line of a program of medium size.
import re, argparse, collections, random, threading, tempfile, shutil, traceback, optparse, pprint, textwrap
