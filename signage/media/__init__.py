"""Pictures and videos for screens: received, looked at, made anew, kept under what they are."""
