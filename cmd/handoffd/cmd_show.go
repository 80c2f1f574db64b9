package main

import (
	"cmp"
	"context"
	"fmt"
	"slices"
	"strings"
	"time"

	"handoffd/cmd/handoffd/app"
	"handoffd/handoff"
	"handoffd/handoff/store"
	"handoffd/handoff/text"
	"handoffd/handoff/view"
	"handoffd/templates"
)

type showCmd struct {
	Config string `default:"${config}" help:"${config_help}" placeholder:"FILE"`
	ID     string `arg:"" help:"Handoff, as mails name it: HO-7K3QX2." placeholder:"ID"`
	JSON   bool   `help:"One JSON object."`
	Bundle string `help:"Write the proof into this zip: timeline, mails, facts, rules." placeholder:"FILE.zip"`
}

// Run shows one handoff: where it stands, everything that happened and why, every mail and what became of it, and the
// proof.
func (c *showCmd) Run(ctx context.Context, s streams) error {
	a, err := open(ctx, c.Config, app.Offline, app.Options{})
	if err != nil {
		return err
	}
	defer a.Close()
	domain := a.Config.Domain
	set, err := a.Reasons()
	if err != nil {
		return err
	}
	return a.Store.View(ctx, func(tx *store.Tx) error {
		h, err := findHandoff(tx, c.ID)
		if err != nil {
			return err
		}
		h = handoff.WithoutNeglect(h, s.now())
		then, err := recordedConfig(tx, h.ID)
		if err != nil {
			return err
		}
		if domain = handoff.NamedAsThen(domain, then); c.Bundle != "" && then.Hash != "" {
			domain = then
		}
		out, err := c.collect(tx, domain, h, set, s.now())
		if err != nil {
			return err
		}
		if c.Bundle != "" {
			return c.bundle(s, tx, domain, set, h, out)
		}
		if c.JSON {
			return printJSON(s, out)
		}
		c.print(s, domain, set, h, out)
		return nil
	})
}

// recordedConfig is the config under which a handoff was decided last, with whoever stood in those before: the names of
// then. Of a handoff whose facts
// were erased it is the zero one.
func recordedConfig(tx configReader, id handoff.ID) (*handoff.Config, error) {
	links, err := tx.Links(id)
	if err != nil {
		return nil, err
	}
	out, known := &handoff.Config{}, ""
	for _, l := range links {
		if l.Config == "" || l.Config == known {
			continue
		}
		c, err := tx.Config(l.Config)
		if err != nil {
			return nil, err
		}
		out, known = handoff.NamedAsThen(c.Config, out), l.Config
	}
	return out, nil
}

// configReader reads under which configs a handoff was decided.
type configReader interface {
	Links(id handoff.ID) ([]store.Link, error)
	Config(hash string) (store.StoredConfig, error)
}

// recordReader reads what is kept of a handoff.
type recordReader interface {
	erasures
	Outbox(id handoff.ID) ([]store.Row, error)
	Mails(f store.MailFilter) ([]store.InMail, error)
	VerifyChain(id handoff.ID) error
}

func (c *showCmd) collect(tx recordReader, d *handoff.Config, h handoff.Handoff, set *templates.Reasons,
	now time.Time) (view.Whole, error) {
	zone := d.Person(d.Admin).Location()
	out := view.WholeOf(h, d, set, zone)
	erased, err := erasure(tx, &h)
	if err != nil {
		return out, err
	}
	facts, err := tx.Facts(h.ID)
	if err != nil {
		return out, err
	}
	for i := range out.Assignments {
		a := &out.Assignments[i]
		given := func(f store.StoredFact) bool { return f.Now.Equal(a.Made) && f.Kind != handoff.KindSent }
		if n := slices.IndexFunc(facts, given); n >= 0 {
			a.Because = view.WhyIn(set, d, zone, handoff.Untold(facts[n].Reason, facts[n].At, now))
		}
	}
	for _, f := range facts {
		about := handoff.About{At: f.At, By: f.By, Via: f.Via, MessageID: f.MessageID}
		kind, about, why := handoff.UntoldFact(f.Kind, about, f.Reason, now)
		out.History = append(out.History, view.EventOf(kind, about, why.Code, view.WhyIn(set, d, zone, why), zone))
	}
	rows, err := tx.Outbox(h.ID)
	if err != nil {
		return out, err
	}
	for _, r := range rows {
		sent := sentOf(r, erased, d, set, now)
		sent.State, sent.At, sent.MessageID = r.State, view.Stamp(r.Finished, zone), r.MessageID
		out.Outbox = append(out.Outbox, sent)
	}
	mails, err := tx.Mails(store.MailFilter{Handoff: h.ID})
	if err != nil {
		return out, err
	}
	for _, m := range slices.Backward(mails) {
		if m.Verdict == handoff.MailHeld {
			out.Held = append(out.Held, view.Held{Arrived: view.Stamp(m.Arrived, zone), Sender: m.Sender, Subject: m.Subject,
				Kind: m.Kind, Handoff: m.Handoff, Auth: m.Auth, Why: view.WhyIn(set, d, zone, m.Why)})
		}
	}
	out.Erase(erased, func(n int) bool { return facts[n].Erased }, d, set, zone)
	if err := tx.VerifyChain(h.ID); err != nil {
		out.Chain = err.Error()
	}
	return out, nil
}

// sentOf is a row of the outbox as it is told at now.
func sentOf(r store.Row, e view.Erasure, d *handoff.Config, set *templates.Reasons, now time.Time) view.Sent {
	zone := d.Person(d.Admin).Location()
	why := func(r1 handoff.Reason) string {
		return view.WhyIn(set, d, zone, e.Told(handoff.Untold(r1, r.Created, now), zone))
	}
	var trouble handoff.Reason
	switch {
	case r.Error == "" || r.State == store.RowSent:
	case r.State == store.RowFailed:
		trouble = view.Undelivered(r.Error, time.Time{}, now)
	default:
		trouble = view.Undelivered(r.Error, r.NotBefore, now)
	}
	return view.SentOf(r.Action, cmp.Or(why(r.Reason), why(trouble), why(r.Action.Why)))
}

func (c *showCmd) print(s streams, d *handoff.Config, set *templates.Reasons, h handoff.Handoff, o view.Whole) {
	width, zone := screenOf(s.out).width, d.Person(d.Admin).Location()
	p := func(format string, args ...any) {
		fmt.Fprintln(s.out, text.Wrap(fmt.Sprintf(format, args...), width))
	}
	hang := func(words, lead string, args ...any) {
		fmt.Fprintln(s.out, text.Hang(fmt.Sprintf(lead, args...), text.Bare(words), width))
	}
	clock := func(at string) string {
		t, err := time.Parse(time.RFC3339, at)
		if err != nil {
			return strings.Repeat(" ", 16)
		}
		return fmt.Sprintf("%-16s", t.In(zone).Format("Mon 2 Jan 15:04"))
	}
	erased := o.Erased != ""
	who := text.Bare(view.Prospect(h, d))
	if erased {
		who = handoff.ErasedMark
	}
	p("%s  %s  %s", h.ID, strings.ToUpper(string(h.State)), who)
	hang(o.Row.Why, "%-9s", map[bool]string{true: "erased", false: "because"}[erased])
	if !h.Start.IsZero() {
		p("meeting  %s", h.Start.In(zone).Format("Monday 2 January 2006 15:04"))
	}
	hang(view.NextStep(h, d, set, s.now(), zone), "next     ")
	if h.Opportunity != "" || h.Deal != nil {
		hang(view.Deal(&h), "led to   ")
	}
	p("times    in %s", zone)
	if team, ok := d.Team(h.Team); ok && !erased {
		p("\nBrief of %s", d.Person(h.Qualifier).Name)
		for _, name := range team.Known(h.Brief) {
			hang(h.Brief[name], "  %-18s ", text.Bare(team.Label(name)))
		}
		for _, m := range h.Missing {
			p("  %-18s missing", team.Label(m))
		}
	}
	for _, a := range o.Assignments {
		p("\nTurn %d: %s%s", a.N, d.Person(a.Rep).Name, c.turnText(a.Assignment, zone))
		if a.Because != "" {
			hang(a.Because, "  because ")
		}
		for _, o := range a.Others {
			hang(c.choiceText(o, o.Rep == a.Rep), "  %-18s ", text.Bare(d.Person(o.Rep).Name))
		}
		for _, e := range a.Evidence {
			hang(proofText(e), "  %s %-7s ", clock(view.Stamp(e.At, time.UTC)), e.Kind)
		}
	}
	for i, r := range o.Returns {
		if i == 0 {
			p("\nGiven back")
		}
		hang(backText(d, h.Team, r), "  %s %-16s ", clock(r.At), text.Bare(d.Person(handoff.PersonID(r.By)).Name))
	}
	if len(o.Pool) > 0 {
		p("\nThe reps, as of %s", strings.TrimSpace(clock(view.Stamp(h.PoolAt, time.UTC))))
		for _, one := range o.Pool {
			hang(c.choiceText(one, false), "  %-18s ", text.Bare(d.Person(one.Rep).Name))
		}
	}
	p("\nWhat happened")
	for _, f := range o.History {
		hang(f.Why, "  %s %-16s ", clock(f.At), f.Fact)
	}
	p("\nMails")
	for _, m := range o.Outbox {
		hang("→ "+m.To+": "+m.Why, "  %s %-8s %-11s ", clock(m.At), m.State, m.Purpose)
	}
	for _, m := range o.Held {
		hang("from "+m.Sender+": "+m.Why, "  %s held     ", clock(m.Arrived))
	}
	p("\nThe chain of %s is %s.", text.Count(len(o.History), "fact", "facts"), o.Chain)
}

// backText is a judgement by which a lead came back: what was not met, and in which words.
func backText(d *handoff.Config, name string, r view.Return) string {
	team, _ := d.Team(name)
	out := map[handoff.Code]string{"unreachable": "not reached", "nurture": "no immediate timeframe"}[r.Why]
	out = cmp.Or(out, "not qualified")
	if met := team.CriteriaLabels(r.Criteria); len(met) > 0 {
		out += " (" + strings.Join(met, ", ") + ")"
	}
	if r.Words != "" {
		out += ": “" + text.OneLine(r.Words, text.ValueLimit) + "”"
	}
	return out
}

// proofText is a piece of evidence: how strong it is, and by which mail or in which other way it came.
func proofText(e view.Evidence) string {
	parts := []string{strings.TrimSpace(string(e.Strength) + " " + e.Note)}
	switch {
	case e.MessageID != "":
		parts = append(parts, e.MessageID)
	case e.Via == handoff.ViaLink:
		parts = append(parts, "by a link in a mail")
	case e.Via == handoff.ViaPage:
		parts = append(parts, "on a page")
	}
	return strings.Join(parts, ", ")
}

// choiceText is what the rotation thought of a rep: why or why not, and of the one who has the turn what decided.
func (c *showCmd) choiceText(o view.Candidate, has bool) string {
	out := o.Why
	if has {
		out = "has it: " + out
	}
	if o.By != "" {
		out += ": " + o.By
	}
	if o.Note != "" {
		out += "; " + o.Note
	}
	return out
}

func (c *showCmd) turnText(a handoff.Assignment, zone *time.Location) string {
	text := ""
	if a.HandedOver() {
		return ", has it since " + a.Made.In(zone).Format("Mon 2 Jan 15:04") + ", after the meeting began: was asked nothing"
	}
	if !a.Opened.IsZero() {
		text += ", window until " + a.Due.In(zone).Format("Mon 2 Jan 15:04")
	}
	switch {
	case !a.Accepted.IsZero():
		text += ", accepted"
	case a.End != "":
		text += ", ended: " + string(a.End)
	}
	return text
}
