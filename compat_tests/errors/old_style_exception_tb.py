# an uncaught instance of an old-style class
class Old:
    def __str__(self):
        return 'old text'
raise Old()
