"""Encrypted connections: a certificate authority of the hall's own, or certificates from elsewhere.

It knows no web: it keeps an `ssl.SSLContext` good, and says what stands with its certificate.
"""
