package main

import (
	"context"
	"errors"
	"fmt"
	"slices"
	"strings"
	"time"

	"handoffd/calendar"
	"handoffd/cmd/handoffd/app"
	"handoffd/cmd/handoffd/config"
	"handoffd/handoff"
	"handoffd/handoff/store"
)

type whenCmd struct {
	Config string   `default:"${config}" help:"${config_help}" placeholder:"FILE"`
	Rep    string   `required:"" help:"Who gets the offer: id, name or mail address." placeholder:"NAME"`
	From   wordFlag `help:"When the invite goes: RFC 3339, or words: Fri 17:30; default: now." placeholder:"TIME"`
	Policy string   `help:"Team or rule whose policy holds, or TEAM/RULE; default: the rep's team." placeholder:"NAME"`
	Start  wordFlag `help:"When the meeting starts, read from --from on: it may cut the window short." placeholder:"TIME"`
	JSON   bool     `help:"One JSON object."`
}

// Run tells when the window closes, span by span of the rep's working time.
func (c *whenCmd) Run(ctx context.Context, s streams) error {
	conf, err := config.Load(c.Config)
	if err != nil {
		return err
	}
	rep, err := findPerson(conf.Domain, c.Rep)
	if err != nil {
		return err
	}
	rules, err := findPolicy(conf.Domain, rep, c.Policy)
	if err != nil {
		return err
	}
	if err := c.moments(s.now(), conf.Domain.Clock(rep.ID)); err != nil {
		return err
	}
	if !c.Start.IsZero() && !c.Start.After(c.From.Time) {
		return usagef("the meeting starts at %s, before the window opens at %s; give a later --start", rfc3339(c.Start.Time),
			rfc3339(c.From.Time))
	}
	known, err := c.known(ctx, conf, rep, rules.team)
	if err != nil {
		fmt.Fprintf(s.err, "absences that mails and calendars told of, and pauses, are left out: %v\n", err)
	}
	pause, _ := handoff.Paused(known.Pauses, rules.team.Name, rep.ID, c.From.Time)
	if c.JSON {
		out := c.report(conf.Domain, rep, rules, known)
		out.pause(pause, rep.Location())
		return printJSON(s, out)
	}
	story := pausedText(conf.Domain, rep, pause) + c.story(conf.Domain, rep, rules, known)
	_, err = fmt.Fprint(s.out, wrappedLines(story, screenOf(s.out).width))
	return err
}

// moments reads the times as the rep would say them: the start as said when the window opens.
func (c *whenCmd) moments(now time.Time, clock handoff.Clock) error {
	if err := c.From.read(now, clock); err != nil {
		return usagef("--from: %v", err)
	}
	if c.From.IsZero() {
		c.From.Time = now.In(clock.Zone).Truncate(time.Minute)
	}
	if err := c.Start.read(c.From.Time, clock); err != nil {
		return usagef("--start: %v", err)
	}
	return nil
}

// known are the absences of the rep, and of those who may come after, that mails and calendars told of, and the pauses,
// if there is a database already.
func (c *whenCmd) known(ctx context.Context, conf *config.Config, rep handoff.Person, team handoff.Team) (
	handoff.Lookups, error) {
	env := handoff.Env{Now: c.From.Time, Config: conf.Domain}
	a, err := app.Open(ctx, conf, app.Offline, app.Options{})
	if errors.Is(err, store.ErrNone) {
		return env.Lookups, nil
	}
	if err != nil {
		return env.Lookups, err
	}
	defer a.Close()
	if !slices.Contains(team.Reps, rep.ID) {
		team.Reps = append(slices.Clone(team.Reps), rep.ID)
	}
	err = a.Store.View(ctx, func(tx *store.Tx) error {
		for _, n := range handoff.RankNeeds(team, c.From.Time) {
			if err := tx.LookUp("", n, &env); err != nil {
				return err
			}
		}
		return nil
	})
	for id, spans := range env.Lookups.Away {
		env.Lookups.Away[id] = calendar.Merge(spans)
	}
	return env.Lookups, err
}

// lengthText is a length of time in hours and minutes: "8 h", "1 h 30 min".
func lengthText(d time.Duration) string {
	short := d > 0 && d < time.Minute
	d = d.Round(time.Minute)
	h, m := int(d.Hours()), int(d.Minutes())%60
	switch {
	case short:
		return "less than a minute"
	case h == 0:
		return fmt.Sprintf("%d min", m)
	case m == 0:
		return fmt.Sprintf("%d h", h)
	}
	return fmt.Sprintf("%d h %d min", h, m)
}

// findPerson takes an id, a name, an address, or a first name that one person has.
func findPerson(c *handoff.Config, name string) (handoff.Person, error) {
	if p, ok := c.People[handoff.PersonID(name)]; ok {
		return p, nil
	}
	if p, ok := c.ByEmail(name); ok {
		return p, nil
	}
	var found, ids []string
	for id, p := range c.People {
		ids = append(ids, string(id))
		if strings.EqualFold(p.Name, name) || strings.EqualFold(p.First(), name) {
			found = append(found, string(id))
		}
	}
	switch len(found) {
	case 0:
		return handoff.Person{}, usagef("nobody in the config is called %s; %s", config.Quoted(name),
			config.Meant(name, ids))
	case 1:
		return c.People[handoff.PersonID(found[0])], nil
	}
	slices.Sort(found)
	return handoff.Person{}, usagef("%s is the name of several people; use the id: %s", config.Quoted(name),
		strings.Join(found, ", "))
}
