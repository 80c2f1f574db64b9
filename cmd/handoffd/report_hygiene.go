package main

import (
	"bytes"
	"context"
	"encoding/csv"
	"errors"
	"fmt"
	"html"
	"strconv"
	"time"

	"handoffd/calendar"
	"handoffd/cmd/handoffd/app"
	"handoffd/handoff"
	"handoffd/handoff/report"
	"handoffd/handoff/text"
	"handoffd/handoff/view"
	"handoffd/templates"
)

// errUnseen is told instead of what calendars hold where none of them shows it.
var errUnseen = errors.New("no calendar shows what is in it: free and busy alone tell nothing of entries that are no " +
	"appointments; share calendars with handoffd, or name a source of their owners in calendars")

// hygiene prints what blocks calendars, as the command of that name finds it.
func (c *reportCmd) hygiene(ctx context.Context, s streams) error {
	switch {
	case c.From != nil || c.To != nil || c.AsOf != nil || c.Explain != "":
		return usagef("calendars are told as they are now: leave out --from, --to, --as-of and --explain")
	case c.Format == "png":
		return usagef("what blocks calendars is no picture: --format text, html, eml, csv or json")
	}
	a, err := open(ctx, c.Config, app.Deciding, app.Options{Now: s.now})
	if err != nil {
		return err
	}
	defer a.Close()
	if _, ok := a.Config.Domain.Team(c.Team); c.Team != "" && !ok {
		return noTeam(a.Config.Domain, c.Team)
	}
	set, err := templates.Load(a.Config.Templates)
	if err != nil {
		return err
	}
	why := func(r handoff.Reason) string { return view.Why(set.Reasons, a.Config.Domain, r) }
	if c.Format == "csv" || c.Format == "json" {
		return c.hygieneRows(ctx, s, a)
	}
	m, err := (&hygieneCmd{Rep: c.Person}).mail(ctx, a, report.Words{Set: set, Why: why}, s.now(), c.Team)
	if errors.Is(err, report.ErrNoEntries) {
		err = errUnseen
	}
	switch told := errors.Is(err, errTidy) || errors.Is(err, errUnseen); {
	case told && c.Format == "text":
		_, err = fmt.Fprintln(s.out, text.Wrap(text.Sentence(text.Capital(err.Error())), screenOf(s.out).width))
		return err
	case told:
		said := text.Sentence(text.Capital(err.Error()))
		return c.write(s, a, set, handoff.ServiceDetail{Subject: said, Text: said,
			HTML: "<div>" + html.EscapeString(said) + "</div>"})
	case err != nil:
		if unseen, ok := errors.AsType[*report.UnseenError](err); ok {
			return fmt.Errorf("look into the calendar of %s: the calendar could not be read: %s", unseen.Person,
				why(unseen.Why))
		}
		return err
	case c.Format == "text":
		_, err = fmt.Fprint(s.out, m.Text)
		return err
	}
	return c.write(s, a, set, handoff.ServiceDetail{Subject: m.Subject, Text: m.Text, HTML: m.HTML})
}

// hygieneRow is what one cause takes of the working time of a rep, without titles. Seen is "no" where no calendar of
// theirs shows entries, and "unread" where none could be read; then there is nothing else.
type hygieneRow struct {
	Person  handoff.PersonID `json:"person"`
	Seen    string           `json:"seen"`
	Cause   calendar.Cause   `json:"cause,omitempty"`
	Entries int              `json:"entries"`
	Minutes int              `json:"minutes"`
}

// hygieneRows prints the same as rows, one a rep and cause.
func (c *reportCmd) hygieneRows(ctx context.Context, s streams, a *app.App) error {
	people := repsOf(a.Config.Domain, c.Team)
	if c.Person != "" {
		p, err := findPerson(a.Config.Domain, c.Person)
		if err != nil {
			return err
		}
		people = []handoff.PersonID{p.ID}
	}
	var rows []hygieneRow
	for _, id := range people {
		h, err := a.Engine.Week().Inspect(ctx, a.Config.Domain.Person(id), s.now())
		_, unread := errors.AsType[*report.UnseenError](err)
		switch {
		case errors.Is(err, report.ErrNoEntries):
			rows = append(rows, hygieneRow{Person: id, Seen: "no"})
		case unread:
			rows = append(rows, hygieneRow{Person: id, Seen: "unread"})
		case err != nil:
			return err
		case len(h.Causes) == 0:
			rows = append(rows, hygieneRow{Person: id, Seen: "yes"})
		}
		for _, b := range h.Causes {
			rows = append(rows, hygieneRow{id, "yes", b.Cause, b.Entries, int(b.Time / time.Minute)})
		}
	}
	if c.Format == "json" {
		for _, r := range rows {
			if err := printJSON(s, r); err != nil {
				return err
			}
		}
		return nil
	}
	var b bytes.Buffer
	w := csv.NewWriter(&b)
	_ = w.Write([]string{"person", "seen", "cause", "entries", "minutes"}) // into memory
	for _, r := range rows {
		_ = w.Write([]string{text.Cell(string(r.Person)), r.Seen, string(r.Cause), strconv.Itoa(r.Entries),
			strconv.Itoa(r.Minutes)})
	}
	w.Flush()
	_, err := s.out.Write(b.Bytes())
	return err
}
