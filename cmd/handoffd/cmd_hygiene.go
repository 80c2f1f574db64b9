package main

import (
	"context"
	"errors"
	"fmt"
	"slices"
	"time"

	"handoffd/cmd/handoffd/app"
	"handoffd/handoff"
	"handoffd/handoff/report"
	"handoffd/handoff/view"
	"handoffd/templates"
)

type hygieneCmd struct {
	Config string `default:"${config}" help:"${config_help}" placeholder:"FILE"`
	Rep    string `help:"Whose calendar: id, name or mail address; default: all reps, without titles." placeholder:"NAME"`
}

// Run prints what the mail of the week would say of a calendar now. It sends nothing and marks nothing.
func (c *hygieneCmd) Run(ctx context.Context, s streams) error {
	a, err := open(ctx, c.Config, app.Deciding, app.Options{Now: s.now})
	if err != nil {
		return err
	}
	defer a.Close()
	set, err := templates.Load(a.Config.Templates)
	if err != nil {
		return err
	}
	why := func(r handoff.Reason) string { return view.Why(set.Reasons, a.Config.Domain, r) }
	m, err := c.mail(ctx, a, report.Words{Set: set, Why: why}, s.now(), "")
	if errors.Is(err, errTidy) {
		_, err = fmt.Fprintln(s.out, err)
		return err
	}
	if unseen, ok := errors.AsType[*report.UnseenError](err); ok {
		return fmt.Errorf("look into the calendar of %s: the calendar could not be read: %s", unseen.Person, why(unseen.Why))
	}
	if err != nil {
		return err
	}
	_, err = fmt.Fprint(s.out, m.Text)
	return err
}

// errTidy ends the command where there is nothing to print.
var errTidy = errors.New("nothing blocks a calendar without being an appointment, and no invitation waits for " +
	"an answer")

// mail is what is told of a rep, or of all; of one team if it is named.
func (c *hygieneCmd) mail(ctx context.Context, a *app.App, words report.Words, now time.Time, team string) (
	templates.Mail, error) {
	domain := a.Config.Domain
	if c.Rep != "" {
		p, err := findPerson(domain, c.Rep)
		if err != nil {
			return templates.Mail{}, err
		}
		h, err := a.Engine.Week().Inspect(ctx, p, now)
		if err == nil && h.Clean() {
			err = errTidy
		}
		if err != nil {
			return templates.Mail{}, err
		}
		return h.Part(words)
	}
	var all []report.Hygiene
	var failed error
	for _, id := range repsOf(domain, team) {
		h, err := a.Engine.Week().Inspect(ctx, domain.Person(id), now)
		if err != nil {
			failed = worse(failed, err)
			continue
		}
		all = append(all, h)
	}
	if len(all) == 0 && failed != nil {
		return templates.Mail{}, failed
	}
	m, ok, err := report.TeamPart(words, report.TeamCalendars{All: all, Named: true})
	if err == nil && !ok {
		err = errTidy
	}
	return m, err
}

// worse is the error that is told of two: that a calendar shows no entries is the least of them.
func worse(a, b error) error {
	if a == nil || errors.Is(a, report.ErrNoEntries) {
		return b
	}
	return a
}

// repsOf are the reps of a team, or of all.
func repsOf(c *handoff.Config, team string) []handoff.PersonID {
	var out []handoff.PersonID
	for _, t := range c.Teams {
		for _, id := range t.Reps {
			if (team == "" || t.Name == team) && !slices.Contains(out, id) {
				out = append(out, id)
			}
		}
	}
	return out
}
