package main

import (
	"context"
	"errors"
	"fmt"
	"slices"

	"handoffd/calendar"
	"handoffd/handoff"
	"handoffd/mail/oauth"
)

// calendars exercises what is configured for calendars: those of the handoff addresses once for all their reps, then each source of its own.
func (x *examination) calendars(ctx context.Context) []finding {
	if !x.conf.hosted() && len(x.conf.Diaries) == 0 {
		return nil
	}
	cs, err := openCalendars(x.conf, x.logins)
	if err != nil {
		return []finding{failed("calendar", calendarMend(err, x.conf), "%v", err)}
	}
	var out []finding
	for _, address := range x.conf.Domain.Addresses() {
		s, ok := cs.agendas[address]
		if !ok {
			continue
		}
		out = append(out, x.tried(ctx, s, x.conf.readBy(address), "")...)
	}
	for _, id := range sortedPeople(x.conf.Diaries) {
		for i, d := range x.conf.Diaries[id] {
			if d.Kind == providerCalDAV || d.Kind == kindFeed {
				p := x.conf.Domain.Person(id)
				out = append(out, x.tried(ctx, cs.diaries[id][i], []string{p.Email()}, string(id)+": ")...)
			}
		}
	}
	return out
}

// tried asks one server to try what will be asked of it.
func (x *examination) tried(ctx context.Context, s calendarServer, people []string, about string) []finding {
	ctx, cancel := context.WithTimeout(ctx, 2*x.limit)
	defer cancel()
	var out []finding
	for _, f := range s.Check(ctx, people) {
		if f.Err == nil {
			out = append(out, passed("calendar", "%s%s", about, f.What))
			continue
		}
		mend := ""
		if e, ok := errors.AsType[*calendar.Error](f.Err); ok {
			mend = e.Mend
			shown := *e
			shown.Mend, f.Err = "", &shown
		}
		if mend == "" {
			mend = calendarMend(f.Err, x.conf)
		}
		out = append(out, failed("calendar", mend, "%s%s: %v", about, f.What, f.Err))
	}
	return out
}

// readBy are the people whose calendars the account of a handoff address reads.
func (c *Config) readBy(address string) []string {
	var out []string
	for _, id := range sortedPeople(c.Diaries) {
		for _, d := range c.Diaries[id] {
			if d.Kind == c.Agendas[address].Provider && d.Kind != providerCalDAV && c.addressOfRep(id) == address {
				out = append(out, c.Domain.Person(id).Email())
			}
		}
	}
	return out
}

func sortedPeople(m map[handoff.PersonID][]DiarySource) []handoff.PersonID {
	var out []handoff.PersonID
	for id := range m {
		out = append(out, id)
	}
	slices.Sort(out)
	return out
}

// calendarMend says what to do about a calendar that cannot even be asked.
func calendarMend(err error, c *Config) string {
	failed, ok := errors.AsType[*oauth.Error](err)
	switch {
	case ok && failed.Revoked(), errors.Is(err, errNoTokens), errors.Is(err, oauth.ErrNotAuthorized):
		for address, a := range c.Agendas {
			if name := map[string]string{providerGoogle: oauth.NameGoogle, providerGraph: oauth.NameMicrosoft}[a.Provider]; name != "" && a.KeyFile == "" {
				return fmt.Sprintf("run `handoffd authorize %s --calendar --mailbox %s --config %s` and consent as %s", name, address, c.Path, address)
			}
		}
	}
	return "see that the server can be reached from here, and that address and login in the config are right"
}
