package web

import (
	"runtime/debug"
	"strings"
	"time"

	"handoffd/handoff/store"
	"handoffd/handoff/text"
)

// healthPage is the view of how the service is.
type healthPage struct {
	Outages  []outageRow
	Waiting  int    // mails that could go out and have not
	Oldest   string // since when
	Stuck    bool
	Failed   int // mails given up within a week
	NoMail   []string
	Held     int
	Open     int
	Trial    []string
	Version  string
	Clock    string
	Sessions int
}

type outageRow struct{ Source, Kind, Since, Why string }

// stuck is how long a mail may wait before that is a trouble.
const stuck = 10 * time.Minute

// health shows what is out of order, and how much waits.
func health(v *visit) error {
	p := healthPage{Clock: v.at(v.now), Trial: v.c.Trial, Version: version()}
	err := v.view(func(tx *store.Tx) error {
		down, err := tx.OpenOutages()
		if err != nil {
			return err
		}
		for _, o := range down {
			p.Outages = append(p.Outages, outageRow{Source: text.OneLine(o.Source.Name, text.NameLimit),
				Kind: string(o.Source.Kind), Since: v.at(o.From), Why: text.OneLine(o.Why, text.ValueLimit)})
		}
		var oldest time.Time
		if p.Waiting, oldest, p.Failed, err = tx.QueueNow(v.now.Add(-7*24*time.Hour), v.now); err != nil {
			return err
		}
		p.Oldest, p.Stuck = v.at(oldest), !oldest.IsZero() && v.now.Sub(oldest) > stuck
		silent, err := tx.NoMail()
		if err != nil {
			return err
		}
		for id := range silent {
			p.NoMail = append(p.NoMail, v.c.Person(id).Name)
		}
		all, err := tx.HeldAfter(0, mostHeld)
		if err != nil {
			return err
		}
		p.Held = len(all)
		counts, err := tx.Counts(store.Board{Open: true})
		for _, n := range counts {
			p.Open += n
		}
		if err != nil {
			return err
		}
		sessions, err := tx.Sessions("", v.now)
		p.Sessions = len(sessions)
		return err
	})
	if err != nil {
		return err
	}
	return v.show("health", p)
}

// version is that of the program.
func version() string {
	info, ok := debug.ReadBuildInfo()
	if !ok || strings.HasPrefix(info.Main.Version, "(") {
		return ""
	}
	return info.Main.Version
}
