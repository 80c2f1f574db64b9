// Package practice is the lead that is not real: which one a newcomer gets, what it asks for, and what their answers
// come to. With the last of them they have said that they know the rules; of rules that change later they say so in a
// word.
//
// Nobody outside is in it, and no handoff is made of it: it is in no list, no ledger and no figure. It refuses to read
// words (package intake reads an answer as it would one about a real lead), to word anything, and to send.
package practice

import (
	"fmt"
	"slices"
	"strconv"
	"strings"
	"time"

	"handoffd/handoff"
)

// Names under which it is kept what somebody said; see store.Said.
const (
	saidLead = "practice"  // how far they are with the practice lead
	saidTold = "playbook"  // the config whose rules they were told last, and the day of that
	saidRead = "playbook " // begins those of configs whose rules they have read
)

// keyMail begins the keys of its mails.
const keyMail = "practice "

// remindAfter is how many days later a Today speaks of a practice lead that waits, once.
const remindAfter = 3

// Course is how far somebody is.
type Course struct {
	Role  handoff.Role // whose answers are practised; empty: there was no practice lead
	Done  int          // answers that were given
	Mails int          // that went out about it
	Begun string       // the day of the first, as 2006-01-02
	Told  string       // hash of the config whose rules they were told last; empty: none
	Since string       // the day of that, as 2006-01-02; empty: an older version did not note it
	Read  bool         // they have said that they know those
}

// Of is the course of which this was kept.
func Of(said map[string]string) Course {
	var c Course
	c.Told, c.Since, _ = strings.Cut(said[saidTold], " ")
	c.Read = c.Told != "" && said[saidRead+c.Told] != ""
	words := append(strings.Fields(said[saidLead]), "", "", "", "") // of whoever had no practice lead only the mails
	c.Done, _ = strconv.Atoi(words[0])
	c.Mails, _ = strconv.Atoi(words[1])
	c.Begun, c.Role = words[2], handoff.Role(words[3])
	return c
}

// Keep has it kept, by names under which Of finds it again.
func (c Course) Keep(keep func(name, word string) error) error {
	if c.Mails > 0 || c.Role != "" {
		lead := fmt.Sprintf("%d %d %s %s", c.Done, c.Mails, c.Begun, c.Role)
		if err := keep(saidLead, strings.TrimSpace(lead)); err != nil {
			return err
		}
	}
	if c.Told == "" {
		return nil
	}
	if err := keep(saidTold, strings.TrimSpace(c.Told+" "+c.Since)); err != nil || !c.Read {
		return err
	}
	return keep(saidRead+c.Told, "read")
}

// RoleOf is whose answers somebody practises: those of a rep before those of a qualifier; false if they are neither.
func RoleOf(c *handoff.Config, p handoff.PersonID) (handoff.Role, bool) {
	for _, role := range []handoff.Role{handoff.RoleRep, handoff.RoleQualifier} {
		if _, ok := c.TeamOf(p, role); ok {
			return role, true
		}
	}
	return "", false
}

// Begin is the course of somebody who gets a practice lead, for the first time or once more.
func (c Course) Begin(role handoff.Role, at time.Time) Course {
	if c.Begun == "" || c.Role != role {
		c.Begun = at.Format(time.DateOnly)
	}
	c.Role, c.Done = role, 0
	return c
}

// Known is the course of somebody who knows the answers of the role from real leads, and needs no practice lead.
func (c Course) Known() Course {
	c.Done = len(steps[c.Role])
	return c
}

// Had says whether somebody had a lead in the role.
func Had(h handoff.Handoff, p handoff.PersonID, role handoff.Role) bool {
	if role == handoff.RoleQualifier {
		return h.Qualifier == p
	}
	return slices.ContainsFunc(h.Assignments, func(a handoff.Assignment) bool { return a.Rep == p })
}

// Tell notes that somebody is told the rules of a config at an instant.
func (c Course) Tell(hash string, at time.Time) Course {
	if c.Told != hash {
		c.Told, c.Since, c.Read = hash, at.Format(time.DateOnly), false
	}
	return c
}

// Key is the key of the next mail about it; see Answers.
func (c *Course) Key(p handoff.PersonID) string {
	c.Mails++
	return keyMail + string(p) + " " + strconv.Itoa(c.Mails)
}

// KeyPrefix begins the keys of the mails to somebody.
func KeyPrefix(p handoff.PersonID) string { return keyMail + string(p) + " " }

// Waits says whether a practice lead waits for its reader.
func (c Course) Waits() bool { return c.Role != "" && c.Done < len(steps[c.Role]) }

// Unread says whether somebody was told rules and has not said that they know them.
func (c Course) Unread() bool { return c.Told != "" && !c.Read }

// Owes says whether somebody who was told rules has not said that they know them, and had a day for these and for the
// practice lead.
func (c Course) Owes(at time.Time) bool {
	return c.Unread() && hadADay(c.Begun, at) && hadADay(c.Since, at)
}

// Fresh says whether somebody was told rules that have changed only on that day.
func (c Course) Fresh(at time.Time) bool { return c.Unread() && !c.Waits() && !hadADay(c.Since, at) }

// hadADay says whether a day is over at an instant; one that is not known is.
func hadADay(day string, at time.Time) bool {
	began, err := time.ParseInLocation(time.DateOnly, day, at.Location())
	return err != nil || !at.Before(began.AddDate(0, 0, 1))
}

// Open is somebody who has not said that they know the rules.
type Open struct {
	Person handoff.PersonID
	Course Course
	Fresh  bool // and who could not yet: they were told only now
}

// Told is what their manager is told of them: by name, or how many they are where figures of others have no names.
func Told(open []Open, c *handoff.Config) []handoff.Reason {
	var waits, changed, fresh []Open
	for _, o := range open {
		switch {
		case o.Fresh:
			fresh = append(fresh, o)
		case o.Course.Waits():
			waits = append(waits, o)
		default:
			changed = append(changed, o)
		}
	}
	var out []handoff.Reason
	for _, g := range []struct {
		code, count handoff.Code
		of          []Open
	}{{"unread/practice", "unread/practice-count", waits}, {"unread/rules", "unread/rules-count", changed},
		{"unread/mailed", "unread/mailed-count", fresh}} {
		switch {
		case len(g.of) == 0:
		case c.Names == handoff.NamesOwn:
			out = append(out, handoff.Because(g.count, handoff.NumberArg(len(g.of))))
		default:
			var names []string
			for _, o := range g.of {
				names = append(names, c.Person(o.Person).Name)
			}
			out = append(out, handoff.Because(g.code, handoff.ListArg(names)))
		}
	}
	return out
}

// Remind says whether a Today speaks of the practice lead on that day, or on a later one.
func (c Course) Remind(at time.Time) bool {
	begun, err := time.ParseInLocation(time.DateOnly, c.Begun, at.Location())
	return err == nil && c.Waits() && !at.Before(begun.AddDate(0, 0, remindAfter))
}

// step is one thing that somebody answers.
type step struct {
	ask  handoff.Code
	fits func(handoff.Fact) bool
	lead func(h *handoff.Handoff, now time.Time) // where the lead stands then
}

// steps are the answers of each role, in the order in which a lead asks for them.
var steps = map[handoff.Role][]step{
	handoff.RoleRep: {
		{"practice-ask/accept", isKind(handoff.KindAccept), offered},
		{"practice-ask/held", isKind(handoff.KindJudge), past},
		{"practice-ask/next", isKind(handoff.KindNameStep), held},
	},
	handoff.RoleQualifier: {
		{"practice-ask/field", isKind(handoff.KindAmended), draft},
		{"practice-ask/nurture", isKind(handoff.KindNurtureUntil), returned},
	},
}

func isKind(k handoff.Kind) func(handoff.Fact) bool {
	return func(f handoff.Fact) bool { return f.Kind() == k }
}

const (
	toMeeting = 49 * time.Hour
	lasts     = 30 * time.Minute
)

func offered(h *handoff.Handoff, now time.Time) {
	h.State, h.Start = handoff.Offered, now.Add(toMeeting)
	h.Assignments[0].Due = now.Add(toMeeting / 2)
}

func past(h *handoff.Handoff, now time.Time) {
	h.State, h.Start = handoff.Past, now.Add(-2*lasts)
	h.Assignments[0].Accepted = now.Add(-toMeeting)
}

func held(h *handoff.Handoff, now time.Time) {
	past(h, now)
	h.State = handoff.Held
}

func draft(h *handoff.Handoff, now time.Time) {
	h.State, h.Start, h.Assignments = handoff.Draft, now.Add(toMeeting), nil
}

func returned(h *handoff.Handoff, now time.Time) {
	past(h, now)
	h.State, h.Assignments[0].Ended, h.Assignments[0].End = handoff.Returned, now.Add(-lasts), handoff.EndRejected
}

// Lead is the practice lead as it stands when the next answer is due: words are read as if it were real. It is never
// stored. False if nothing waits, or if they are in no team any more.
func (c Course) Lead(conf *handoff.Config, p handoff.PersonID, now time.Time) (handoff.Handoff, bool) {
	team, ok := conf.TeamOf(p, c.Role)
	if !ok || !c.Waits() || len(team.Reps) == 0 || len(team.Qualifiers) == 0 {
		return handoff.Handoff{}, false
	}
	h := handoff.Handoff{Team: team.Name, Zone: conf.Person(p).Zone, Qualifier: team.Qualifiers[0],
		Assignments: []handoff.Assignment{{N: 1, Rep: team.Reps[0], Made: now, Opened: now}}}
	if c.Role == handoff.RoleRep {
		h.Assignments[0].Rep = p
		if i := slices.IndexFunc(team.Qualifiers, func(q handoff.PersonID) bool { return q != p }); i >= 0 {
			h.Qualifier = team.Qualifiers[i]
		}
	} else {
		h.Qualifier = p
		if i := slices.IndexFunc(team.Reps, func(r handoff.PersonID) bool { return r != p }); i >= 0 {
			h.Assignments[0].Rep = team.Reps[i]
		}
	}
	steps[c.Role][c.Done].lead(&h, now)
	h.End = h.Start.Add(lasts)
	return h, true
}

// Answer is the course after an answer, and what is said to it. Facts are what the answer would bring about.
func (c Course) Answer(conf *handoff.Config, p handoff.PersonID, facts []handoff.Fact) (Course, []handoff.Reason) {
	if !c.Waits() {
		return c, []handoff.Reason{handoff.Because("practice-said/over")}
	}
	var says []handoff.Reason
	for _, f := range facts {
		does := handoff.Would(f, conf.Person(p).Zone)
		asks, unclear := f.(*handoff.Unclear)
		switch {
		case c.Waits() && steps[c.Role][c.Done].fits(f):
			c.Done++
			says = append(says, handoff.Because("practice-said/right", handoff.ReasonArg(does)))
		case unclear && asks.Ask.Code != "":
			says = append(says, handoff.Because("practice-said/asked", handoff.ReasonArg(asks.Ask)))
		case unclear:
			says = append(says, handoff.Because("practice-said/unread"))
		default:
			says = append(says, handoff.Because("practice-said/other", handoff.ReasonArg(does)))
		}
	}
	if len(facts) == 0 {
		says = append(says, handoff.Because("practice-said/unread"))
	}
	if c.Waits() {
		return c, append(says, c.Ask(conf, p))
	}
	c.Read = c.Told != ""
	return c, append(says, handoff.Because("practice-said/done"))
}

// Ask says which answer is due.
func (c Course) Ask(conf *handoff.Config, p handoff.PersonID) handoff.Reason {
	team, _ := conf.TeamOf(p, c.Role)
	code := steps[c.Role][c.Done].ask
	switch {
	case code == "practice-ask/field":
		label := "Need"
		if i := slices.IndexFunc(team.Fields, func(f handoff.Field) bool { return f.Required }); i >= 0 {
			label = team.Fields[i].Label
		} else if len(team.Fields) > 0 {
			label = team.Fields[0].Label
		}
		return handoff.Because(code, handoff.WordsArg(label))
	case code == "practice-ask/accept" && slices.Contains(team.Policy.Require, handoff.RequireReply):
		return handoff.Because("practice-ask/accept-reply")
	}
	return handoff.Because(code)
}

// Lines are what a practice lead says at first: that it is none, what it is about, and which answer is due.
func (c Course) Lines(conf *handoff.Config, p handoff.PersonID) []handoff.Reason {
	about := handoff.Code("practice-lead/rep")
	if c.Role == handoff.RoleQualifier {
		about = "practice-lead/qualifier"
	}
	return []handoff.Reason{handoff.Because(handoff.PracticeLead, handoff.NumberArg(len(steps[c.Role]))),
		handoff.Because(about), c.Ask(conf, p)}
}
