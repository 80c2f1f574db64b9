package config

import (
	"cmp"
	"fmt"
	"regexp"
	"slices"
	"strconv"
	"strings"
	"time"

	"handoffd/handoff"
)

const hoursExample = `write hours such as "Mon-Fri 09:00-12:00 13:00-17:00, Sat 10:00-12:00"`

var (
	daysPattern = regexp.MustCompile(`^(?i)([a-z]+)(?:-([a-z]+))?$`)
	spanPattern = regexp.MustCompile(`^(\d{1,2}):(\d{2})-(\d{1,2}):(\d{2})$`)
)

// parseHours reads working hours as handoff.Hours.String writes them: days with their spans, separated by commas. A
// part without days belongs to the days before it; days without a span share the next one. A span over midnight is
// split in two.
func parseHours(text string) (handoff.Hours, error) {
	var hours handoff.Hours
	var days []time.Weekday
	waiting := false // days that have no span yet
	for part := range strings.SplitSeq(text, ",") {
		fields := strings.Fields(part)
		if len(fields) == 0 {
			return handoff.Hours{}, fmt.Errorf("working hours %s have an empty part; %s", Quoted(text), hoursExample)
		}
		if named, ok, err := parseDays(fields[0]); err != nil {
			return handoff.Hours{}, err
		} else if ok {
			if !waiting {
				days = nil
			}
			days, fields, waiting = append(days, named...), fields[1:], true
		}
		for _, span := range fields {
			if len(days) == 0 {
				return handoff.Hours{}, fmt.Errorf("working hours %s name no day before %s; %s", Quoted(text), Quoted(span),
					hoursExample)
			}
			if err := addSpan(&hours, days, span); err != nil {
				return handoff.Hours{}, err
			}
			waiting = false
		}
	}
	if waiting {
		return handoff.Hours{}, fmt.Errorf("working hours %s end without a time; %s", Quoted(text), hoursExample)
	}
	return hours, orderSpans(&hours)
}

// parseDays reads "Mon" or "Mon-Fri"; ok is false when the word is no day at all, as in a span.
func parseDays(word string) (days []time.Weekday, ok bool, err error) {
	m := daysPattern.FindStringSubmatch(word)
	if m == nil {
		return nil, false, nil
	}
	first, known := weekday(m[1])
	last := first
	if known && m[2] != "" {
		last, known = weekday(m[2])
	}
	if !known {
		return nil, false, fmt.Errorf("%s is no weekday; use Mon, Tue, Wed, Thu, Fri, Sat or Sun, or a span such as Mon-Fri",
			Quoted(word))
	}
	for d := first; ; d = (d + 1) % 7 {
		days = append(days, d)
		if d == last {
			return days, true, nil
		}
	}
}

func weekday(word string) (time.Weekday, bool) {
	word = strings.ToLower(word)
	for d := time.Sunday; d <= time.Saturday; d++ {
		if name := strings.ToLower(d.String()); word == name || word == name[:3] {
			return d, true
		}
	}
	return 0, false
}

func addSpan(hours *handoff.Hours, days []time.Weekday, span string) error {
	m := spanPattern.FindStringSubmatch(span)
	if m == nil {
		return fmt.Errorf("%s is no span of time; %s", Quoted(span), hoursExample)
	}
	from, ok1 := minutes(m[1], m[2])
	to, ok2 := minutes(m[3], m[4])
	switch {
	case !ok1 || !ok2 || from == 24*60:
		return fmt.Errorf("%s has a time that no day has; use 00:00 to 24:00", span)
	case from == to:
		return fmt.Errorf("%s is empty; the end must differ from the start, a whole day is 00:00-24:00", span)
	case to < from && to+24*60-from > handoff.LongestNight:
		return fmt.Errorf("%s ends before it starts; swap the two (over midnight at most 12 hours are taken)", span)
	}
	for _, d := range days {
		if to > from {
			hours.Days[d] = append(hours.Days[d], handoff.Minutes{From: from, To: to})
			continue
		}
		hours.Days[d] = append(hours.Days[d], handoff.Minutes{From: from, To: 24 * 60})
		if to > 0 {
			hours.Days[(d+1)%7] = append(hours.Days[(d+1)%7], handoff.Minutes{From: 0, To: to})
		}
	}
	return nil
}

func minutes(hour, minute string) (int, bool) {
	h, _ := strconv.Atoi(hour)
	m, _ := strconv.Atoi(minute)
	return h*60 + m, m < 60 && h*60+m <= 24*60
}

// orderSpans sorts each day and refuses spans that overlap.
func orderSpans(hours *handoff.Hours) error {
	for d, spans := range hours.Days {
		slices.SortFunc(spans, func(a, b handoff.Minutes) int { return cmp.Compare(a.From, b.From) })
		for i := 1; i < len(spans); i++ {
			if spans[i].From < spans[i-1].To {
				return fmt.Errorf("two spans of %s overlap at %02d:%02d; name each hour once", time.Weekday(d), spans[i].From/60,
					spans[i].From%60)
			}
		}
	}
	return nil
}

// parseWorking reads hours and minutes: "8h", "90m", "1h30m". Days are refused, since they have as many hours as a
// person works.
func parseWorking(text string) (time.Duration, error) {
	m := workingPattern.FindStringSubmatch(text)
	if m == nil || text == "" {
		return 0, fmt.Errorf("%s is no length of time; write hours and minutes such as \"8h\", \"90m\" or \"1h30m\" (no "+
			"days: each person's have other hours)", Quoted(text))
	}
	h, _ := strconv.Atoi(m[1])
	mins, _ := strconv.Atoi(m[2])
	const most = 10_000 // hours; what each key has at most is less
	if h > most || mins > most*60 {
		return 0, fmt.Errorf("%s is out of reach; write hours and minutes such as \"8h\"", Quoted(text))
	}
	return time.Duration(h)*time.Hour + time.Duration(mins)*time.Minute, nil
}

var workingPattern = regexp.MustCompile(`^(?:(\d+)h)?(?:(\d+)m)?$`)
