package check

import (
	"cmp"
	"context"
	"errors"
	"fmt"
	"slices"
	"strings"

	"handoffd/calendar"
	"handoffd/cmd/handoffd/app"
	"handoffd/cmd/handoffd/config"
	"handoffd/handoff"
	"handoffd/mail/oauth"
)

// calendars exercises what is configured for calendars: those of the handoff addresses once for all their reps, then
// each source of its own.
func (x *examination) calendars(ctx context.Context) []Finding {
	if !x.conf.Hosted() && len(x.conf.Diaries) == 0 {
		return nil
	}
	cs, err := x.app.Calendars()
	if err != nil {
		return []Finding{failed("calendar", calendarMend, "%v", err)}
	}
	var out []Finding
	for _, address := range x.conf.Domain.Addresses() {
		s, ok := cs.Agendas[address]
		if !ok {
			continue
		}
		if err := cs.Consent(address); err != nil {
			out = append(out, failed("calendar", consentMend(x.conf, err, address), "log in to the calendar of %s: %v", address,
				err))
			continue
		}
		out = append(out, x.tried(ctx, s, readBy(x.conf, address), "")...)
	}
	for _, id := range sortedPeople(x.conf.Diaries) {
		for i, d := range x.conf.Diaries[id] {
			if d.Kind == config.ProviderCalDAV || d.Kind == config.KindFeed {
				p := x.conf.Domain.Person(id)
				out = append(out, x.tried(ctx, cs.Diaries[id][i], []string{p.Email()}, string(id)+": ")...)
			}
		}
	}
	return out
}

// tried asks one server to try what will be asked of it.
func (x *examination) tried(ctx context.Context, s app.CalendarServer, people []string, about string) []Finding {
	ctx, cancel := context.WithTimeout(ctx, 2*x.limit)
	defer cancel()
	var out []Finding
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
		why := strings.TrimPrefix(f.Err.Error(), f.What+": ")
		if f.Optional {
			out = append(out, warned("calendar", mend, "%s%s: %s; %s", about, f.What, why,
				cmp.Or(f.Instead, "handoffd does without it, and sees less")))
			continue
		}
		out = append(out, failed("calendar", cmp.Or(mend, calendarMend), "%s%s: %s", about, f.What, why))
	}
	return out
}

// readBy are the people whose calendars the account of a handoff address reads.
func readBy(c *config.Config, address string) []string {
	var out []string
	for _, id := range sortedPeople(c.Diaries) {
		for _, d := range c.Diaries[id] {
			if d.Kind == c.Agendas[address].Provider && d.Kind != config.ProviderCalDAV && c.AddressOfRep(id) == address {
				out = append(out, c.Domain.Person(id).Email())
			}
		}
	}
	return out
}

func sortedPeople(m map[handoff.PersonID][]config.DiarySource) []handoff.PersonID {
	var out []handoff.PersonID
	for id := range m {
		out = append(out, id)
	}
	slices.Sort(out)
	return out
}

// calendarMend is what to do about a calendar that cannot even be asked.
const calendarMend = "see that the server can be reached from here, and that address and login in the config are right"

// consentMend says what to do about a login that somebody consents to.
func consentMend(c *config.Config, err error, address string) string {
	failed, ok := errors.AsType[*oauth.Error](err)
	if ok && !failed.Revoked() && !failed.Refused() {
		return calendarMend
	}
	name := oauth.NameGoogle
	if c.Agendas[address].Provider == config.ProviderGraph {
		name = oauth.NameMicrosoft
	}
	return fmt.Sprintf("run `handoffd authorize %s --calendar --mailbox %s --config %s` and consent as %s", name, address,
		c.Path, address)
}
