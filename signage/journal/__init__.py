"""The hall's diary: append, read, follow. The only truth; everything else can be drawn again from it."""
