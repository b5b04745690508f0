"""Copies of a hall for the day its machine is gone: made live, checked, kept, brought back."""
