package render

import (
	"bytes"
	"crypto/sha256"
	"encoding/hex"
	"os"
	"regexp"
	"slices"
	"strings"
	"testing"

	"handoffd/handoff"
)

// withLogo gives the company of the tale a logo.
func (w *tale) withLogo() {
	data, err := os.ReadFile("../sample/logo.png")
	if err != nil {
		w.t.Fatal(err)
	}
	sum := sha256.Sum256(data)
	w.c.Brand.Company = "Acme <Ltd>"
	w.c.Brand.Logo = handoff.Logo{Type: "image/png", Sum: hex.EncodeToString(sum[:]), Width: 120, Height: 40,
		Bytes: string(data)}
}

// TestTheLogoIsShownToTheProspect: it stands in the mail itself, below the signature of every mail that one signs to
// the prospect, with the name of the company where pictures are off; no colleague gets it, and the plain twin and the
// calendar part are as they were.
func TestTheLogoIsShownToTheProspect(t *testing.T) {
	play := func(logo bool) []sentMail {
		w := newTale(t, monday)
		w.c.Brand.Company = "Acme <Ltd>"
		if logo {
			w.withLogo()
		}
		w.reassigned()
		w.tell(&handoff.Cancel{About: w.by("quinn")})
		w.tell(&handoff.Cancel{About: w.by("quinn")})
		return w.sent
	}
	bare, shown := play(false), map[handoff.Purpose]bool{}
	image := regexp.MustCompile(`<img src="cid:([^"]+)" alt="Acme &lt;Ltd&gt;" width="120" height="40" `)
	for i, s := range play(true) {
		o, without := takeApart(t, s.m.Raw), takeApart(t, bare[i].m.Raw)
		if s.a.To.Role != handoff.RoleProspect {
			if !bytes.Equal(s.m.Raw, bare[i].m.Raw) {
				t.Errorf("%s is another mail with a logo", s.a.Key())
			}
			continue
		}
		lint(t, s.a.Key(), o.body["text/html"])
		found := image.FindStringSubmatch(o.body["text/html"])
		if found == nil || !strings.Contains(string(s.m.Raw), "Content-Id: <"+found[1]+">") ||
			!slices.Contains(o.types, "multipart/related") || o.body["image/png"] == "" {
			t.Errorf("%s does not show it: %v\n%s", s.a.Key(), o.types, o.body["text/html"])
			continue
		}
		shown[s.a.Purpose] = true
		for _, part := range []string{"text/plain", "text/calendar"} {
			if o.body[part] != without.body[part] {
				t.Errorf("%s: another %s with a logo:\n%s", s.a.Key(), part, o.body[part])
			}
		}
	}
	for _, p := range []handoff.Purpose{handoff.PurposeIntro, handoff.PurposeInvite, handoff.PurposeUpdate,
		handoff.PurposeCancel} {
		if !shown[p] {
			t.Errorf("no %s shows it", p)
		}
	}
}
