# an exception without a message
raise KeyError
