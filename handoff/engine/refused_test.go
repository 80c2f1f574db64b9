package engine

import (
	"database/sql"
	"strings"
	"testing"
	"time"

	"handoffd/handoff/store"
	"handoffd/mail"
)

// refuses has the database refuse every row of a handoff that holds the text; what is given lifts it.
func (o *office) refuses(text string) (lift func()) {
	o.t.Helper()
	driver, name := "sqlite3", "file:"+o.database+"?_busy_timeout=5000"
	do := []string{"CREATE TRIGGER refused_new BEFORE INSERT ON handoffs WHEN NEW.data LIKE '%" + text +
		"%' BEGIN SELECT RAISE(ABORT, 'refused'); END",
		"CREATE TRIGGER refused BEFORE UPDATE ON handoffs WHEN NEW.data LIKE '%" + text +
			"%' BEGIN SELECT RAISE(ABORT, 'refused'); END"}
	undo := []string{"DROP TRIGGER refused_new", "DROP TRIGGER refused"}
	if store.IsURL(o.database) {
		driver, name = "pgx", o.database
		do = []string{`CREATE FUNCTION refuse() RETURNS trigger LANGUAGE plpgsql AS $$
			BEGIN RAISE EXCEPTION 'refused' USING ERRCODE = 'check_violation'; END $$`,
			"CREATE TRIGGER refused BEFORE INSERT OR UPDATE ON handoffs FOR EACH ROW WHEN (NEW.data LIKE '%" + text +
				"%') EXECUTE FUNCTION refuse()"}
		undo = []string{"DROP FUNCTION refuse CASCADE"}
	}
	db, err := sql.Open(driver, name)
	if err != nil {
		o.t.Fatal(err)
	}
	defer db.Close()
	for _, query := range do {
		if _, err := db.Exec(query); err != nil {
			o.t.Fatal(err)
		}
	}
	lifted := false
	lift = func() {
		if lifted {
			return
		}
		lifted = true
		db, err := sql.Open(driver, name)
		if err != nil {
			o.t.Error(err)
			return
		}
		defer db.Close()
		for _, query := range undo {
			if _, err := db.Exec(query); err != nil {
				o.t.Error(err)
			}
		}
	}
	o.t.Cleanup(lift)
	return lift
}

// TestAMailThatTheDatabaseRefusesIsSetAside: the others of its batch are taken, though all were to be written as one.
func TestAMailThatTheDatabaseRefusesIsSetAside(t *testing.T) {
	t.Parallel()
	o := newOffice(t)
	o.refuses("unkeepable")
	for _, subject := range []string{"one", "unkeepable", "three"} {
		text := strings.Replace(goodBrief, pat, subject+"-"+pat, 1)
		o.send(quinn, mail.Draft{To: to(handoffAddress), Subject: subject, Text: text})
	}
	o.settle(0)
	var subjects []string
	for _, h := range o.all() {
		subjects = append(subjects, h.Subject)
	}
	if got := strings.Join(subjects, ","); got != "one,three" && got != "three,one" {
		t.Errorf("taken: %s", got)
	}
	if got := strings.Join(o.folder(FailedFolder), ","); got != "unkeepable" {
		t.Errorf("set aside: %q", got)
	}
	o.settle(2 * time.Minute)
	told := 0
	for _, m := range o.box(mara) {
		if strings.Contains(m.Text, "\"unkeepable\"") && strings.Contains(m.Text, FailedFolder) {
			told++
		}
	}
	if told != 1 {
		t.Errorf("the admin was told %d times", told)
	}
}

// TestADeadlineThatTheDatabaseRefusesKeepsNoOther is told as trouble, and decided once the database takes it.
func TestADeadlineThatTheDatabaseRefusesKeepsNoOther(t *testing.T) {
	t.Parallel()
	o := newOffice(t)
	for _, subject := range []string{"one", "unkeepable", "three"} {
		text := strings.Replace(goodBrief, pat, subject+"-"+pat, 1)
		o.send(quinn, mail.Draft{To: to(handoffAddress), Subject: subject, Text: text})
	}
	o.settle(0)
	lift := o.refuses("unkeepable")
	before := map[string]int{}
	for _, h := range o.all() {
		before[h.Subject] = h.Version
	}
	o.now = o.now.Add(24 * time.Hour)
	n, err := o.e.deadlines(t.Context())
	if err == nil || !strings.Contains(err.Error(), "refused") || n < 2 {
		t.Errorf("%d decided, %v", n, err)
	}
	for _, h := range o.all() {
		if changed := h.Version > before[h.Subject]; changed != (h.Subject != "unkeepable") {
			t.Errorf("%s: version %d after %d", h.Subject, h.Version, before[h.Subject])
		}
	}
	lift()
	if n, err := o.e.deadlines(t.Context()); n == 0 || err != nil {
		t.Errorf("%d decided when it could be: %v", n, err)
	}
}
