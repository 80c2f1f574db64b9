package config

import (
	"os"
	"path/filepath"
	"regexp"
	"slices"
	"strconv"
	"strings"
	"time"

	"handoffd/handoff"
)

// BuiltInTouches are the words of touches that need no folder of templates.
var BuiltInTouches = []string{"checking-in", "last-word"}

var (
	afterPattern = regexp.MustCompile(`^(\d{1,3})d$`)
	touchPattern = regexp.MustCompile(`^[a-z0-9][a-z0-9-]{0,39}$`)
)

const longestNurture = 730 * 24 * time.Hour

// nurture reads the programme for leads that sleep: when each mail goes, and which words it has.
func (f *faults) nurture(raw []fileTouch, templates string) []handoff.Touch {
	var out []handoff.Touch
	var last time.Duration
	for i, r := range raw {
		at := joinPath("nurture", i)
		t := handoff.Touch{Template: f.text(at+".template", r.Template, "")}
		m := afterPattern.FindStringSubmatch(r.After)
		if m != nil {
			days, _ := strconv.Atoi(m[1])
			t.After = time.Duration(days) * 24 * time.Hour
		}
		switch {
		case t.After <= 0 || t.After > longestNurture:
			f.errorf(at+".after", "after %s is no number of days of up to 730; write it like \"30d\"", Quoted(r.After))
		case t.After <= last:
			f.errorf(at+".after", "after %s is not later than the mail above; put the mails in their order", Quoted(r.After))
		}
		last = max(last, t.After)
		f.touchWords(at+".template", t.Template, templates)
		out = append(out, t)
	}
	return out
}

// touchWords holds that there are words of the name.
func (f *faults) touchWords(path, name, templates string) {
	file := filepath.Join(templates, "words", "touch-"+name+".txt")
	switch {
	case slices.Contains(BuiltInTouches, name):
	case !touchPattern.MatchString(name):
		f.errorf(path, "template %s names no words; write the middle of words/touch-….txt in the folder of [templates]; %s",
			Quoted(name), Meant(name, BuiltInTouches))
	case templates == "":
		f.errorf(path, "there are no words %s; name a folder in [templates] that holds words/touch-%s.txt; %s",
			Quoted(name), name, Meant(name, BuiltInTouches))
	default:
		if _, err := os.Stat(file); err != nil {
			f.errorf(path, "there is no file %s; write it, or %s", file, Meant(name, BuiltInTouches))
		}
	}
}

// touches reads who sends the mails of the programme.
func (f *faults) touches(path, word string, otherwise handoff.Touches) handoff.Touches {
	if !f.index.has(path) {
		return otherwise
	}
	switch strings.TrimSpace(word) {
	case "draft":
		return handoff.TouchesDraft
	case string(handoff.TouchesAuto):
		return handoff.TouchesAuto
	}
	f.errorf(path, "nurture %s is unknown; use \"draft\" or \"auto\"", Quoted(word))
	return otherwise
}
