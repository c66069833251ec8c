"""Oracle: PyPI's chinesecalendar says which days are worked; histories of days are walked day by day.

  china_days.py off FROM TO      prints the days of those years that are not worked, one a line
  china_days.py compare          reads histories as JSON lines, and tells how many agree and which do not
  china_days.py answer           reads the same, and prints them with this oracle's answer

Moments are seconds since 1970. A pause hides a day's end when the end lies after its first and up to its last moment.
"""

import datetime
import functools
import json
import sys

import chinese_calendar

OFFSET = 8 * 3600
DAY = 86400
CLOSING = 17 * 3600 + 30 * 60
EPOCH = datetime.date(1970, 1, 1)

@functools.lru_cache(maxsize=None)
def works(day):
    return chinese_calendar.is_workday(EPOCH + datetime.timedelta(days=day))

def due(history):
    unit = history["unit"]
    working = unit == "working_days"
    start = history["start"] + OFFSET
    pauses = [(start_of + OFFSET, end_of + OFFSET) for start_of, end_of in history["pauses"]]
    day = start // DAY
    left = history["number"]

    def ends(day):
        """The end of a day for the clock, or nothing where it has none or the clock is paused."""
        if working and not works(day):
            return None
        end = day * DAY + (CLOSING if working else DAY - 1)
        return None if any(pause[0] < end <= pause[1] for pause in pauses) else end

    # The day of the start does not count: where a pause hides its end, another day takes its place.
    if working:
        left += works(day) and day * DAY + CLOSING > start
    else:
        left += 1
    while True:
        end = ends(day)
        if end is not None and (end > start or not working):
            left -= 1
            if left <= 0 and (unit != "calendar_days" or works(day)):
                return end - OFFSET
        day += 1

def main():
    command = sys.argv[1]
    if command == "off":
        day = (datetime.date(int(sys.argv[2]), 1, 1) - EPOCH).days
        last = (datetime.date(int(sys.argv[3]), 12, 31) - EPOCH).days
        for day in range(day, last + 1):
            if not works(day):
                print(EPOCH + datetime.timedelta(days=day))
        return
    agree = differ = 0
    for line in sys.stdin:
        history = json.loads(line)
        answer = due(history)
        if command == "answer":
            print(json.dumps(history | {"due": answer}, separators=(",", ":")))
        elif answer == history["due"]:
            agree += 1
        else:
            differ += 1
            if differ <= 20:
                print(f"differs: {line.strip()} oracle {answer}")
    if command == "compare":
        print(f"chinesecalendar: {agree} agree, {differ} differ")
        sys.exit(differ > 0)

main()
