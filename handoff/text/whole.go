package text

import "time"

// Whole is a length of time as people tell it: in whole minutes, and as the hour or half hour that it misses by a
// minute or two, for what was given as eight hours is eight hours eleven seconds later.
func Whole(d time.Duration) time.Duration {
	half := d.Round(30 * time.Minute)
	if half >= time.Hour && (half-d).Abs() <= 2*time.Minute {
		return half
	}
	return d.Round(time.Minute)
}
