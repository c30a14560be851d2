"""Is there a row of this type behind this position? Usage: python check_row.py FILE POSITION EVENT_TYPE"""

import sqlite3
import sys

path, after, event_type = sys.argv[1], int(sys.argv[2]), sys.argv[3]
store = sqlite3.connect(f"file:{path}?mode=ro", uri=True)
rows = store.execute("SELECT global_position, stream_id FROM events WHERE global_position > ? AND event_type = ?",
                     (after, event_type)).fetchall()
print(rows or f"no {event_type} after position {after}")
sys.exit(0 if rows else 1)
