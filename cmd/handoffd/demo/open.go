package demo

import (
	"context"
	"fmt"
	"io"
	"os"
	"path/filepath"
	"slices"
	"strings"
	"time"

	"handoffd/calendar/ics"
	"handoffd/cmd/handoffd/app"
	"handoffd/cmd/handoffd/config"
	"handoffd/handoff"
	"handoffd/handoff/engine"
)

type stageOptions struct {
	out   io.Writer
	json  bool
	width int
	keep  bool
	wait  func(ctx context.Context, until time.Time) error // default: for the end, since the clock jumps
	tune  func(*engine.Options)                            // as in app.Options
	url   string                                           // of a PostgreSQL database in place of a file in the folder
}

// newStage writes the config into the folder, reads it as `handoffd serve` would, and puts engine and people on the
// stage.
func newStage(ctx context.Context, dir string, clk stageClock, h host, o stageOptions) (*stage, func(), error) {
	path := filepath.Join(dir, "config.toml")
	if err := os.MkdirAll(dir, 0o755); err != nil {
		return nil, nil, fmt.Errorf("make the demo's folder: %w", err)
	}
	if _, err := os.Stat(filepath.Join(dir, "handoffd.db")); err == nil {
		return nil, nil, fmt.Errorf("the folder %s holds the database of an earlier demo; name another or remove it", dir)
	}
	text := Config
	if o.url != "" {
		text = strings.Replace(text, `path = "handoffd.db"`, fmt.Sprintf("url = %q", o.url), 1)
	}
	if err := os.WriteFile(path, []byte(text), 0o644); err != nil {
		return nil, nil, fmt.Errorf("write the demo's config: %w", err)
	}
	conf, err := config.Load(path)
	if err != nil {
		return nil, nil, err
	}
	if o.wait == nil {
		o.wait = func(ctx context.Context, _ time.Time) error { <-ctx.Done(); return ctx.Err() }
	}
	a, err := app.Open(ctx, conf, app.Serving, app.Options{Accounts: h, Since: time.Unix(0, 0), Now: clk.Now, Wait: o.wait,
		Tune: o.tune})
	if err != nil {
		return nil, nil, err
	}
	s := &stage{clock: clk, host: h, config: conf.Domain, store: a.Store, engine: a.Engine, app: a}
	reasons, err := a.Reasons()
	if err != nil {
		return nil, nil, err
	}
	s.out = &timeline{w: o.out, json: o.json, width: o.width, zone: handoff.Location(zone), reasons: reasons}
	if o.keep {
		s.out.dir = dir
	}
	closeAll := func() {
		s.close()
		a.Close()
	}
	s.settle = s.engine.Settle
	if err := s.cast(ctx); err != nil {
		closeAll()
		return nil, nil, err
	}
	return s, closeAll, nil
}

// cast gives everybody of the roster and the prospects a mailbox.
func (s *stage) cast(ctx context.Context) error {
	team := s.config.Teams[0]
	role := func(id handoff.PersonID) handoff.Role {
		switch {
		case slices.Contains(team.Qualifiers, id):
			return handoff.RoleQualifier
		case slices.Contains(team.Reps, id):
			return handoff.RoleRep
		case slices.Contains(team.Managers, id):
			return handoff.RoleManager
		case slices.Contains(team.Advocates, id):
			return handoff.RoleAdvocate
		}
		return handoff.RoleAdmin
	}
	var ids []handoff.PersonID
	for id := range s.config.People {
		ids = append(ids, id)
	}
	slices.Sort(ids)
	for _, id := range ids {
		p := s.config.People[id]
		if err := s.add(ctx, &actor{id: id, name: p.Name, address: p.Email(), role: role(id),
			zone: p.Location()}); err != nil {
			return err
		}
	}
	for _, c := range prospects() {
		if err := s.add(ctx, &actor{name: c[0], address: c[1], role: handoff.RoleProspect, zone: time.UTC}); err != nil {
			return err
		}
	}
	return nil
}

// prospects are the people outside: nobody else there gets mail.
func prospects() [][2]string {
	people := [][2]string{{"Pat Kim", "pat@globex.example"}, {"Sam Cho", "sam@initech.example"},
		{"Lee Novak", "lee@umbrella.example"}, {"Kit Ito", "kit@hooli.example"},
		{"Ida Berg", "ida@wayne.example"}, {"Max Bauer", "max@wayne.example"}}
	for _, u := range unfunded {
		people = append(people, [2]string{u[0], u[1]})
	}
	return people
}

// uidOf is the UID of the event in an invitation.
func uidOf(m post) string {
	if len(m.Calendars) == 0 {
		return ""
	}
	request, _, err := ics.Decode(m.Calendars[0].Data)
	if err != nil || len(request.Events) == 0 {
		return ""
	}
	return request.Events[0].UID
}
