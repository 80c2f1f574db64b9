package main

import (
	"encoding/json"
	"errors"
	"fmt"
	"net/textproto"
	"os"
	"path/filepath"
	"slices"
	"strings"
	"testing"
	"text/tabwriter"
	"time"

	"handoffd/cmd/handoffd/app"
	"handoffd/cmd/handoffd/demo"
	"handoffd/cmd/handoffd/hosttest"
	"handoffd/handoff"
	"handoffd/handoff/store"
	"handoffd/mail"
	"handoffd/mail/imap"
)

// siege is a service that attacks are sent to.
type siege struct {
	*provider
	dir   string
	id    string
	words *strings.Replacer
	in    *imap.Source // the service's own mailbox, looked into from outside
	after imap.Cursor
}

// TestAttacks sends each attack through Postfix to a service that runs, and shows what `handoffd read` says of it as it
// arrived and what became of it. None may change what `handoffd list --json` prints by a byte.
func TestAttacks(t *testing.T) {
	t.Parallel()
	if testing.Short() {
		t.Skip("74 mails through Postfix take most of a minute; run without -short")
	}
	s := besieged(t)
	before := s.list()
	var table strings.Builder
	w := tabwriter.NewWriter(&table, 0, 0, 2, ' ', 0)
	fmt.Fprintln(w, "#\tATTACK\tBY\tKIND\tAUTH\tVERDICT\tWHY")
	all := slices.Concat(identities, results, secrets, reports, hidden(), floods())
	for i, a := range all {
		m := s.carryOut(i, a)
		report := s.read(i, a)
		auth := strings.TrimSpace(report.Auth.Result + " " + report.Auth.Method + " " + report.Auth.Domain)
		fmt.Fprintf(w, "%d\t%s\t%s\t%s\t%s\t%s\t%.90s\n", i+1, a.name, a.way, report.Kind, auth, m.Verdict, whyOf(m))
		passedOn := strings.Contains(whyOf(m), "who is not on the lead, wrote") // marked, and nothing is believed of it
		if m.Verdict == handoff.MailTaken && m.Kind == string(mail.KindHumanReply) && a.way != asRita && a.way != asPat &&
			a.name != "the prospect, forged" && !passedOn {
			t.Errorf("%s: %s: %s", a.name, m.Verdict, m.Why)
		}
		if after := s.list(); after != before {
			t.Fatalf("%s changed the list:\n%s\n%s", a.name, before, after)
		}
	}
	_ = w.Flush()
	t.Logf("%d attacks; `handoffd list --json` is the same to the byte after each\n%s", len(all), table.String())
	s.clean(t)
	// the same word from the rep herself is obeyed: the list would have shown it
	s.carryOut(len(all), attack{"genuine", asRita, fromRita + "To: {RITA}\n", "decline\n"})
	if s.list() == before {
		t.Error("a genuine command changed nothing: the list proves nothing")
	}
}

// besieged is a service with one lead offered, and the reply addresses that its mails hold.
func besieged(t *testing.T) *siege {
	t.Helper()
	s := &siege{provider: newProvider(t), dir: t.TempDir()}
	s.serve()
	text := "Hi Pat,\n\nmeet Rita.\n\n" + strings.ReplaceAll(demo.Brief("Pat Kim", "pat@globex.example", "Globex"),
		"{when}", time.Now().AddDate(0, 0, 20).Format("2006-01-02")+" 15:00")
	// the rep in copy: the invitation need not wait for an intro
	for _, to := range []string{"pat@globex.example", "rita@acme.example", "handoff@acme.example"} {
		s.submit("quinn@acme.example", "From: Quinn Ames <quinn@acme.example>\nTo: pat@globex.example\nCc: "+
			"rita@acme.example, handoff@acme.example\nSubject: Pat, meet Rita\n"+
			"Message-ID: <intro@acme.example>\nDate: "+time.Now().Format(time.RFC1123Z)+"\n\n"+text, to)
	}
	s.Until("the brief is offered to Rita", func() bool {
		l := s.list()
		return strings.Contains(l, `"state":"offered"`) && strings.Contains(l, `"rep":"rita"`)
	})
	s.Until("the invitation is out", func() bool {
		return slices.ContainsFunc(s.Box("rita@acme.example"),
			func(m *mail.Message) bool { return m.Kind == mail.KindCalendarRequest })
	})
	s.Until("the qualifier has a mail", func() bool { return len(s.Box("quinn@acme.example")) > 0 })
	s.id = s.list()[strings.Index(s.list(), "HO-"):][:9]
	addresses := map[string]string{"{OLD}": "handoff+expiredexpired22@acme.example", "{INTRO}": "intro@acme.example"}
	for _, user := range []string{"rita", "quinn"} {
		for _, m := range s.Box(user + "@acme.example") {
			if len(m.ReplyTo) == 1 {
				addresses["{"+strings.ToUpper(user)+"}"] = m.ReplyTo[0].Addr
			}
		}
	}
	s.view(func(tx *store.Tx) error {
		h, err := tx.Handoff(handoff.ID(s.id))
		addresses["{UID}"], addresses["{TURN}"], addresses["{THREAD}"] = h.UID, h.Current().UID,
			"handoff+"+h.Token+"@acme.example"
		return err
	})
	genuine := time.Now().Format(time.RFC1123Z)
	addresses["{GENUINE}"] = genuine
	var pairs []string
	for _, name := range []string{"{OLD}", "{RITA}", "{QUINN}", "{THREAD}", "{INTRO}", "{UID}", "{TURN}", "{GENUINE}"} {
		if addresses[name] == "" {
			t.Fatalf("no mail told %s: %v", name, addresses)
		}
		pairs = append(pairs, name, addresses[name])
	}
	s.words = strings.NewReplacer(pairs...)
	s.expire()
	s.in = imap.Open(hosttest.IMAP(s.Real, "handoff@acme.example"))
	t.Cleanup(func() { _ = s.in.Close() })
	s.submit(asRita, "From: Rita Vance <rita@acme.example>\nTo: "+addresses["{RITA}"]+"\nSubject: x\nMessage-ID: "+
		"<genuine@acme.example>\nDate: "+genuine+"\n\nstatus\n", addresses["{RITA}"])
	s.Until("the genuine mail is answered", func() bool { return s.known() == 2 })
	s.arrived()
	return s
}

// expire puts a reply address into the database that was given out long ago.
func (s *siege) expire() {
	s.T.Helper()
	a, err := open(s.T.Context(), s.Config, app.Offline, app.Options{})
	if err != nil {
		s.T.Fatal(err)
	}
	defer a.Close()
	long := time.Now().AddDate(0, 0, -20)
	err = a.Store.Update(s.T.Context(), func(tx *store.Tx) error {
		return tx.KeepToken("expiredexpired22", handoff.Token{Handoff: handoff.ID(s.id), Person: "rita",
			Role: handoff.RoleRep, Issued: long, Expires: long.Add(handoff.RoleTokenLife)})
	})
	if err != nil {
		s.T.Fatal(err)
	}
}

func (s *siege) view(f func(*store.Tx) error) {
	s.T.Helper()
	a, err := open(s.T.Context(), s.Config, app.Offline, app.Options{})
	if err != nil {
		s.T.Fatal(err)
	}
	defer a.Close()
	if err := a.Store.View(s.T.Context(), f); err != nil {
		s.T.Fatal(err)
	}
}

// known counts the mails that the service has decided about.
func (s *siege) known() (n int) {
	s.T.Helper()
	s.view(func(tx *store.Tx) error {
		all, err := tx.Mails(store.MailFilter{})
		n = len(all)
		return err
	})
	return n
}

// submit hands a mail in as an attacker would: bytes beyond ASCII in a header without asking for SMTPUTF8, which our
// own sender would not do.
func (s *siege) submit(way, raw, to string) {
	s.T.Helper()
	addr, from := s.Real.SubmissionAddr, way
	if way == internet {
		addr, from = s.Real.SMTPAddr, "rita@acme.example"
	}
	c, err := textproto.Dial("tcp", addr)
	if err != nil {
		s.T.Fatal(err)
	}
	defer func() { _ = c.Close() }()
	if _, _, err := c.ReadResponse(220); err != nil {
		s.T.Fatal(err)
	}
	for _, step := range []struct {
		line string
		code int
	}{{"HELO evil.example", 250}, {"MAIL FROM:<" + from + ">", 250}, {"RCPT TO:<" + to + ">", 250}, {"DATA", 354}} {
		if err := c.PrintfLine("%s", step.line); err != nil {
			s.T.Fatal(err)
		}
		if _, _, err := c.ReadResponse(step.code); err != nil {
			s.T.Fatalf("%.200s: %s: %v", raw, step.line, err)
		}
	}
	w := c.DotWriter()
	_, err = w.Write([]byte(raw))
	if err := errors.Join(err, w.Close()); err != nil {
		s.T.Fatal(err)
	}
	if _, _, err := c.ReadResponse(250); err != nil {
		s.T.Fatalf("%.200s: %v", raw, err)
	}
}

// carryOut sends an attack and gives what became of it.
func (s *siege) carryOut(i int, a attack) (m store.InMail) {
	s.T.Helper()
	head := a.head
	if !strings.Contains(head, "To: {") && !strings.Contains(head, "To: handoff") {
		head += "To: handoff@acme.example\n"
	}
	if !strings.Contains(head, "Subject:") {
		head += fmt.Sprintf("Subject: attack %d\n", i+1)
	}
	if !strings.Contains(head, "Message-ID:") {
		head += fmt.Sprintf("Message-ID: <attack%d@evil.example>\n", i+1)
	}
	if !strings.Contains(head, "Date:") {
		head += "Date: " + time.Now().Format(time.RFC1123Z) + "\n"
	}
	raw := s.words.Replace("MIME-Version: 1.0\n" + head + "\n" + a.body)
	before, to := s.known(), "handoff@acme.example"
	if at := strings.Index(raw, "To: handoff"); at >= 0 {
		to, _, _ = strings.Cut(raw[at+len("To: "):], "\n")
	}
	s.submit(a.way, raw, to)
	s.Until(a.name+" is decided about", func() bool { return s.known() > before })
	s.view(func(tx *store.Tx) error {
		all, err := tx.Mails(store.MailFilter{Limit: 1})
		m = all[0]
		return err
	})
	return m
}

// arrived gives what has come into the service's mailbox since it was last asked.
func (s *siege) arrived() []imap.Mail {
	s.T.Helper()
	b, err := s.in.Poll(s.T.Context(), s.after)
	if err != nil {
		s.T.Fatal(err)
	}
	s.after = b.Cursor
	return b.Mails
}

// read is what `handoffd read` says of the attack as it arrived.
func (s *siege) read(i int, a attack) (r readReport) {
	s.T.Helper()
	mails := s.arrived()
	if len(mails) != 1 {
		s.T.Fatalf("%s: %d mails arrived", a.name, len(mails))
	}
	path := filepath.Join(s.dir, fmt.Sprintf("%d.eml", i+1))
	if err := os.WriteFile(path, mails[0].Raw, 0o600); err != nil {
		s.T.Fatal(err)
	}
	code, out, errs := s.run("read", "--json", path)
	if code != exitDone {
		s.T.Fatalf("%s: read: %s", a.name, errs)
	}
	if err := json.Unmarshal([]byte(out), &r); err != nil {
		s.T.Fatal(err)
	}
	if a.way != asRita && r.Auth.Result == "pass" && strings.HasSuffix(strings.ToLower(r.From), "@acme.example") {
		s.T.Errorf("%s: believed: %s", a.name, out)
	}
	return r
}

// clean looks at all mail that went out meanwhile: nothing was injected into it, and nobody got what is not theirs.
func (s *siege) clean(t *testing.T) {
	for _, user := range []string{"mallory@evil.example", "eve@evil.example"} {
		for _, m := range s.Box(user) {
			t.Errorf("%s got mail: %s", user, m.Subject)
		}
	}
	asked := map[string]int{}
	for _, user := range []string{"rita@acme.example", "quinn@acme.example", "olga@acme.example", "pat@globex.example"} {
		for _, m := range s.Box(user) {
			if len(m.Header("X-Injected"))+len(m.Header("Bcc")) > 0 {
				t.Errorf("a field was injected into a mail to %s: %s", user, m.Subject)
			}
			if strings.Contains(m.Subject, "Is this from you?") {
				asked[user]++
			}
		}
	}
	s.marked(t)
	t.Logf("asked whether forged mail is theirs: %v", asked)
	if asked["pat@globex.example"] > 0 || asked["rita@acme.example"] > 5 {
		t.Errorf("asked too often: %v", asked)
	}
}

// marked looks at the mails of strangers that were passed on: five of a day, each saying first whose it is, and none in
// a colleague's name.
func (s *siege) marked(t *testing.T) {
	n := 0
	for _, m := range s.Box("rita@acme.example") {
		_, from, ok := strings.Cut(m.Subject, "Mail from ")
		if !ok {
			continue
		}
		n++
		from, _, _ = strings.Cut(from, ": ")
		if strings.Contains(from, "Rita") || from == "rita@acme.example" ||
			strings.ContainsFunc(from, func(r rune) bool { return r > '~' }) ||
			!strings.Contains(m.Body, "From "+from+", not on the lead") {
			t.Errorf("a stranger's mail is not marked, or in a colleague's name: %s\n%s", m.Subject, m.Body)
		}
	}
	if n != 5 {
		t.Errorf("%d mails of strangers were passed on, want 5", n)
	}
}
