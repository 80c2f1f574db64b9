package main

import (
	"fmt"
	"os"
	"path/filepath"
	"strings"
	"testing"
	"time"

	"handoffd/cmd/handoffd/check"
	"handoffd/cmd/handoffd/config"
	"handoffd/cmd/handoffd/hosttest"
	"handoffd/mail/mailtest"
)

// initFlags say all that has to be said.
func initFlags(path string, more ...string) []string {
	return append([]string{"init", "--config", path, "--address", "handoff@acme.example", "--company", "Acme",
		"--qualifier", "Quinn Ames <quinn@acme.example>", "--rep", "Rita Vance <rita@acme.example>",
		"--rep", "ben.ortiz@acme.example", "--manager", "Olga Nyman <olga@acme.example>", "--zone", "Europe/Berlin"},
		more...)
}

// TestInitLooksIntoTheMailbox: what proves senders and the folder of the spam filter are found in the mailbox, and the
// config passes the check.
func TestInitLooksIntoTheMailbox(t *testing.T) {
	t.Parallel()
	h := hosttest.StartWith(t, mailtest.Config{Hostname: hosttest.Hostname, Domains: []string{"acme.example"}})
	for i, from := range []string{"a@globex.example", "b@initech.example", "c@hooli.example", "d@wayne.example"} {
		raw := fmt.Sprintf("Authentication-Results: mx.acme.example; dmarc=pass header.from=%s\r\n"+
			"Received: from out.example by mx.acme.example; Mon, 23 Nov 2026 09:00:0%d +0000\r\nFrom: %s\r\n"+
			"Message-ID: <%d@x.example>\r\nSubject: Hello\r\n\r\nHello.\r\n", strings.Split(from, "@")[1], i, from, i)
		if err := h.Store("handoff@acme.example", "INBOX", []byte(raw), time.Now()); err != nil {
			t.Fatal(err)
		}
	}
	path := filepath.Join(t.TempDir(), "config.toml")
	env := "HANDOFFD_INIT_TEST"
	if err := os.Setenv(env, h.Password); err != nil { // its own name, so that tests can run side by side
		t.Fatal(err)
	}
	code, out, errs := said(t, "", initFlags(path, "--imap", h.IMAP, "--smtp", h.SMTP, "--password-env", env)...)
	if code != exitDone || errs != "" {
		t.Fatalf("%d: %s%s", code, out, errs)
	}
	written := readText(t, path)
	for _, want := range []string{`authserv_id = "mx.acme.example"`, `border = "mx.acme.example"`,
		`folders = ["INBOX", "Junk"]`, `{ id = "ben", name = "Ben Ortiz", email = "ben.ortiz@acme.example" }`,
		`admin = "olga"`, `reps = ["rita", "ben"]`, `tls = "none"`, `trial = { only = ["*@acme.example"] }`} {
		if !strings.Contains(written, want) {
			t.Errorf("no %s in\n%s", want, written)
		}
	}
	if lines := strings.Count(written, "\n"); lines > 30 {
		t.Errorf("%d lines", lines)
	}
	if !strings.Contains(out, "Next:\n  handoffd check --config "+path) || strings.Contains(out, "export") {
		t.Errorf("said\n%s", out)
	}
	if st, err := os.Stat(path); err != nil || st.Mode().Perm() != 0o600 {
		t.Errorf("%v %v", st.Mode(), err)
	}
	if code, out, errs := said(t, "", "check", "--config", path); code != exitDone {
		t.Errorf("check: %s%s", out, errs)
	}
	if code, _, errs := said(t, "", initFlags(path)...); code != exitFailed || !strings.Contains(errs, "is there already") {
		t.Errorf("once more: %d %s", code, errs)
	}
}

// TestInitKnowsHosters: servers of Google and Microsoft that are named, not found by MX, are logged in to by consent, as
// the set-up pages say; who has set a password is believed.
func TestInitKnowsHosters(t *testing.T) {
	t.Parallel()
	for _, c := range []struct{ imap, smtp, provider, profile string }{
		{"imap.gmail.com:993", "smtp.gmail.com:587", "google", "google"},
		{"outlook.office365.com:993", "smtp.office365.com:587", "microsoft", "m365"},
	} {
		path := filepath.Join(t.TempDir(), "config.toml")
		code, out, errs := said(t, "", initFlags(path, "--imap", c.imap, "--smtp", c.smtp, "--password-env",
			"HANDOFFD_NO_SUCH_PASSWORD")...)
		if code != exitDone || errs != "" {
			t.Fatalf("%d: %s%s", code, out, errs)
		}
		written := readText(t, path)
		if strings.Count(written, `auth = "`+c.provider+`"`) != 2 || strings.Contains(written, "password_env") ||
			!strings.Contains(written, `auth_profile = "`+c.profile+`"`) || strings.Contains(written, "authserv_id") {
			t.Errorf("%s:\n%s", c.imap, written)
		}
		if !strings.Contains(out, "handoffd authorize "+c.provider) {
			t.Errorf("%s: said\n%s", c.imap, out)
		}
	}
	if got := check.AuthAt("imap.gmail.com:993", "smtp.acme.example:465"); got != "" {
		t.Errorf("a relay of one's own is logged in to by %q", got)
	}
}

// TestInitAsks questions come one after the other, a usual answer needs none, and nobody there is told which flag.
func TestInitAsks(t *testing.T) {
	t.Parallel()
	dir := t.TempDir()
	path := filepath.Join(dir, "config.toml")
	args := []string{"init", "--config", path, "--imap", "127.0.0.1:1", "--smtp", "mail.acme.example:465",
		"--password-env", "HANDOFFD_NOT_SET"}
	code, out, errs := said(t, "handoff@acme.example\n\nquinn@acme.example\n\nRita Vance <rita@acme.example>, "+
		"rita.beech@acme.example\nolga@acme.example\n\nAmerica/New_York\nown\n", args...)
	if code != exitDone || errs != "" {
		t.Fatalf("%d: %s%s", code, out, errs)
	}
	conf, err := config.Load(path)
	if err != nil {
		t.Fatal(err)
	}
	d := conf.Domain
	if d.Address != "handoff@acme.example" || d.Name != "Acme" || d.Person("rita").Name != "Rita Vance" ||
		d.Person("ritabeech").Name != "Rita Beech" || d.Person("quinn").Zone != "America/New_York" || d.Admin != "olga" {
		t.Errorf("read %+v", d.People)
	}
	for _, want := range []string{"The handoff address: ", "Your company, as mails name it [Acme]: ",
		"What the team is called [sales]: ", "Who reads figures by name", "authserv_id is a guess", "export HANDOFFD_NOT_SET="} {
		if !strings.Contains(out, want) {
			t.Errorf("no %q in\n%s", want, out)
		}
	}
	if !strings.Contains(readText(t, path), `report = { names = "own" }`) {
		t.Errorf("wrote\n%s", readText(t, path))
	}
	other := filepath.Join(dir, "other.toml")
	for in, want := range map[string]string{
		"":                                    "init: --address is missing, and nobody answers",
		"handoff\n":                           `init: --address "handoff": not a mail address`,
		"handoff@acme.example\n\nquinn\n":     `init: --qualifier "quinn": not people; write them like`,
		"handoff@acme.example\n\nq@a.example": "init: --rep is missing",
	} {
		code, _, errs := said(t, in, "init", "--config", other)
		if code != exitUsage || !strings.Contains(errs, want) {
			t.Errorf("%q: %d %s, want %s", in, code, errs, want)
		}
	}
	if _, err := os.Stat(other); err == nil {
		t.Error("something was written")
	}
}

// TestInitTexts: what is made of names, servers and hosters.
func TestInitTexts(t *testing.T) {
	d := &configDraft{address: "handoff@acme.example", company: `Acme "West"`, team: "sales", zone: "UTC",
		hours: "Mon-Fri 09:00-17:00", names: "team", username: "handoff@acme.example", auth: "microsoft", profile: "m365",
		imap: "outlook.office365.com:993", smtp: "smtp.office365.com:587"}
	d.qualifiers = d.add([]member{{name: "José Núñez", email: "jose@acme.example"}})
	d.reps = d.add([]member{{name: "Rita Vance", email: "rita@acme.example"}, {name: "Rita Beech",
		email: "rb@acme.example"}, {name: "李", email: "li@acme.example"}, {name: "Rita V.", email: "RITA@acme.example"}})
	d.managers = d.add([]member{{name: "Rita Vance", email: "rita@acme.example"}})
	path := filepath.Join(t.TempDir(), "config.toml")
	if err := writeConfig(path, d.text()); err != nil {
		t.Fatal(err)
	}
	conf, err := config.Load(path)
	if err != nil {
		t.Fatalf("%v\n%s", err, d.text())
	}
	if len(conf.Domain.People) != 4 || conf.SMTP.TLS != "starttls" || conf.AuthProfile != "m365" || conf.Domain.Name != `Acme "West"` ||
		fmt.Sprint(conf.Domain.Teams[0].Reps) != "[rita ritabeech li]" {
		t.Errorf("read %+v from\n%s", conf.Domain.Teams[0].Reps, d.text())
	}
	d.qualifiers = d.add([]member{{name: "Quinn Ames", email: "Quinn.Ames@GMail.com"}})
	if want := `trial = { only = ["*@acme.example", "quinn.ames@gmail.com"] }`; !strings.Contains(d.text(), want) {
		t.Errorf("no %s in\n%s", want, d.text())
	}
}

// TestInitAsksAgain: an answer with which the config would not load is asked for again, with the loader's own reason.
func TestInitAsksAgain(t *testing.T) {
	t.Parallel()
	path := filepath.Join(t.TempDir(), "config.toml")
	code, out, errs := said(t, "handoff at acme\nhandoff+x@acme.example\nhandoff@acme.example\n\nquinn\n"+
		"Quinn <quinn@acme.example>\nHandoff <handoff@acme.example>\nRita <rita@acme.example>\nolga@acme.example\n\n"+
		"Mars/Base\nEurope/Berlin\nnobody\nteam\n",
		"init", "--config", path, "--imap", "127.0.0.1:1", "--smtp", "127.0.0.1:1", "--password-env", "HANDOFFD_NOT_SET")
	if code != exitDone || errs != "" {
		t.Fatalf("%d: %s%s", code, out, errs)
	}
	for _, want := range []string{`"handoff at acme": not a mail address`, "has a plus tag", `"quinn": not people`,
		"is the handoff address", `"Mars/Base"`, `"nobody"`, "no IMAP server answers at 127.0.0.1:1 now",
		"handoffd check --config " + path + " --send"} {
		if !strings.Contains(out, want) {
			t.Errorf("no %q in\n%s", want, out)
		}
	}
	conf, err := config.Load(path)
	if err != nil {
		t.Fatal(err)
	}
	if got := fmt.Sprint(conf.Domain.Teams[0].Reps, conf.Domain.Teams[0].Qualifiers, conf.AuthservID); got !=
		"[rita] [quinn]mail.acme.example" {
		t.Errorf("wrote %s", got)
	}
	code, out, errs = said(t, strings.Repeat("nobody\n", 9), "init", "--config", path+".other")
	if code != exitUsage || strings.Count(out, "The handoff address: ") != mostTries {
		t.Errorf("asked without an end: %d %s%s", code, out, errs)
	}
}

// TestInitWritesWhatLoads: what no config may say is found before anything is written.
func TestInitWritesWhatLoads(t *testing.T) {
	t.Setenv("HANDOFFD_INIT_NOBODY", "secret")
	path := filepath.Join(t.TempDir(), "config.toml")
	for _, c := range []struct{ flags, want string }{
		{"--hours=Mon-Fri 9 to 5", "init: --hours: "}, {"--imap=mail.acme.example", `init: --imap: "mail.acme.example" is not`},
		{"--password-env=s3cret word", "init: --password-env: password_env is not the name of an environment variable"},
		{"--rep=handoff@acme.example", "is the handoff address"}, {"--zone=Mars", "Mars"},
		{"--password-env=HANDOFFD_INIT_NOBODY", "no IMAP server answers there with TLS or STARTTLS; nothing is written"},
	} {
		args := initFlags(path, "--imap", "127.0.0.1:1", "--smtp", "127.0.0.1:1")
		if code, _, errs := said(t, "", append(args, c.flags)...); code != exitUsage || !strings.Contains(errs, c.want) ||
			strings.Contains(errs, "s3cret") {
			t.Errorf("%s: %d %s", c.flags, code, errs)
		}
		if _, err := os.Stat(path); err == nil {
			t.Fatalf("%s: something was written", c.flags)
		}
	}
	args := []string{"init", "--config", path, "--address", "handoff@sales.example", "--qualifier", "q@acme.example", "--rep",
		"r@acme.example", "--manager", "m@acme.example", "--imap", "127.0.0.1:1", "--smtp", "127.0.0.1:1", "--password-env",
		"HANDOFFD_NOT_SET"}
	if code, out, errs := said(t, "", args...); code != exitDone {
		t.Errorf("an address in another domain than the people: %d %s%s", code, out, errs)
	}
}
