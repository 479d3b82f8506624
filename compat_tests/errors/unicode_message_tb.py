# a message that is not ASCII is escaped in the traceback
raise ValueError(u'caf\xe9')
