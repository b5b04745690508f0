"""The hall's diary: append, read, follow. The only truth; all else can be drawn from it again."""
