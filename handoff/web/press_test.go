package web

import (
	"net/http"
	"net/http/httptest"
	"slices"
	"strings"
	"sync"
	"testing"

	"handoffd/handoff"
	"handoffd/handoff/store"
)

// count are the facts of a lead, and the rows of its outbox.
func (r *rig) count(id handoff.ID) (facts, rows int) {
	r.t.Helper()
	err := r.Store.View(r.t.Context(), func(tx *store.Tx) error {
		all, err := tx.Facts(id)
		if err != nil {
			return err
		}
		out, err := tx.Outbox(id)
		facts, rows = len(all), len(out)
		return err
	})
	if err != nil {
		r.t.Fatal(err)
	}
	return facts, rows
}

// fill is what the page of a lead carries of an answer that is filled in, as far as it has to be.
func (v *visit) fill(a answer, back string) []string {
	form := []string{"verb", a.Verb, "seen", a.Seen.String(), "back", back}
	if a.Must && len(a.Items) > 0 {
		form = append(form, "value", a.Items[len(a.Items)-1].Value)
	}
	if a.Must && (len(a.Items) == 0 || a.Asks == "value") {
		form = append(form, "more", v.example(a.field))
	}
	return form
}

// TestAFormSentTwiceIsDoneOnce: whatever is said by a page, a second press of it adds nothing to the record and nothing
// to the mails, and leads to the page that tells what came of the first.
func TestAFormSentTwiceIsDoneOnce(t *testing.T) {
	t.Parallel()
	tried := map[string]bool{}
	for state, live := range lives {
		for _, who := range []handoff.PersonID{"quinn", "rita", "mara"} {
			r := newRig(t, nil)
			id := live(r)
			for {
				h := r.lead(id)
				v := &visit{Server: r.Server, r: httptest.NewRequest(http.MethodGet, "/", nil), c: r.c, now: r.now,
					me: r.c.Person(who), scope: handoff.ScopeOf(r.c, who)}
				all := v.answers(v.of(h), "")
				key := func(a answer) string {
					if testing.Short() {
						return string(who) + a.Usage
					}
					return string(h.State) + string(who) + a.Usage
				}
				i := slices.IndexFunc(all, func(a answer) bool { return !tried[key(a)] })
				if i < 0 {
					break
				}
				tried[key(all[i])] = true
				r.twice(state, id, who, v.fill(all[i], "/h/"+string(id)))
				if got := r.lead(id); handoff.Stand(&got) != handoff.Stand(&h) {
					r = newRig(t, nil)
					id = live(r)
				}
			}
		}
	}
	if len(tried) < 40 {
		t.Errorf("%d forms", len(tried))
	}
}

// twice posts a form, with its yes if it is asked for, and once more.
func (r *rig) twice(state string, id handoff.ID, who handoff.PersonID, form []string) {
	r.t.Helper()
	b := r.as(who)
	code, body := b.post("/h/"+string(id), form...)
	if yes := confirmed(body); code == http.StatusOK && yes != nil {
		form = yes
		code, body = b.post("/h/"+string(id), form...)
	}
	if code != http.StatusSeeOther {
		if code != http.StatusUnprocessableEntity { // it is refused
			r.t.Errorf("%s, %s: %v: %d\n%s", state, who, form, code, body)
		}
		return
	}
	facts, rows := r.count(id)
	again, body := b.post("/h/"+string(id), form...)
	f2, r2 := r.count(id)
	if again != http.StatusSeeOther || !strings.HasSuffix(body, "/h/"+string(id)) || f2 != facts || r2 != rows {
		r.t.Errorf("%s, %s: %v once more: %d, %d facts more, %d rows more\n%s", state, who, form, again, f2-facts, r2-rows,
			body)
	}
}

// TestPressesAtOnceAreOne, and what came of it is told to each; words that were refused are not remembered.
func TestPressesAtOnceAreOne(t *testing.T) {
	t.Parallel()
	r := newRig(t, nil)
	h := r.hand("quinn", globex)
	path, b := "/h/"+string(h.ID), r.as("rita")
	form := []string{"verb", "move", "more", "Fri 27 Nov 2026 11:00", "seen", b.seen(h.ID), "back", path}
	codes := make([]int, 3)
	var wg sync.WaitGroup
	for i := range codes {
		other := *b
		other.cookies = map[string]string{}
		for k, v := range b.cookies {
			other.cookies[k] = v
		}
		wg.Go(func() { codes[i], _ = other.post(path, form...) })
	}
	wg.Wait()
	facts, _ := r.count(h.ID)
	if want := []int{303, 303, 303}; !slices.Equal(codes, want) || facts != h.Version+1 {
		t.Errorf("%v, %d facts more", codes, facts-h.Version)
	}
	if _, body := b.post(path, form...); !strings.HasSuffix(body, path) {
		t.Error(body)
	}
	if _, body := b.get(path); !strings.Contains(body, "You propose Fri") {
		t.Errorf("it does not tell what came of it\n%s", body)
	}
	if code, _ := b.post(path, "verb", "move", "more", "Fri 27 Nov 2026 12:00", "seen", form[5]); code != 303 {
		t.Errorf("another time by the same page: %d", code)
	}
	if got, _ := r.count(h.ID); got != facts+1 {
		t.Errorf("other words are another press: %d facts more", got-facts)
	}
	quinn := r.as("quinn")
	for n, want := range []int{http.StatusSeeOther, http.StatusUnprocessableEntity} { // by a page that was opened since
		code, body := quinn.post(path, "verb", "Key:", "value", "need", "more", "a crane", "seen", quinn.seen(h.ID))
		if code != want || n > 0 && !strings.Contains(body, "The brief says so already") {
			t.Errorf("the same of the brief: %d\n%s", code, body)
		}
	}
	seen := quinn.seen(h.ID)
	for range 2 {
		if code, _ := quinn.post(path, "verb", "assign", "value", "Ben Ortiz", "seen", seen); code !=
			http.StatusUnprocessableEntity {
			t.Errorf("what is refused: %d", code)
		}
	}
}
