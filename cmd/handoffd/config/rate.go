package config

import (
	"regexp"
	"strconv"
	"time"

	"handoffd/handoff/outbox"
)

// fileRate are the keys of [smtp] that say how fast the mail server takes mail. All handoff addresses share one rate.
type fileRate struct {
	Rate  string `toml:"rate"`
	Burst int    `toml:"burst"`
	Daily int    `toml:"daily"`
}

// fileSMTP is the first account for sending, with what holds for all.
type fileSMTP struct {
	fileAccount
	fileRate
	MaxInFlight int `toml:"max_in_flight"`
}

// How many mails may be in hand at a time: after a crash as many may arrive twice.
const (
	defaultInFlight = 16
	maxInFlight     = 1000
)

// inFlight checks how many mails may be handed over before it is written down that they are.
func (f *faults) inFlight(path string, n int) int {
	if !f.index.has(path) {
		return defaultInFlight
	}
	if n < 1 || n > maxInFlight {
		f.errorf(path, "max_in_flight of %d is not possible; write 1 (slowest, at most one mail twice after a crash) to "+
			"%d, or remove the line", n, maxInFlight)
	}
	return n
}

// rates are the presets, so that no minute ever sees more than the provider allows.
//
// Microsoft: 30 messages a minute and 10,000 recipients a day for a mailbox, of the Exchange Online limits; a burst
// would come on top of the 30. Google: 2,000 messages a day for a user, support.google.com/a/answer/166852; Google
// publishes no limit by the minute, so 20 at once and 100 in any minute are of our choosing.
var rates = map[string]outbox.Rate{
	"microsoft": {Every: 2 * time.Second, Burst: 1, Daily: 10_000},
	"google":    {Every: 750 * time.Millisecond, Burst: 20, Daily: 2_000},
}

// Bounds of what a rate may be, and how many mails go at once where the config does not say.
const (
	maxRate      = 1_000_000
	defaultBurst = 10
)

var (
	ratePattern = regexp.MustCompile(`^([0-9]{1,7})/([smh])$`)
	rateUnits   = map[string]time.Duration{"s": time.Second, "m": time.Minute, "h": time.Hour}
)

// rate checks how fast mail may be handed over; the zero rate is no limit.
func (f *faults) rate(table string, raw fileRate) outbox.Rate {
	var r outbox.Rate
	if f.index.has(table + ".rate") {
		r = f.pace(table+".rate", raw.Rate)
	}
	if f.index.has(table+".burst") && !f.index.has(table+".rate") {
		f.keyErrorf(table+".burst", "burst without rate limits nothing; add rate = \"30/m\", or remove the line")
	}
	r.Burst = f.amount(table+".burst", raw.Burst, r.Burst)
	r.Daily = f.amount(table+".daily", raw.Daily, r.Daily)
	return r
}

// pace reads a preset or a rate such as "30/m".
func (f *faults) pace(path, text string) outbox.Rate {
	if preset, ok := rates[text]; ok {
		return preset
	}
	m := ratePattern.FindStringSubmatch(text)
	if m == nil {
		f.errorf(path, "rate %s is not understood; write mails per second, minute or hour such as \"5/s\", \"30/m\" or "+
			"\"1000/h\", or one of \"google\" and \"microsoft\"", Quoted(text))
		return outbox.Rate{}
	}
	n, _ := strconv.Atoi(m[1])
	if n < 1 || n > maxRate {
		f.errorf(path, "a rate of %s is not possible; write 1 to %d mails, or remove the line for no limit", Quoted(text),
			maxRate)
		return outbox.Rate{}
	}
	unit, each := rateUnits[m[2]], time.Duration(n)
	return outbox.Rate{Every: (unit + each - 1) / each, Burst: defaultBurst}
}

// amount checks a number of mails.
func (f *faults) amount(path string, n, otherwise int) int {
	if !f.index.has(path) {
		return otherwise
	}
	if n < 1 || n > maxRate {
		f.errorf(path, "%s of %d is not possible; write 1 to %d mails, or remove the line", lastKey(path), n, maxRate)
	}
	return n
}
