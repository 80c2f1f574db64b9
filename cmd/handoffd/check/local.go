package check

import (
	"cmp"
	"context"
	"errors"
	"fmt"
	"maps"
	"os"
	"path/filepath"
	"slices"
	"strings"
	"syscall"
	"time"

	"handoffd/cmd/handoffd/app"
	"handoffd/cmd/handoffd/config"
	"handoffd/handoff"
	"handoffd/handoff/store"
	"handoffd/handoff/text"
	"handoffd/templates"
)

// config tells what the file says, and tries the other files that it names.
func (x *examination) config(context.Context) []Finding {
	d := x.conf.Domain
	said := fmt.Sprintf("%s: %s, %s", x.conf.Path, text.Count(len(d.People), "person", "people"),
		text.Count(len(d.Teams), "team", "teams"))
	if len(d.Trial) > 0 {
		said += fmt.Sprintf("; trial is on: mail to anybody but %v goes to the admin", d.Trial)
	}
	out := []Finding{passed("config", "%s", said), tryTemplates(x.conf)}
	for _, w := range x.conf.Warnings {
		if slices.ContainsFunc(x.conf.DaysPages, func(p config.DaysPage) bool { return p.Unread == w && p.Failed != nil }) {
			continue // told below, with why
		}
		out = append(out, warned("config", "correct the file", "%s", w.Error()))
	}
	if k := d.Cost; !k.IsZero() {
		out = append(out, passed("cost", "managers read the cost per held meeting, in %s: of each qualifier %s a month, and "+
			"of %s", k.Currency(), cmp.Or(k.Qualifier.String(), "nothing"), text.Count(len(k.Sources), "source", "sources")))
	}
	if l := d.Brand.Logo; l.Bytes != "" {
		out = append(out, passed("logo", "%s, %d kB, shown %d × %d pixels below the signature of mails to prospects",
			strings.TrimPrefix(l.Type, "image/"), (len(l.Bytes)+999)/1000, l.Width, l.Height))
	}
	return slices.Concat(out, newcomers(d, x.Now()), nurture(d), holidays(d, x.conf.DaysPages, x.Now().Year()),
		x.passwords())
}

// newcomers tells whose first day is still to come.
func newcomers(c *handoff.Config, now time.Time) []Finding {
	var out []Finding
	for _, id := range slices.Sorted(maps.Keys(c.People)) {
		if p := c.People[id]; !p.Begun(now) {
			out = append(out, passed("since", "%s has leads from %s on; until then they go to others", p.Name,
				p.Begins().Format("Mon 2 Jan 2006")))
		}
	}
	return out
}

// nurture tells what is written to leads that sleep, and when it goes by itself.
func nurture(c *handoff.Config) []Finding {
	var out []Finding
	for _, t := range c.Teams {
		switch auto := t.Policy.Touches == handoff.TouchesAuto; {
		case auto && len(c.Nurture) == 0:
			out = append(out, warned("nurture", "add a [[nurture]], or take nurture out", "team %s sends mails to leads that "+
				"sleep, and there are none", t.Name))
		case auto:
			out = append(out, passed("nurture", "team %s: %d mails to a lead that sleeps go by themselves only where consent "+
				"is recorded (`consent: WHO, WHEN, WORDS`); without one each stays a draft of the qualifier", t.Name,
				len(c.Nurture)))
		case len(c.Nurture) > 0:
			out = append(out, passed("nurture", "team %s: %d mails to a lead that sleeps, each a draft that the qualifier "+
				"sends with one tap", t.Name, len(c.Nurture)))
		}
	}
	return out
}

// holidays prints the days off of the year, list by list, and which addresses of some could not be read.
func holidays(c *handoff.Config, pages []config.DaysPage, year int) []Finding {
	var out []Finding
	for _, p := range pages {
		if p.Failed != nil {
			kept := "the days off that were read last hold"
			if p.Unread != nil {
				kept = "there are no days off of it"
			}
			out = append(out, warned("holidays", "open the address on this machine; mend it in the config, or name a .ics file "+
				"beside that", "%s cannot be read, so %s: %v", p.URL, kept, p.Failed))
		}
	}
	for _, name := range slices.Sorted(maps.Keys(c.Holidays)) {
		if slices.ContainsFunc(pages, func(p config.DaysPage) bool { return p.URL == name && p.Unread != nil }) {
			continue
		}
		days := daysOf(c.Holidays[name], year)
		if len(days) == 0 {
			out = append(out, warned("holidays", "name the days of this year, or take the list out", "%s has no day in %d",
				name, year))
			continue
		}
		text := fmt.Sprintf("%s in %d: %s", name, year, strings.Join(days, ", "))
		if local := config.LocalDays(name); local != "" {
			text += "; " + local
		}
		out = append(out, passed("holidays", "%s", text))
	}
	return out
}

// daysOf are the days of a list in a year. One that is off for several reasons stands once, with all of them.
func daysOf(list []handoff.DayOff, year int) []string {
	var days []string
	names := map[string][]string{}
	for _, d := range list {
		at := d.First.In(time.UTC)
		if at.Year() != year {
			continue
		}
		text := at.Format("Mon 2 Jan")
		if d.Last > d.First {
			text += " to " + d.Last.In(time.UTC).Format("Mon 2 Jan")
		}
		if d.Part.From > 0 {
			text += fmt.Sprintf(" from %02d:%02d", d.Part.From/60, d.Part.From%60)
		} else if d.Part.To > 0 {
			text += fmt.Sprintf(" until %02d:%02d", d.Part.To/60, d.Part.To%60)
		}
		if !slices.Contains(days, text) {
			days = append(days, text)
		}
		if d.Name != "" && !slices.Contains(names[text], d.Name) {
			names[text] = append(names[text], d.Name)
		}
	}
	for i, text := range days {
		days[i] = strings.TrimSpace(text + " " + strings.Join(names[text], " and "))
	}
	return days
}

func tryTemplates(c *config.Config) Finding {
	if _, err := templates.Load(c.Templates); err != nil {
		return failed("templates", "mend or remove the file; without it the built-in template is used", "%v", err)
	}
	if c.Templates != "" {
		return passed("templates", "built in, with those of %s", c.Templates)
	}
	return passed("templates", "built in")
}

// passwords warns of password files that others on the machine can read. Whether they are there is told by the logins.
func (x *examination) passwords() []Finding {
	var out []Finding
	files := map[string]bool{}
	for _, p := range x.allPasswords() {
		about, err := os.Stat(p.File)
		if p.File == "" || err != nil || files[p.File] {
			continue
		}
		files[p.File] = true
		if about.Mode().Perm()&0o077 != 0 {
			out = append(out, warned("password", "chmod 600 "+p.File, "%s can be read by other users of this machine", p.File))
		}
	}
	return out
}

func (x *examination) database(ctx context.Context) []Finding {
	ctx, cancel := context.WithTimeout(ctx, x.limit)
	defer cancel()
	out := []Finding{}
	if x.conf.OnServer {
		out = tryServer(ctx, x.conf)
	} else {
		out = append(out, tryDatabase(ctx, x.conf))
	}
	if out[0].OK {
		out = slices.Concat(out, former(ctx, x.conf), aliases(ctx, x.conf), kept(ctx, x.conf, x.Now()))
	}
	return out
}

func tryDatabase(ctx context.Context, c *config.Config) Finding {
	about, err := os.Stat(c.Database)
	if errors.Is(err, os.ErrNotExist) {
		probe, err := os.CreateTemp(filepath.Dir(c.Database), ".handoffd-check-")
		if err != nil {
			mend := cmp.Or(config.AccessMend(c.Database, err), "make the folder, writable by the user that runs handoffd")
			return failed("database", mend, "no file can be made in %s: %v", filepath.Dir(c.Database), plainly(err))
		}
		_ = probe.Close()
		_ = os.Remove(probe.Name())
		return passed("database", "%s will be made at the first start", c.Database)
	}
	if err != nil {
		return failed("database", cmp.Or(config.AccessMend(c.Database, err),
			"make the folder readable for the user that runs handoffd"), "%v", err)
	}
	if app.IsVacant(c.Database) {
		return passed("database", "%s is an empty file, no database yet; the first start makes it one", c.Database)
	}
	st, err := app.OpenBeside(ctx, c)
	switch {
	case errors.Is(err, store.ErrForeign):
		return failed("database", "name a file of handoffd's own, or one that is not there yet, in [database] path", "%v",
			err)
	case errors.Is(err, store.ErrNewer):
		return failed("database", "run the version of handoffd that wrote it, or a newer one", "%v", err)
	case errors.Is(err, store.ErrOlder):
		return failed("database", "start the service anew with this version, or check with its own", "%v", err)
	case errors.Is(err, store.ErrReadOnly), errors.Is(err, os.ErrPermission):
		return failed("database", config.AccessMend(c.Database, os.ErrPermission), "%v", err)
	case err != nil:
		return failed("database",
			"if it is damaged, restore the last backup; if it may not be written, give it to the user that runs handoffd", "%v",
			err)
	}
	_ = st.Close()
	if about.Mode().Perm()&0o077 != 0 {
		return warned("database", "chmod 600 "+c.Database, "%s can be read by other users of this machine", c.Database)
	}
	return passed("database", "%s", c.Database)
}

// plainly leaves out which file was tried.
func plainly(err error) error {
	if failed, ok := errors.AsType[*os.PathError](err); ok {
		return failed.Err
	}
	return err
}

// space is what is left of a disk: octets and files, of how many. Files are 0 of 0 where the disk does not count them.
type space struct{ free, size, files, maxFiles uint64 }

// Less than this is an alarm: a full disk stops everything, since nothing is sent that is not stored first.
const (
	tooLittle  = 100 << 20
	littleFree = 1 << 30
	fewFiles   = 1000
)

func diskSpace(folder string) (space, error) {
	var s syscall.Statfs_t
	if err := syscall.Statfs(folder, &s); err != nil {
		return space{}, fmt.Errorf("ask for the space left in %s: %w", folder, err)
	}
	block := uint64(s.Bsize)
	return space{free: uint64(s.Bavail) * block, size: uint64(s.Blocks) * block, files: uint64(s.Ffree),
		maxFiles: uint64(s.Files)}, nil
}

func (x *examination) disk(context.Context) []Finding {
	folder := x.conf.Folder()
	s, err := x.world.disk(folder)
	if err != nil {
		return []Finding{failed("disk", "make the folder, writable by the user that runs handoffd", "%v", err)}
	}
	mend := "free some space there, or move the database: [database] path"
	text := fmt.Sprintf("%s free of %s in %s", spaceWords(s.free), spaceWords(s.size), folder)
	switch {
	case s.free < tooLittle:
		return []Finding{failed("disk", mend, "only %s; handoffd cannot work on a full disk", text)}
	case s.maxFiles > 0 && s.files < fewFiles:
		return []Finding{failed("disk", "remove files there, or move the database: [database] path",
			"only %d more files can be made in %s", s.files, folder)}
	case s.free < littleFree:
		return []Finding{warned("disk", mend, "%s", text)}
	}
	return []Finding{passed("disk", "%s", text)}
}

func spaceWords(n uint64) string {
	if n >= 1<<30 {
		return fmt.Sprintf("%.1f GiB", float64(n)/(1<<30))
	}
	return fmt.Sprintf("%d MiB", n>>20)
}
