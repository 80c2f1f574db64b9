package main

import (
	"encoding/json"
	"fmt"
	"maps"
	"os"
	"path/filepath"
	"slices"
	"strings"
)

// expectation is the right answer about a file, in the form of the corpus.
type expectation struct {
	Kind      string
	Permanent *bool
	Window    []string
	UID       string
	Attendee  string
	PartStat  string
	Events    []struct {
		Component    string
		UID          string
		RecurrenceID string `json:"recurrence_id"`
		Attendees    []struct{ Addr, PartStat string }
	}
}

// judgeMail says what is wrong with how a mail is understood, and whether it is its kind.
func judgeMail(want expectation, path, out string) (wrong string, wrongKind bool) {
	var got readReport
	if err := json.Unmarshal([]byte(out), &got); err != nil {
		return fmt.Sprintf("not one JSON object: %v", err), true
	}
	answered := got.Kind == "calendar_reply" || got.Kind == "calendar_counter"
	switch want.Kind {
	case "other", "any":
		return "", false
	case "human_or_none":
		if got.Kind != "human_reply" && got.Kind != "other" {
			return fmt.Sprintf("kind %s, want human_reply or other", got.Kind), true
		}
		return "", false
	case "calendar_reply_unusable":
		if len(answersOf(got)) > 0 {
			return "counted an answer without an attendee", false
		}
		return "", false
	case "calendar_reply_unverified":
		if got.Auth.Result == "pass" {
			return "taken as verified", false
		}
		return "", false
	case "calendar_none", "calendar_text/calendar":
		if answered {
			return "took it for an answer", true
		}
		return "", false
	}
	if string(got.Kind) != want.Kind {
		return fmt.Sprintf("kind %s, want %s", got.Kind, want.Kind), true
	}
	return judgeContent(want, got, path), false
}

// judgeContent compares what goes with the kind: answers, permanence, new text.
func judgeContent(want expectation, got readReport, path string) string {
	answers := answersOf(got)
	switch want.Kind {
	case "calendar_reply":
		expected := want.answers()
		if len(expected) > 0 && !maps.Equal(expected, answers) {
			return fmt.Sprintf("answers %v, want %v", slices.Sorted(maps.Keys(answers)), slices.Sorted(maps.Keys(expected)))
		}
		if len(expected) == 0 && len(answers) > 0 && want.onlyTasks() {
			return "task answer taken for a meeting answer"
		}
	case "calendar_counter":
		for a := range answers {
			if strings.HasSuffix(a, " ACCEPTED") {
				return "a counter-proposal counted as accepted"
			}
		}
	case "bounce":
		if want.Permanent != nil && (got.Bounce == nil || got.Bounce.Permanent != *want.Permanent) {
			return fmt.Sprintf("permanent is not %v", *want.Permanent)
		}
	case "human_reply":
		text, err := os.ReadFile(strings.TrimSuffix(path, filepath.Ext(path)) + ".expected.txt")
		if err == nil && squash(string(text)) != squash(got.Text) {
			return fmt.Sprintf("the new text differs: %.80q", got.Text)
		}
	}
	return ""
}

func squash(s string) string { return strings.Join(strings.Fields(s), "") }

// answersOf are the answers as a set of "UID one|whole attendee PARTSTAT".
func answersOf(r readReport) map[string]bool {
	set := map[string]bool{}
	for _, a := range r.Answers {
		if a.Attendee != "" {
			set[answerSet(a.UID, a.RecurrenceID != "", a.Attendee, a.PartStat)] = true
		}
	}
	return set
}

func answerSet(uid string, one bool, attendee, partstat string) string {
	which := "whole"
	if one {
		which = "one"
	}
	return fmt.Sprintf("%s %s %s %s", uid, which, strings.ToLower(attendee), strings.ToUpper(partstat))
}

func (e expectation) answers() map[string]bool {
	if e.Attendee != "" {
		return map[string]bool{answerSet(e.UID, false, e.Attendee, e.PartStat): true}
	}
	set := map[string]bool{}
	for _, event := range e.Events {
		for _, a := range event.Attendees {
			if a.PartStat != "" && (event.Component == "" || event.Component == "VEVENT") {
				set[answerSet(event.UID, event.RecurrenceID != "", a.Addr, a.PartStat)] = true
			}
		}
	}
	return set
}

func (e expectation) onlyTasks() bool {
	for _, event := range e.Events {
		if event.Component != "" && event.Component != "VEVENT" {
			return true
		}
	}
	return false
}

// judgeBusy compares merged busy times; one that is expected to be unreadable has no right answer but to end.
func judgeBusy(path, out string) string {
	text, err := os.ReadFile(strings.TrimSuffix(path, ".ics") + ".busy.json")
	if os.IsNotExist(err) {
		return ""
	}
	var want struct{ Busy [][2]string }
	if err == nil {
		err = json.Unmarshal(text, &want)
	}
	if err != nil {
		return err.Error()
	}
	var got struct {
		Busy []struct{ Start, End string }
	}
	if err := json.Unmarshal([]byte(out), &got); err != nil {
		return fmt.Sprintf("not one JSON object: %.80q", out)
	}
	var spans [][2]string
	for _, b := range got.Busy {
		spans = append(spans, [2]string{b.Start, b.End})
	}
	if !slices.Equal(spans, want.Busy) {
		return fmt.Sprintf("busy %.90v, want %.90v", spans, want.Busy)
	}
	return ""
}
