package outbox

import "time"

// Rate is how fast a mail server takes mail. The zero value is no limit.
type Rate struct {
	Every time.Duration // one mail per this time on average
	Burst int           // this many at once
	Daily int           // this many a day
}

// limiter keeps to a rate. It is used by one goroutine at a time, and counts in whole nanoseconds.
type limiter struct {
	Rate
	next  time.Time // when the bucket of tokens would be full again
	day   string
	today int
	until time.Time // nothing may be handed over before
}

// allow says how many of n mails may be handed over now; when none, until says when the next one may.
func (l *limiter) allow(now time.Time, n int) int {
	l.until = time.Time{}
	if l.Daily > 0 {
		if today := dayOf(now); today != l.day {
			l.day, l.today = today, 0
		}
		if n = min(n, l.Daily-l.today); n <= 0 {
			l.until = now.UTC().Truncate(24 * time.Hour).Add(24 * time.Hour)
			return 0
		}
	}
	if l.Every <= 0 {
		return n
	}
	bucket := time.Duration(max(l.Burst, 1)) * l.Every
	if l.next.Before(now) {
		l.next = now
	}
	if full := now.Add(bucket); l.next.After(full) { // the clock was set back
		l.next = full
	}
	tokens := int(bucket-l.next.Sub(now)) / int(l.Every)
	if tokens < 1 {
		l.until = l.next.Add(l.Every - bucket)
		return 0
	}
	return min(n, tokens)
}

// dayOf is the day to which a budget belongs.
func dayOf(now time.Time) string { return now.UTC().Format(time.DateOnly) }

// sentToday is what is spent of the day's budget, by this process and those before.
func sentToday(tx resuming, now time.Time) (day string, n int, err error) {
	n, err = tx.SentSince(now.UTC().Truncate(24 * time.Hour))
	return dayOf(now), n, err
}

// gaveBack notes that n of the mails that were claimed are not handed over now.
func (l *limiter) gaveBack(n int) {
	l.next = l.next.Add(-time.Duration(n) * l.Every)
	l.today = max(0, l.today-n)
}

// took notes that n mails were claimed to be handed over.
func (l *limiter) took(n int) {
	l.next = l.next.Add(time.Duration(n) * l.Every)
	l.today += n
}
