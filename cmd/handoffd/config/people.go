package config

import (
	"maps"
	"net/mail"
	"regexp"
	"slices"
	"strings"
	"time"

	"handoffd/handoff"
)

// domain checks and fills what decisions depend on.
func (f *faults) domain(c *handoff.Config, raw configFile) {
	c.Name = f.text("address.name", raw.Address.Name, "Handoff")
	c.Brand = f.brand(raw.Brand)
	c.Cost = f.cost(raw.Cost)
	c.Address = f.handoffAddress("address.email", raw.Address.Email)
	c.Others = f.boxes(raw.Mailbox, handoff.Box{Address: c.Address, Name: c.Name})
	organizers := []string{c.Address}
	for _, b := range c.Others {
		organizers = append(organizers, b.Address)
	}
	c.People = f.people(raw.Person, f.allDefaults(raw), organizers)
	c.Admin = handoff.PersonID(raw.Admin)
	if raw.Admin == "" {
		f.errorf("admin", "admin is missing; write the id of the person who looks after handoffd, above the first [table]: "+
			"admin = \"…\"")
	} else {
		f.known("admin", raw.Admin, c.People)
	}
	c.CalendarMail = raw.Hygiene.Weekly || !f.index.has("hygiene.weekly")
	c.NameAfter = f.limit("hygiene.name_after", raw.Hygiene.NameAfter, defaultNameAfter,
		"after how many weeks without an answer a calendar is named, or 0 for never")
	c.WeeklyFigures = raw.Report.Weekly || !f.index.has("report.weekly")
	c.Week, c.Names = f.week(raw.Report, c), f.names(raw.Report.Names)
	c.Held, c.Keep = f.held(raw.Held), f.keep(raw.Keep)
	c.Trial = f.trial(raw.Trial.Only, c.People)
	c.Teams = f.teams(raw.Team, c.People)
	f.covers(raw.Person, c.People, c.Teams)
	c.Accounts = f.accounts(raw.Owner, c.Teams, c.People)
	f.overruled(c)
	c.Holidays = f.daysOff
	f.assign(c, f.mailboxNames(raw.Mailbox, c), raw.Team)
}

func (f *faults) handoffAddress(path, address string) string {
	if !f.index.has(path) {
		f.errorf(path, "the handoff address is missing; write email = \"handoff@…\" in %s", headerOf(parent(path)))
		return ""
	}
	address = f.email(path, address)
	if address != "" && address != handoff.PlainAddress(address) {
		f.errorf(path, "the handoff address %s has a plus tag; write the plain address, handoffd adds tags of its own",
			Quoted(address))
		return ""
	}
	return address
}

// email checks a bare mail address and gives it in lower case, "" if it is none.
func (f *faults) email(path, address string) string {
	parsed, err := mail.ParseAddress(address)
	local, domain, _ := strings.Cut(address, "@")
	if err != nil || parsed.Address != address || strings.ContainsAny(address, "\"<>()[],;: ") || len(local) > 64 ||
		len(domain) > 253 || strings.ContainsFunc(address, isControl) {
		f.errorf(path, "%s is not a mail address; write it like \"rita@acme.example\", without a name", Quoted(address))
		return ""
	}
	return strings.ToLower(address)
}

func (f *faults) zone(path, name string) string {
	if _, err := time.LoadLocation(name); err != nil || name == "" || name == "Local" || len(name) > 64 {
		f.errorf(path, "time zone %s is unknown; use an IANA name such as \"Europe/Berlin\" or \"America/New_York\"",
			Quoted(name))
	}
	return name
}

func (f *faults) hours(path, text string) handoff.Hours {
	h, err := parseHours(text)
	if err != nil {
		f.errorf(path, "%v", err)
	}
	return h
}

var idPattern = regexp.MustCompile(`^[a-z0-9][a-z0-9._-]{0,63}$`)

// people checks the roster. Organizers are the handoff addresses, which must be nobody's own.
func (f *faults) people(raw []filePerson, defaults defaults, organizers []string) map[handoff.PersonID]handoff.Person {
	if len(raw) == 0 {
		f.errorf("person", "there are no people; add a [[person]] with id, name and email for each colleague")
	}
	people := map[handoff.PersonID]handoff.Person{}
	owners := map[string]string{}
	for _, o := range organizers {
		owners[handoff.PlainAddress(o)] = ""
	}
	for i, r := range raw {
		path := joinPath("person", i)
		p := f.person(path, r, defaults)
		switch _, twice := people[p.ID]; {
		case r.ID == "":
			f.errorf(path+".id", "a person has no id; write a short name that never changes, such as id = \"rita\"")
		case !idPattern.MatchString(r.ID):
			f.errorf(path+".id", "person id %s is not usable; use lower-case letters, digits, dot, dash and underscore",
				Quoted(r.ID))
		case twice:
			f.errorf(path+".id", "person id %s is used twice; give each person an id of their own", Quoted(r.ID))
		default:
			people[p.ID] = p
		}
		f.owners(path, r, owners)
	}
	return people
}

func (f *faults) person(path string, r filePerson, defaults defaults) handoff.Person {
	p := handoff.Person{ID: handoff.PersonID(r.ID), Name: f.text(path+".name", r.Name, ""),
		Link: f.text(path+".link", r.Link, ""), Night: r.Night,
		Title: f.text(path+".title", r.Title, ""), Phone: f.phone(path+".phone", r.Phone)}
	if p.Name == "" {
		f.errorf(path+".name", "person %s has no name; write the name that mails shall show", Quoted(r.ID))
	}
	if f.index.has(path + ".zone") {
		p.Zone = f.zone(path+".zone", r.Zone)
	} else {
		p.Zone = f.zoneOf(path, r.ID, defaults)
	}
	if f.index.has(path + ".hours") {
		p.Hours = f.hours(path+".hours", r.Hours)
	} else {
		p.Hours = f.hoursOf(path, r.ID, defaults)
	}
	p.Holidays = f.holidaysOf(path, r, defaults)
	p.Away = f.away(path+".away", r.Away)
	p.Weight, p.Since = f.weight(path+".weight", r.Weight), f.since(path+".since", r.Since)
	if !f.index.has(path + ".email") {
		f.errorf(path+".email", "person %s has no mail address; write email = \"…\"", Quoted(r.ID))
		return p
	}
	if address := f.email(path+".email", r.Email); address != "" {
		p.Emails = append(p.Emails, address)
	}
	for j, alias := range r.Aliases {
		if address := f.email(joinPath(path+".aliases", j), alias); address != "" && !slices.Contains(p.Emails, address) {
			p.Emails = append(p.Emails, address)
		}
	}
	return p
}

// weight is the share of leads that a person is to have, in percent of the usual one.
func (f *faults) weight(path string, n int) int {
	if f.index.has(path) && (n < 10 || n > 500) {
		f.errorf(path, "a weight of %d is no share of leads; write percent of the usual share, from 10 to 500", n)
	}
	return n
}

// since is the first day of a newcomer.
func (f *faults) since(path, text string) handoff.Day {
	if !f.index.has(path) {
		return 0
	}
	day, err := time.Parse(time.DateOnly, text)
	if err != nil {
		f.errorf(path, "since %s is no day; write the first one like \"2026-11-02\"", Quoted(text))
	}
	return handoff.DayOf(day)
}

// owners notes who has an address and refuses a second owner. The organizer of the events must not be an attendee of
// theirs: Outlook breaks on it.
func (f *faults) owners(path string, r filePerson, owners map[string]string) {
	f.owner(path+".email", r.ID, r.Email, owners)
	for j, alias := range r.Aliases {
		f.owner(joinPath(path+".aliases", j), r.ID, alias, owners)
	}
}

func (f *faults) owner(path, id, address string, owners map[string]string) {
	exact := strings.ToLower(address)
	other, taken := owners[exact]
	organizer, ours := owners[handoff.PlainAddress(address)]
	switch {
	case exact == "":
	case ours && organizer == "":
		f.errorf(path, "%s is the handoff address, which organizes the events and cannot attend them; give %s an address "+
			"of another mailbox", Quoted(address), Quoted(id))
	case !taken:
		owners[exact] = id
	case other != id:
		f.errorf(path, "%s belongs to %s already; each address has one person", Quoted(address), Quoted(other))
	}
}

// known says whether the id is that of a person.
func (f *faults) known(path, id string, people map[handoff.PersonID]handoff.Person) bool {
	return f.knownOf(path, id, people, slices.Collect(maps.Keys(people)))
}

// knownOf says whether the id is that of a person, where one of these is meant, if there are any.
func (f *faults) knownOf(path, id string, people map[handoff.PersonID]handoff.Person, meant []handoff.PersonID) bool {
	if _, ok := people[handoff.PersonID(id)]; ok {
		return true
	}
	if len(meant) == 0 {
		meant = slices.Collect(maps.Keys(people))
	}
	var ids []string
	for _, other := range meant {
		ids = append(ids, string(other))
	}
	f.errorf(path, "nobody has the id %s; add a [[person]] with it, or %s", Quoted(id), Meant(id, ids))
	return false
}

// held checks the limits on mails that nobody vouches for.
func (f *faults) held(raw fileHeld) handoff.HeldLimits {
	limits := handoff.DefaultHeld
	if f.index.has("held.days") {
		if limits.Days = raw.Days; raw.Days < 1 || raw.Days > 365 {
			f.errorf("held.days", "%d days is no time that a held mail can wait; write 1 to 365", raw.Days)
		}
	}
	if f.index.has("held.megabytes") {
		if limits.Megabytes = raw.Megabytes; raw.Megabytes < 1 || raw.Megabytes > 100_000 {
			f.errorf("held.megabytes", "%d MB is no room for held mails; write 1 to 100000", raw.Megabytes)
		}
	}
	return limits
}

// keep checks how long things are kept; the zero value is the default.
func (f *faults) keep(raw fileKeep) handoff.KeepLimits {
	if !f.index.has("keep.bodies") {
		return handoff.KeepLimits{}
	}
	if raw.Bodies < 1 || raw.Bodies > 3650 {
		f.errorf("keep.bodies", "%d days is no time that mails of closed leads can be kept; write 1 to 3650", raw.Bodies)
	}
	return handoff.KeepLimits{Bodies: raw.Bodies}
}

// trial checks the patterns of addresses that may get mail: whole addresses, or "*@" and a domain.
func (f *faults) trial(only []string, people map[handoff.PersonID]handoff.Person) []string {
	if f.index.has("trial") && !f.index.has("trial.only") || f.index.has("trial.only") && len(only) == 0 {
		f.errorf("trial.only", "the trial names no address; write only = [\"*@acme.example\"], or remove [trial] to write "+
			"to everybody")
	}
	var out []string
	for i, pattern := range only {
		path := joinPath("trial.only", i)
		domain, wild := strings.CutPrefix(pattern, "*@")
		if !wild {
			if address := f.trialAddress(path, pattern); address != "" {
				out = append(out, address)
			}
			continue
		}
		if f.email(path, "x@"+domain) == "" {
			continue
		}
		out = append(out, strings.ToLower(pattern))
		if !anyAt(people, strings.ToLower(domain)) {
			f.errorf(path, "the trial pattern %s matches nobody; correct it to a domain of your people, or write the test "+
				"addresses in full", Quoted(pattern))
		}
	}
	return out
}

// trialAddress checks a whole address, which may be that of a pretended prospect and so need not be anybody's.
func (f *faults) trialAddress(path, pattern string) string {
	if !strings.Contains(pattern, "*") && strings.Contains(pattern, "@") {
		return f.email(path, pattern)
	}
	f.errorf(path, "the trial pattern %s is not understood; write a whole address, or \"*@\" and a domain such as "+
		"\"*@acme.example\"", Quoted(pattern))
	return ""
}

func anyAt(people map[handoff.PersonID]handoff.Person, domain string) bool {
	for _, p := range people {
		if slices.ContainsFunc(p.Emails, func(e string) bool { return strings.HasSuffix(e, "@"+domain) }) {
			return true
		}
	}
	return false
}
