package ics

import (
	"fmt"
	"slices"
	"strconv"
	"strings"
)

type frequency int

const (
	yearly frequency = iota
	monthly
	weekly
	daily
	hourly
	minutely
	secondly
)

var frequencies = map[string]frequency{
	"YEARLY": yearly, "MONTHLY": monthly, "WEEKLY": weekly, "DAILY": daily,
	"HOURLY": hourly, "MINUTELY": minutely, "SECONDLY": secondly,
}

// nthDay is one BYDAY value: every such weekday with n 0, else the nth, counted from the end when negative.
type nthDay struct {
	n, weekday int
}

// rule is a recurrence rule (RFC 5545 section 3.3.10).
type rule struct {
	freq     frequency
	interval int
	count    int    // 0: no limit
	until    string // raw; the meaning depends on DTSTART
	wkst     int

	months    uint16 // bit per month, 1 to 12; 0: any
	weekdays  []nthDay
	monthDays []int
	yearDays  []int
	weeks     []int
	hours     []int
	minutes   []int
	seconds   []int
	positions []int
}

const maxInterval = 1_000_000

// parseRule reads an RRULE value. Parts that are no NAME=value are skipped, as some programs put their own text
// in; a part that would change the dates and is not understood is an error.
func parseRule(s string) (rule, error) {
	r := rule{freq: -1, interval: 1}
	if len(s) > 4096 {
		return r, fmt.Errorf("rule of %d bytes", len(s))
	}
	stated := map[string]string{}
	for part := range strings.SplitSeq(strings.ToUpper(s), ";") {
		name, value, ok := strings.Cut(strings.TrimSpace(part), "=")
		if !ok || strings.HasPrefix(name, "X-") {
			continue
		}
		name, value = strings.TrimSpace(name), strings.TrimSpace(value)
		if before, twice := stated[name]; twice && before != value {
			return r, fmt.Errorf("rule with two different %s", shorten(name))
		} else if twice {
			continue
		}
		stated[name] = value
		if err := r.set(name, value); err != nil {
			return r, fmt.Errorf("rule part %s: %w", shorten(part), err)
		}
	}
	if r.freq < 0 {
		return r, fmt.Errorf("rule %q without FREQ", shorten(s))
	}
	return r, nil
}

func (r *rule) set(name, value string) (err error) {
	switch name {
	case "FREQ":
		freq, ok := frequencies[value]
		if !ok {
			return fmt.Errorf("unknown frequency")
		}
		r.freq = freq
	case "INTERVAL":
		r.interval, err = number(value, 1, maxInterval)
	case "COUNT":
		r.count, err = number(value, 1, 1<<30)
	case "UNTIL":
		r.until = value
	case "WKST":
		r.wkst, err = parseWeekday(value)
	case "BYMONTH":
		return r.setMonths(value)
	case "BYDAY":
		return r.setWeekdays(value)
	case "BYMONTHDAY":
		r.monthDays, err = numbers(value, 31, true)
	case "BYYEARDAY":
		r.yearDays, err = numbers(value, 366, true)
	case "BYWEEKNO":
		r.weeks, err = numbers(value, 53, true)
	case "BYSETPOS":
		r.positions, err = numbers(value, 366, true)
	case "BYHOUR":
		r.hours, err = numbers(value, 23, false)
	case "BYMINUTE":
		r.minutes, err = numbers(value, 59, false)
	case "BYSECOND":
		r.seconds, err = numbers(value, 60, false)
	default:
		return ignorable(name, value)
	}
	return err
}

// ignorable accepts the parts of RFC 7529 that ask for what is done anyway.
func ignorable(name, value string) error {
	if name == "RSCALE" && value == "GREGORIAN" || name == "SKIP" && value == "OMIT" {
		return nil
	}
	return fmt.Errorf("not supported")
}

func (r *rule) setMonths(value string) error {
	months, err := numbers(value, 12, false)
	for _, m := range months {
		if m == 0 {
			return fmt.Errorf("no month 0")
		}
		r.months |= 1 << m
	}
	return err
}

func (r *rule) setWeekdays(value string) error {
	for item := range strings.SplitSeq(value, ",") {
		item = strings.TrimSpace(item)
		if len(item) < 2 || len(r.weekdays) > 400 {
			return fmt.Errorf("bad weekday")
		}
		split := len(item) - 2
		day, err := parseWeekday(item[split:])
		if err != nil {
			return err
		}
		n := 0
		if split > 0 {
			if n, err = strconv.Atoi(item[:split]); err != nil || n == 0 || n < -53 || n > 53 {
				return fmt.Errorf("bad weekday")
			}
		}
		r.weekdays = append(r.weekdays, nthDay{n, day})
	}
	return nil
}

func parseWeekday(s string) (int, error) {
	i := slices.Index([]string{"MO", "TU", "WE", "TH", "FR", "SA", "SU"}, s)
	if i < 0 {
		return 0, fmt.Errorf("bad weekday")
	}
	return i, nil
}

func number(s string, lowest, highest int) (int, error) {
	n, err := strconv.Atoi(s)
	if err != nil || n < lowest || n > highest {
		return 0, fmt.Errorf("not between %d and %d", lowest, highest)
	}
	return n, nil
}

// numbers reads a list of numbers up to highest: with signs from -highest and without 0, else from 0. It is sorted
// and has no doubles.
func numbers(s string, highest int, signed bool) ([]int, error) {
	var list []int
	for item := range strings.SplitSeq(s, ",") {
		n, err := strconv.Atoi(strings.TrimSpace(item))
		if err != nil || n > highest || n < -highest || !signed && n < 0 || signed && n == 0 || len(list) > 800 {
			return nil, fmt.Errorf("bad number")
		}
		list = append(list, n)
	}
	slices.Sort(list)
	return slices.Compact(list), nil
}
