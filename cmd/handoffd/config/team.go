package config

import (
	"fmt"
	"maps"
	"regexp"
	"slices"
	"strconv"
	"strings"
	"time"

	"handoffd/handoff"
)

const (
	defaultCap       = 5 // open offers of a rep
	defaultCapDay    = 3 // meetings of a rep on a day
	defaultDuration  = 30 * time.Minute
	longestMeeting   = 24 * time.Hour
	defaultNameAfter = 4 // weeks
)

func (f *faults) teams(raw []fileTeam, people map[handoff.PersonID]handoff.Person) []handoff.Team {
	if len(raw) == 0 {
		f.errorf("team", "there is no team; add a [[team]] with name, qualifiers, reps and managers")
	}
	var teams []handoff.Team
	for i, r := range raw {
		path := joinPath("team", i)
		t := f.team(path, r, people)
		if t.Name == "" {
			f.errorf(path+".name", "a team has no name; write name = \"…\"")
		}
		if slices.ContainsFunc(teams, func(o handoff.Team) bool {
			return t.Name != "" &&
				strings.EqualFold(o.Name, t.Name)
		}) {
			f.errorf(path+".name", "there are two teams %s; give each team a name of its own", Quoted(t.Name))
		}
		teams = append(teams, t)
	}
	return teams
}

func (f *faults) team(path string, r fileTeam, people map[handoff.PersonID]handoff.Person) handoff.Team {
	t := handoff.Team{
		Name:       f.text(path+".name", r.Name, ""),
		Qualifiers: f.members(path+".qualifiers", r.Name, r.Qualifiers, people),
		Reps:       f.members(path+".reps", r.Name, r.Reps, people),
		Managers:   f.members(path+".managers", r.Name, r.Managers, people),
		Advocates:  f.members(path+".advocates", r.Name, r.Advocates, people),
		Policy:     f.policy(path+".policy", r.Policy, handoff.DefaultPolicy()),
		Fields:     f.fields(path+".field", r.Field),
		Duration:   f.duration(path+".duration", r.Duration, defaultDuration),
		Cap:        f.limit(path+".cap", r.Cap, defaultCap, "how many open offers a rep may have, or 0 for no limit"),
		CapDay: f.limit(path+".cap_day", r.CapDay, defaultCapDay,
			"how many meetings on a day a rep may have, or 0 for no limit"),
		CapWeek: f.limit(path+".cap_week", r.CapWeek, 0, "how many meetings in a week a rep may have, or 0 for no limit"),
		Target: f.limit(path+".target", r.Target, 0,
			"how many accepted and held meetings a week a qualifier is to reach, or 0 for none"),
		Playbook: f.playbook(path+".playbook", r.Playbook),
	}
	t.Criteria, t.Sources = f.criteria(path, t.Fields, r.Criterion), f.sources(path+".source", r.Source, people)
	f.reaches(path+".policy.reassign", t)
	t.Rules = f.rules(path+".rule", t, r.Rule, people)
	t.Pairs = f.pairs(path+".pair", t, r.Pair, people)
	t.OneToOne = f.oneToOne(path+".one_to_one", r.OneToOne, t)
	if t.Duration <= 0 || t.Duration > longestMeeting {
		f.errorf(path+".duration", "a meeting of %s is not possible; write a duration of up to 24h such as \"30m\"",
			Quoted(r.Duration))
	}
	return t
}

// reaches warns of more further reps than the team has.
func (f *faults) reaches(path string, t handoff.Team) {
	others := len(t.Reps) - 1
	if !f.index.has(path) || others < 0 || t.Policy.Reassign <= others || t.Policy.Reassign > mostReassign {
		return
	}
	f.warnf(path, "reassign = %d, and the team has %d reps beside the first: the manager is asked after that",
		t.Policy.Reassign, others)
}

// whyNeeded tells why a team needs each role.
var whyNeeded = map[string]string{
	"qualifiers": "nobody could hand over a lead; write qualifiers = [\"…\"]",
	"reps":       "nobody could take a lead; write reps = [\"…\"]",
	"managers":   "nobody would be asked when no rep answers; write managers = [\"…\"]",
}

func (f *faults) members(path, team string, ids []string,
	people map[handoff.PersonID]handoff.Person) []handoff.PersonID {
	return f.membersOf(path, team, ids, people, slices.Collect(maps.Keys(people)))
}

// membersOf takes the ids of people, where some of these are meant.
func (f *faults) membersOf(path, team string, ids []string, people map[handoff.PersonID]handoff.Person,
	meant []handoff.PersonID) []handoff.PersonID {
	role := lastKey(path)
	if why := whyNeeded[role]; len(ids) == 0 && why != "" {
		f.errorf(path, "team %s has no %s: %s", Quoted(team), role, why)
	}
	var out []handoff.PersonID
	for i, id := range ids {
		at := joinPath(path, i)
		if slices.Contains(ids[:i], id) {
			f.errorf(at, "%s stands twice in %s; name each person once", Quoted(id), role)
		} else if f.knownOf(at, id, people, meant) {
			out = append(out, handoff.PersonID(id))
		}
	}
	return out
}

func (f *faults) duration(path, text string, otherwise time.Duration) time.Duration {
	if !f.index.has(path) {
		return otherwise
	}
	d, err := parseWorking(text)
	if err != nil {
		f.errorf(path, "%s: %v", lastKey(path), err)
		return otherwise
	}
	return d
}

// window reads the length of a window, whose unit has been cut off.
func (f *faults) window(path, text string, otherwise time.Duration) time.Duration {
	if number, unit, two := strings.Cut(text, " "); two && f.index.has(path) {
		if _, err := parseWorking(number); err == nil {
			f.errorf(path, "window: %s is no kind of time; write working time such as \"8h\", or \"48h wall\" for the wall "+
				"clock", Quoted(unit))
			return otherwise
		}
	}
	return f.duration(path, text, otherwise)
}

// policy reads a policy; what it does not name is as in d.
func (f *faults) policy(path string, r filePolicy, d handoff.Policy) handoff.Policy {
	before := len(f.list)
	window, wall := strings.CutSuffix(r.Window, " wall")
	if !f.index.has(path + ".window") {
		wall = d.Wall
	}
	length := f.window(path+".window", window, d.Window)
	p := handoff.Policy{
		Window:      length,
		Wall:        wall,
		Lead:        f.duration(path+".lead", r.Lead, d.Lead),
		Hurry:       f.duration(path+".hurry", r.Hurry, min(d.Hurry, length)),
		Require:     f.requirements(path+".require", r.Require, d.Require),
		RequireCC:   f.requirements(path+".require_cc", r.RequireCC, d.RequireCC),
		Steps:       f.steps(path+".steps", r.Steps, handoff.StepsWithin(length, d.Steps)),
		Reassign:    f.number(path+".reassign", r.Reassign, d.Reassign, mostReassign),
		Proposal:    f.duration(path+".proposal", r.Proposal, d.Proposal),
		Manager:     f.duration(path+".manager", r.Manager, d.Manager),
		Returned:    f.duration(path+".returned", r.Returned, d.Returned),
		Opportunity: f.duration(path+".opportunity", r.Opportunity, d.Opportunity),
		Penalty:     f.number(path+".penalty", r.Penalty, d.Penalty, mostPenalty),
		Attempts:    f.number(path+".attempts", r.Attempts, d.Attempts, mostAttempts),
		Prep:        f.duration(path+".prep", r.Prep, d.Prep),
		Buffer:      f.duration(path+".buffer", r.Buffer, d.Buffer),
		OnConflict:  handoff.OnConflict(f.text(path+".on_conflict", r.OnConflict, string(d.OnConflict))),
		Phantoms:    handoff.Phantoms(f.text(path+".phantoms", r.Phantoms, string(d.Phantoms))),
		Qualify:     handoff.Qualify(f.text(path+".qualify", r.Qualify, string(d.Qualify))),

		Touches:         f.touches(path+".nurture", r.Nurture, d.Touches),
		Listen:          f.number(path+".listen", r.Listen, d.Listen, mostListen),
		NextHalf:        d.NextHalf,
		BriefInCalendar: r.BriefInCalendar || d.BriefInCalendar && !f.index.has(path+".brief_in_calendar"),
	}
	if _, err := d.Check(); len(f.list) > before || err != nil { // Check would speak of what was not read, or say it twice
		return p
	}
	if key, err := p.Check(); err != nil {
		f.errorf(joinPath(path, key), "%v", err)
	}
	return p
}

// What more is helps nobody: a lead has gone cold before the last of so many reps, and nobody comes back from such a
// penalty.
const (
	mostReassign = 10
	mostPenalty  = 10
	mostAttempts = 20
)

// mostListen bounds on how many meetings with a rep somebody listens in.
const mostListen = 20

func (f *faults) number(path string, n, otherwise, most int) int {
	if !f.index.has(path) {
		return otherwise
	}
	if n > most {
		f.errorf(path, "%s of %d is out of reach; use at most %d", lastKey(path), n, most)
	}
	return n
}

func (f *faults) requirements(path string, words []string, otherwise []handoff.Requirement) []handoff.Requirement {
	if !f.index.has(path) {
		return otherwise
	}
	var out []handoff.Requirement
	for i, w := range words {
		switch r := handoff.Requirement(w); {
		case r != handoff.RequireReply && r != handoff.RequireAccept:
			f.errorf(joinPath(path, i), "%s cannot be required; use \"reply\" and \"accept\"", Quoted(w))
		case slices.Contains(out, r):
			f.errorf(joinPath(path, i), "%s is required twice; name it once", Quoted(w))
		default:
			out = append(out, r)
		}
	}
	return out
}

var stepPattern = regexp.MustCompile(`^(?:(-?\d{1,9}) ?%|(\S+) before the end) +([a-z]+)$`)

const stepExample = `write it like "50% remind", "80% successor" or "2h before the end successor"`

// neverComes says whether a part of a window, in percent, lies at no time before its end.
func neverComes(percent string) bool {
	n, err := strconv.Atoi(percent)
	return err == nil && (n < 1 || n > 99)
}

func (f *faults) steps(path string, texts []string, otherwise []handoff.Step) []handoff.Step {
	if !f.index.has(path) {
		return otherwise
	}
	var out []handoff.Step
	for i, text := range texts {
		m := stepPattern.FindStringSubmatch(text)
		bare := stepPattern.FindStringSubmatch(strings.TrimSpace(text) + " x")
		switch {
		case m != nil && neverComes(m[1]), bare != nil && neverComes(bare[1]):
			f.errorf(joinPath(path, i), "step %s comes at no time within the window; a percentage lies between 1 and 99: %s",
				Quoted(text), stepExample)
			continue
		case m == nil && bare != nil:
			f.errorf(joinPath(path, i), "step %s does not say what happens then; write %q for a reminder, or %q for one that "+
				"names who is next", Quoted(text), strings.TrimSpace(text)+" remind", strings.TrimSpace(text)+" successor")
			continue
		case m == nil:
			f.errorf(joinPath(path, i), "step %s is not understood; %s", Quoted(text), stepExample)
			continue
		}
		kind := handoff.StepKind(m[3])
		if kind != handoff.StepRemind && kind != handoff.StepSuccessor {
			f.errorf(joinPath(path, i),
				"step %s does something unknown; use remind or successor (the end of the window always reassigns)", Quoted(text))
		}
		percent, _ := strconv.Atoi(m[1])
		var before time.Duration
		if m[2] != "" {
			var err error
			if before, err = parseWorking(m[2]); err != nil || before == 0 {
				f.errorf(joinPath(path, i), "step %s comes no time before the end; %s", Quoted(text), stepExample)
				continue
			}
		}
		out = append(out, handoff.Step{Percent: percent, Before: before, Kind: kind})
	}
	return out
}

var namePattern = regexp.MustCompile(`^[a-z][a-z0-9_-]{0,39}$`)

// builtin are the things every brief has without a field.
var builtin = []string{handoff.FieldContact, handoff.FieldWhen, handoff.FieldPlace}

func (f *faults) fields(path string, raw []fileField) []handoff.Field {
	if len(raw) == 0 {
		return handoff.DefaultFields()
	}
	taken := map[string]string{}
	for _, name := range builtin {
		taken[name] = name
	}
	var out []handoff.Field
	for i, r := range raw {
		name, label, words := f.words(joinPath(path, i), "field", r.Name, r.Label, r.Words, taken)
		out = append(out, handoff.Field{Name: name, Label: label, Words: words, Required: r.Required, Public: r.Public})
	}
	return out
}

// words checks the names by which mails may call a field or criterion: none may mean two of them.
func (f *faults) words(path, what, name, label string, words []string, taken map[string]string) (string, string,
	[]string) {
	switch {
	case name == "":
		f.errorf(path+".name", "a %s has no name; write name = \"…\"", what)
		return "", "", nil
	case !namePattern.MatchString(name):
		f.errorf(path+".name", "%s name %s is not usable; use lower-case letters, digits, dash and underscore, and a label "+
			"for how mails show it", what, Quoted(name))
	}
	f.claim(path+".name", what, name, name, taken)
	label = f.text(path+".label", label, strings.ToUpper(name[:1])+name[1:])
	if !strings.EqualFold(label, name) {
		f.claim(path+".label", what, label, name, taken)
	}
	var lower []string
	for i, w := range words {
		at := fmt.Sprintf("%s.words.%d", path, i)
		if w = strings.ToLower(f.text(at, w, "")); w == "" {
			f.errorf(at, "an empty word cannot name a %s; remove it", what)
			continue
		}
		f.claim(at, what, w, name, taken)
		lower = append(lower, w)
	}
	return name, label, lower
}

// claim gives a word to a field or criterion, once.
func (f *faults) claim(path, what, word, name string, taken map[string]string) {
	owner, ok := taken[strings.ToLower(word)]
	switch {
	case !ok:
		taken[strings.ToLower(word)] = name
	case owner == name && slices.Contains(builtin, name) && what == "field":
		f.errorf(path, "%s is part of every brief already; choose another name for the field", Quoted(name))
	case owner == name && lastKey(path) == "name":
		f.errorf(path, "there are two %s entries %s; name each once", what, Quoted(name))
	case owner != name:
		f.errorf(path, "%s means %s already; a word may mean one %s only", Quoted(word), Quoted(owner), what)
	}
}
