package web

import (
	"cmp"
	"net/http"
	"slices"
	"time"

	"handoffd/handoff"
	"handoffd/handoff/store"
	"handoffd/handoff/text"
)

// mostGivenUp is how many mails that were given up are listed.
const mostGivenUp = 20

// healthPage is the view of how the service is. What is in Needs, NoMail and GivenUp is to be mended.
type healthPage struct {
	Needs    []needRow
	NoMail   []string
	GivenUp  []lostRow
	Lost     int    // how many were given up and not seen, listed or not
	Until    string // when the newest of them was given up, for the form that says that they were seen
	LostSeen int    // how many were given up within the days that are told, and seen
	LostDays int
	Alarms   int
	Reads    []readRow
	Diaries  []readRow // of colleagues, that cannot be read
	Read     int       // calendars of colleagues that are read
	Untried  int
	Logins   []loginRow
	Checks   []checkRow
	Waiting  int // mails that are not out yet
	Ready    int // of these, that could go now
	Oldest   string
	Limited  string // the rate of the config holds mails back
	Sent     string // when something went out last; empty: nothing did
	Came     string // when a mail came in last
	Held     int
	HeldMore bool
	Open     int
	Trial    []string
	Version  string
	Clock    string
	Sessions int
}

type (
	// needRow is something to mend. An outage has a source, a trouble a sentence.
	needRow struct{ Kind, Source, Says, Since, Why, Mend string }
	// readRow is a mailbox or calendar, with since when it cannot be read.
	readRow struct{ Name, Kind, Last, Down, Why string }
	// loginRow is a login by a token.
	loginRow struct {
		Name, Ends, Why string
		Tried           bool
	}
	// checkRow is one figure of the machine.
	checkRow struct {
		Says string
		Bad  bool
	}
	// lostRow is a mail that was given up.
	lostRow struct{ At, To, Kind, Why, Lead string }
)

// healthFacts are what the page reads of the database.
type healthFacts struct {
	down   []store.Outage
	known  []handoff.TroubleState
	lost   []store.Row
	silent map[handoff.PersonID]store.NoMail
}

// health shows how every part of the service is, and first what is to be mended, by the rules of the mails about it.
func health(v *visit) error {
	p := healthPage{LostDays: int(handoff.LostTold.Hours() / 24), Clock: v.at(v.now), Trial: v.c.Trial, Version: v.Version}
	found, err := v.Vitals(v.r.Context())
	if err != nil {
		return err
	}
	var f healthFacts
	if err := v.view(func(tx *store.Tx) error { return v.readHealth(tx, &p, &f) }); err != nil {
		return err
	}
	findings := found.Findings(f.known, v.now)
	for _, o := range f.down {
		p.Needs = append(p.Needs, needRow{Kind: string(o.Source.Kind), Source: text.OneLine(o.Source.Name, text.NameLimit),
			Since: v.at(o.From), Why: text.OneLine(o.Why, text.ValueLimit)})
	}
	for _, s := range handoff.Ongoing(f.known, findings, v.now) {
		p.Needs = append(p.Needs, needRow{Says: v.why(s.Says()), Since: v.at(s.From), Mend: v.why(s.Mend())})
	}
	for id := range f.silent {
		p.NoMail = append(p.NoMail, v.c.Person(id).Name)
	}
	slices.Sort(p.NoMail)
	if len(f.lost) > 0 {
		p.Until = f.lost[0].Finished.UTC().Format(time.RFC3339Nano)
	}
	for _, r := range f.lost {
		p.GivenUp = append(p.GivenUp, v.lost(r))
	}
	p.Alarms = len(p.Needs) + len(p.NoMail)
	if p.Lost > 0 {
		p.Alarms++
	}
	v.measured(&p, found, f.down)
	p.Checks = v.checks(findings)
	return v.show("health", p)
}

// seen notes that the mails which were given up until then are known, so that they are no warning any more.
func seen(v *visit) error {
	until, err := time.Parse(time.RFC3339Nano, v.r.PostFormValue("until"))
	if err != nil || until.After(v.now) {
		return faultOf(http.StatusBadRequest, "form")
	}
	err = v.update(func(tx *store.Tx) error {
		known, err := tx.Troubles()
		if err != nil || until.Before(handoff.LostSince(known, v.now)) { // somebody has seen later ones
			return err
		}
		return tx.PutTrouble(handoff.SeenLost(v.me.ID, until))
	})
	if err != nil {
		return err
	}
	return v.to("/health")
}

// healthTx is what the page asks the database.
type healthTx interface {
	OpenOutages() ([]store.Outage, error)
	Troubles() ([]handoff.TroubleState, error)
	GivenUp(since time.Time, limit int) (rows []store.Row, all int, err error)
	NoMail() (map[handoff.PersonID]store.NoMail, error)
	Backlog(now time.Time) (all, ready int, oldest time.Time, err error)
	HeldAfter(after int64, limit int) ([]store.Held, error)
	OpenByState() (map[handoff.State]int, error)
	Sessions(person handoff.PersonID, now time.Time) ([]store.Session, error)
}

func (v *visit) readHealth(tx healthTx, p *healthPage, f *healthFacts) (err error) {
	if f.down, err = tx.OpenOutages(); err != nil {
		return err
	}
	if f.known, err = tx.Troubles(); err != nil {
		return err
	}
	if f.lost, p.Lost, err = tx.GivenUp(handoff.LostSince(f.known, v.now), mostGivenUp); err != nil {
		return err
	}
	_, all, err := tx.GivenUp(v.now.Add(-handoff.LostTold), 1)
	if err != nil {
		return err
	}
	p.LostSeen = all - p.Lost
	if f.silent, err = tx.NoMail(); err != nil {
		return err
	}
	if p.Waiting, _, _, err = tx.Backlog(v.now); err != nil {
		return err
	}
	held, err := tx.HeldAfter(0, mostHeld)
	if err != nil {
		return err
	}
	p.Held, p.HeldMore = len(held), len(held) == mostHeld
	counts, err := tx.OpenByState()
	for _, n := range counts {
		p.Open += n
	}
	if err != nil {
		return err
	}
	sessions, err := tx.Sessions("", v.now)
	p.Sessions = len(sessions)
	return err
}

// lost is a mail that was given up. What it said stays with its readers.
func (v *visit) lost(r store.Row) lostRow {
	to := text.OneLine(r.Action.To.Address, text.NameLimit)
	if r.Action.To.Person != "" {
		to = v.c.Person(r.Action.To.Person).Name
	}
	return lostRow{At: v.at(r.Finished), To: to, Kind: string(r.Action.Purpose), Lead: string(r.Action.Handoff),
		Why: text.OneLine(r.Error, text.ValueLimit)}
}

// measured fills in what was measured.
func (v *visit) measured(p *healthPage, m handoff.Vitals, down []store.Outage) {
	for _, r := range m.Reads {
		row := readRow{Name: r.Name, Kind: string(r.Kind), Last: v.at(r.Last)}
		for _, o := range down {
			if o.Source == r.Source {
				row.Down = v.at(o.From)
			}
		}
		p.Reads = append(p.Reads, row)
	}
	for _, d := range m.Diaries {
		switch {
		case !d.Tried:
			p.Untried++
		case d.Fails.IsZero():
			p.Read++
		default:
			p.Diaries = append(p.Diaries, readRow{Name: cmp.Or(v.c.Person(d.Person).Name, d.Name), Down: v.at(d.Fails),
				Why: v.why(d.Why)})
		}
	}
	for _, l := range m.Logins {
		p.Logins = append(p.Logins, loginRow{Name: l.Name, Ends: v.at(l.Ends), Why: l.Why, Tried: l.Tried})
	}
	p.Came = v.at(m.Came)
	if o := m.Outbox; o != nil {
		p.Ready, p.Oldest, p.Sent = o.Ready, v.at(o.Oldest), v.at(o.Sent)
		if o.Until.After(v.now) {
			p.Limited = v.at(o.Until)
		}
	}
}

// machine are the troubles whose figures are shown while they are none, too.
var machine = map[handoff.TroubleKind]bool{handoff.TroubleDisk: true, handoff.TroubleBackup: true,
	handoff.TroubleClock: true, handoff.TroubleHeld: true, handoff.TroubleFull: true}

// checks are the figures of the machine as they are now.
func (v *visit) checks(all []handoff.Finding) []checkRow {
	var out []checkRow
	for _, f := range all {
		if machine[f.Kind] && f.Bad != "" {
			out = append(out, checkRow{v.why(f.Says()), f.Bad == handoff.Yes})
		}
	}
	return out
}
