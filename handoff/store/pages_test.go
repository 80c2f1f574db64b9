package store

import (
	"errors"
	"fmt"
	"maps"
	"regexp"
	"slices"
	"strings"
	"testing"
	"time"

	"handoffd/handoff"
	"handoffd/handoff/store/storetest"
)

// TestSessionsAndLinks: each secret is known by its hash, a link is spent once, and what has ended is not found.
func TestSessionsAndLinks(t *testing.T) {
	t.Parallel()
	s := openStore(t)
	later := epoch.Add(time.Hour)
	doUpdate(t, s, func(tx *Tx) error {
		for secret, who := range map[string]handoff.PersonID{"one": "rita", "two": "rita", "three": "ben"} {
			if err := tx.BeginSession(secret, Session{Person: who, How: "link", Begun: epoch, Expires: later}); err != nil {
				return err
			}
		}
		return tx.KeepLink("link", PageLink{Handoff: "", Person: "rita", Issued: epoch, Expires: later})
	})
	doUpdate(t, s, func(tx *Tx) error {
		one, found, err := tx.Session("one", epoch)
		if err != nil || !found || one.Person != "rita" || !one.Expires.Equal(later) {
			t.Errorf("session %+v %t %v", one, found, err)
		}
		for _, secret := range []string{"onE", "", "none"} {
			if _, found, err := tx.Session(secret, epoch); found || err != nil {
				t.Errorf("%q is a session: %v", secret, err)
			}
		}
		if _, found, err := tx.Session("one", later); found || err != nil {
			t.Errorf("it has no end: %v", err)
		}
		if err := tx.SeeSession(one.Hash, epoch.Add(time.Minute)); err != nil {
			return err
		}
		own, err := tx.Sessions("rita", epoch)
		all, err2 := tx.Sessions("", epoch)
		if err != nil || err2 != nil || len(own) != 2 || len(all) != 3 || string(own[0].Hash) != string(one.Hash) {
			t.Errorf("%d of hers, %d in all: %v %v", len(own), len(all), err, err2)
		}
		if ended, err := tx.EndSession(one.Hash, "ben"); ended || err != nil {
			t.Errorf("somebody else ends it: %v", err)
		}
		if ended, err := tx.EndSession(one.Hash, "rita"); !ended || err != nil {
			t.Errorf("she does not end it: %v", err)
		}
		if n, err := tx.SignInsSince("rita", epoch); n != 1 || err != nil {
			t.Errorf("%d links to sign in: %v", n, err)
		}
		for _, want := range []bool{true, false} {
			if first, err := tx.SpendLink("link", epoch.Add(time.Second)); first != want || err != nil {
				t.Errorf("spent %t, want %t: %v", first, want, err)
			}
		}
		l, found, err := tx.Link("link")
		if err != nil || !found || l.Used.IsZero() || l.Person != "rita" {
			t.Errorf("link %+v %t %v", l, found, err)
		}
		_, found, err = tx.Link("other")
		if found {
			t.Error("a link that never was")
		}
		return err
	})
}

// TestBoard: what is listed, in which order, and counted.
func TestBoard(t *testing.T) {
	t.Parallel()
	s := openStore(t)
	doUpdate(t, s, func(tx *Tx) error {
		for i, id := range []handoff.ID{"HO-A", "HO-B", "HO-C", "HO-D"} {
			h := draft(string(id))
			h.Team, h.State = []string{"emea", "emea", "apac", "emea"}[i], handoff.Offered
			h.Qualifier = []handoff.PersonID{"ben", "ben", "quinn", "quinn"}[i]
			h.Brief = map[string]string{"company": []string{"Globex", "50 % off_ltd", "Initech R&D", "Özil & Çelik"}[i]}
			h.Assignments = []handoff.Assignment{{N: 1, Rep: []handoff.PersonID{"rita", "ben", "rita", "ben"}[i]}}
			h.Next = handoff.Next{Owner: h.Assignments[0].Rep, At: epoch.Add(time.Duration(4-i) * time.Hour),
				What: handoff.DueWindow}
			if id == "HO-D" {
				h.State, h.Next = handoff.Closed, handoff.Next{}
			}
			if err := tx.Save(h); err != nil {
				return err
			}
		}
		return nil
	})
	doView(t, s, func(tx *Tx) error {
		for name, c := range map[string]struct {
			b    Board
			want []handoff.ID
		}{
			"all":         {Board{}, []handoff.ID{"HO-C", "HO-B", "HO-A", "HO-D"}},
			"open":        {Board{Open: true}, []handoff.ID{"HO-C", "HO-B", "HO-A"}},
			"two at most": {Board{Open: true, Limit: 2}, []handoff.ID{"HO-C", "HO-B"}},
			"a team":      {Board{Teams: []string{"emea"}, Open: true}, []handoff.ID{"HO-B", "HO-A"}},
			"no team":     {Board{Teams: []string{}}, nil},
			"theirs":      {Board{Person: "rita"}, []handoff.ID{"HO-C", "HO-A"}},
			"both parts":  {Board{Person: "ben", Open: true}, []handoff.ID{"HO-B", "HO-A"}},
			"for others":  {Board{Person: "ben", Besides: "ben", Open: true}, []handoff.ID{"HO-A"}},
			"waits":       {Board{Owner: "ben", Open: true}, []handoff.ID{"HO-B"}},
			"a state":     {Board{State: handoff.Closed}, []handoff.ID{"HO-D"}},
			"by words":    {Board{Search: []Word{{Text: "GLOBEX"}}}, []handoff.ID{"HO-A"}},
			"by id":       {Board{Search: []Word{{Text: "ho-b"}}}, []handoff.ID{"HO-B"}},
			"as written":  {Board{Search: []Word{{Text: "off_"}, {Text: "%"}}}, []handoff.ID{"HO-B"}},
			"no pattern":  {Board{Search: []Word{{Text: "%"}}}, []handoff.ID{"HO-B"}},
			"somebody": {Board{Search: []Word{{Text: "vance", People: []handoff.PersonID{"rita"}}}},
				[]handoff.ID{"HO-C", "HO-A"}},
			"of a state": {Board{Search: []Word{{Text: "ho-"}}, Open: true, State: handoff.Offered, Limit: 2},
				[]handoff.ID{"HO-C", "HO-B"}},
			"of a person": {Board{Search: []Word{{Text: "ho-"}}, Person: "ben"}, []handoff.ID{"HO-B", "HO-A", "HO-D"}},
			"what fits": {Board{Fits: func(h *handoff.Handoff) bool { return h.Team == "emea" }, Limit: 2},
				[]handoff.ID{"HO-B", "HO-A"}},
		} {
			if c.b.Limit == 0 {
				c.b.Limit = 10
			}
			all, err := tx.OnBoard(c.b)
			if err != nil {
				return err
			}
			var got []handoff.ID
			for _, h := range all {
				got = append(got, h.ID)
			}
			if c.b.Fits == nil && !slices.Equal(got, c.want) {
				t.Errorf("%s: %v, want %v", name, got, c.want)
			}
			counts, err := tx.Counts(c.b)
			found, all2, err2 := tx.Found(c.b)
			got = nil
			for _, h := range found {
				got = append(got, h.ID)
			}
			if !slices.Equal(got, c.want) || c.b.State == "" && c.b.Fits == nil &&
				!maps.Equal(all2, counts) {
				t.Errorf("%s: %v are found, want %v; of the states %v, want %v", name, got, c.want, all2, counts)
			}
			n := 0
			for _, k := range counts {
				n += k
			}
			if err = errors.Join(err, err2); err != nil || c.b.Limit == 10 && c.b.Fits == nil &&
				n != len(c.want) {
				t.Errorf("%s: %d are counted, want %d: %v", name, n, len(c.want), err)
			}
		}
		_, _, err := tx.GivenUp(epoch, 10)
		if _, err2 := tx.ChangedSince(0, 10); err2 != nil {
			err = err2
		}
		return err
	})
}

// TestBoardIsReadInOrder: what a page lists of what is open is found in its order; nothing is sorted but what is shown.
func TestBoardIsReadInOrder(t *testing.T) {
	t.Parallel()
	path := storetest.Database(t)
	s := openAt(t, path)
	doUpdate(t, s, func(tx *Tx) error { // of an empty table one index is as good as another
		for i := range 500 {
			h := draft(fmt.Sprint("HO-", i))
			h.Qualifier = handoff.PersonID(fmt.Sprint("q", i%50))
			h.State, h.Team, h.Next.Owner = handoff.Offered, "emea", h.Qualifier
			h.Next.At = epoch.Add(time.Duration(i) * time.Minute)
			h.Assignments = []handoff.Assignment{{N: 1, Rep: handoff.PersonID(fmt.Sprint("r", i%50))}}
			if err := tx.Save(h); err != nil {
				return err
			}
		}
		return nil
	})
	storetest.Known(t, path)
	for name, c := range map[string]struct {
		b       Board
		indexes []string
	}{
		"waits":  {Board{Owner: "rita", Open: true, Limit: 25}, []string{"handoffs_owner"}},
		"theirs": {Board{Person: "rita", Open: true, Limit: 25}, []string{"handoffs_reps", "handoffs_qualifier"}},
		"others": {Board{Person: "rita", Besides: "rita", Open: true, Limit: 25}, []string{"handoffs_reps",
			"handoffs_qualifier"}},
		"a team": {Board{Teams: []string{"emea", "apac"}, Open: true, Limit: 100}, []string{"handoffs_due"}},
		"all":    {Board{Open: true, Limit: 200}, []string{"handoffs_due"}},
		"a rep":  {Board{Teams: []string{"emea"}, Rep: "rita", Open: true, Limit: 100}, []string{"handoffs_reps"}},
	} {
		doView(t, s, func(tx *Tx) error {
			query, args := c.b.list(tx.c.d)
			plan := planOf(t, tx, query, args)
			for _, index := range c.indexes {
				if !strings.Contains(plan, index) {
					t.Errorf("%s is not read through %s:\n%s", name, index, plan)
				}
			}
			if whole := regexp.MustCompile(`SCAN handoffs|Seq Scan on handoffs`).FindString(plan); whole != "" {
				t.Errorf("%s reads the whole table:\n%s", name, plan)
			}
			return nil
		})
	}
}

// planOf is how a statement is to be run. With so few rows PostgreSQL would rather read and sort them all.
func planOf(t *testing.T, tx *Tx, query string, args []any) string {
	t.Helper()
	explain := "EXPLAIN QUERY PLAN "
	if tx.c.d == postgresDialect {
		explain = "EXPLAIN "
		for _, off := range []string{"enable_seqscan", "enable_sort", "enable_bitmapscan"} {
			if _, err := tx.c.c.ExecContext(t.Context(), "SET LOCAL "+off+" = off"); err != nil {
				t.Fatal(err)
			}
		}
	}
	rows, err := tx.c.c.QueryContext(t.Context(), tx.c.d.text(explain+query), args...)
	if err != nil {
		t.Fatal(err)
	}
	defer rows.Close()
	var plan strings.Builder
	for rows.Next() {
		var line string
		to := []any{&line}
		if tx.c.d != postgresDialect {
			to = []any{new(int), new(int), new(int), &line}
		}
		if err := rows.Scan(to...); err != nil {
			t.Fatal(err)
		}
		plan.WriteString(line + "\n")
	}
	return plan.String()
}
