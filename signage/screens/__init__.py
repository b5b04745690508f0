"""What a screen shows and when: layouts, notices, playlists, schedules. Pure."""
