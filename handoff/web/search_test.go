package web

import (
	"fmt"
	"net/url"
	"strings"
	"testing"

	"handoffd/handoff"
)

// TestSearchFindsOnlyWhatIsShown: contact, company, id and the people of the row, their words in any order; nothing else
// that is stored of a lead, so that nobody learns by searching what the lead does not show.
func TestSearchFindsOnlyWhatIsShown(t *testing.T) {
	t.Parallel()
	r := newRig(t, nil)
	a := r.hand("quinn", globex)
	b := r.hand("quinn", strings.NewReplacer("Pat Kim", "Zoë Øster", "pat@globex", "kit@hooli", "Globex", "AT&T Ü",
		"15:00", "11:00").Replace(globex))
	lead := r.lead(a.ID)
	mara := r.as("mara")
	for q, want := range map[string][]handoff.ID{
		"pat": {a.ID}, "kim PAT": {a.ID}, "globex kim": {a.ID}, "pat@globex.example": {a.ID}, "globex øster": {},
		"zoë": {b.ID}, "ZOË øSTER": {b.ID}, "AT&T": {b.ID}, "ü": {b.ID}, strings.ToLower(string(b.ID)): {b.ID},
		"quinn ames": {a.ID, b.ID}, "ames globex": {a.ID}, "rita": {}, "vance pat": {},
		`"`: {}, "%": {}, "_": {}, "version": {}, "partstat": {}, "true": {}, "uid": {}, "recorded": {}, "quotes": {},
		"meet.acme": {}, lead.UID: {}, lead.UID[:6]: {}, lead.Token: {}, lead.Last().UID: {}, "prospects": {},
	} {
		for _, h := range []handoff.Handoff{a, b} {
			if id := r.lead(h.ID); (strings.Contains(q, "rita") || q == "vance pat" && h.ID == a.ID) && id.Rep() == "rita" {
				want = append(want, h.ID)
			}
		}
		_, body := mara.get("/board?q=" + url.QueryEscape(q))
		if n := fmt.Sprintf("<p>%d found.", strings.Count(body, `<a class="row"`)); !strings.Contains(body, n) {
			t.Errorf("%q: not %s", q, n)
		}
		for _, h := range []handoff.Handoff{a, b} {
			found := strings.Contains(body, `href="/h/`+string(h.ID)+`"`)
			wanted := false
			for _, id := range want {
				wanted = wanted || id == h.ID
			}
			if found != wanted {
				t.Errorf("%q finds %s: %t", q, h.ID, found)
			}
		}
	}
}
