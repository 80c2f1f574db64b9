package store

import (
	"bytes"
	"context"
	"encoding/hex"
	"fmt"
	"os"
	"regexp"
	"strings"
	"testing"
)

// What tests say to SQLite and to PostgreSQL in different words.

var zeroes = regexp.MustCompile(`zeroblob\((\d+)\)`)

// tamper changes rows that nobody may change.
func tamper(t testing.TB, s *Store, statements string) {
	t.Helper()
	all := "DROP TRIGGER IF EXISTS facts_stay; DROP TRIGGER IF EXISTS facts_are_kept; " +
		"DROP TRIGGER IF EXISTS payloads_stay; PRAGMA foreign_keys = 0; " +
		statements
	if s.w.d == postgresDialect {
		all = "SET session_replication_role = replica; " +
			zeroes.ReplaceAllString(statements, "decode(repeat('00', $1), 'hex')")
	}
	for query := range strings.SplitSeq(all, ";") {
		if query = strings.TrimSpace(query); query == "" {
			continue
		}
		if _, err := s.w.c.ExecContext(context.Background(), query); err != nil {
			t.Fatalf("%s: %v", query, err)
		}
	}
}

// kept says whether the text stands anywhere: in the files of a SQLite database, in the rows of a PostgreSQL one.
func kept(t testing.TB, s *Store, text string) bool {
	t.Helper()
	if s.w.d == postgresDialect {
		return inRows(t, s, text)
	}
	for _, suffix := range []string{"", "-wal"} {
		data, err := os.ReadFile(s.path + suffix)
		if err != nil {
			t.Fatal(err)
		}
		if bytes.Contains(data, []byte(text)) || bytes.Contains(data, []byte(strings.ToLower(text))) {
			return true
		}
	}
	return false
}

func inRows(t testing.TB, s *Store, text string) (found bool) {
	t.Helper()
	packed := hex.EncodeToString([]byte(text))
	doView(t, s, func(tx *Tx) error {
		for _, table := range tables(t, tx) {
			err := tx.each(func(scan func(...any) error) error {
				var row string
				err := scan(&row)
				low := strings.ToLower(row)
				found = found || strings.Contains(low, strings.ToLower(text)) || strings.Contains(low, packed)
				return err
			}, fmt.Sprintf("SELECT r::text FROM %s r", table))
			if err != nil {
				return err
			}
		}
		return nil
	})
	return found
}

// tables lists the tables of a PostgreSQL database.
func tables(t testing.TB, tx *Tx) []string {
	t.Helper()
	var out []string
	err := tx.each(func(scan func(...any) error) error {
		var name string
		err := scan(&name)
		out = append(out, name)
		return err
	}, "SELECT tablename FROM pg_tables WHERE schemaname = 'public' ORDER BY tablename")
	if err != nil {
		t.Fatal(err)
	}
	return out
}

// planned is the step of a statement's plan on PostgreSQL that reads a whole table, also by its index into a hash,
// empty if none does. With so few rows a table is read whole unless it costs dear; what is left then has no index.
func planned(t testing.TB, tx *Tx, query string, args int) (found string) {
	t.Helper()
	ctx := context.Background()
	exec := func(text string) {
		if _, err := tx.c.c.ExecContext(ctx, text); err != nil {
			t.Errorf("%s: %v", query, err)
		}
	}
	exec("SET LOCAL enable_seqscan = off")
	exec("SET LOCAL plan_cache_mode = force_generic_plan")
	exec("PREPARE asked AS " + query)
	defer exec("DEALLOCATE asked")
	execute := "EXPLAIN (VERBOSE) EXECUTE asked"
	if args > 0 {
		execute += "(" + strings.TrimSuffix(strings.Repeat("NULL,", args), ",") + ")"
	}
	rows, err := tx.c.c.QueryContext(ctx, execute)
	if err != nil {
		t.Errorf("%s: %v", query, err)
		return ""
	}
	defer rows.Close()
	for rows.Next() {
		var step string
		if err := rows.Scan(&step); err != nil {
			t.Error(err)
		}
		if strings.Contains(step, "Seq Scan") || strings.Contains(step, "hashed SubPlan") {
			found = step
		}
	}
	return found
}
