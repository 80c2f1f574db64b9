package store

import (
	"bytes"
	"context"
	"errors"
	"os"
	"path/filepath"
	"strings"
	"testing"
	"time"

	"handoffd/handoff"
	"handoffd/handoff/store/storetest"
)

// TestScrub: what stands in space of the file that nothing uses is found, and gone afterwards; what is kept stays, and
// a file without it is left as it is.
func TestScrub(t *testing.T) {
	storetest.OnlySQLite(t, "of its file")
	path := filepath.Join(t.TempDir(), "x.db")
	s := openAt(t, path)
	doUpdate(t, s, func(tx *Tx) error { return tx.Save(draft("HO-1")) })
	// What secure_delete leaves where pages are joined is made here without it.
	for _, q := range []string{"PRAGMA secure_delete = off", "CREATE TABLE left_over (a TEXT)",
		"INSERT INTO left_over VALUES ('" + strings.Repeat("Zaphod7q@Globex.example ", 400) + "')", "DROP TABLE left_over"} {
		if _, err := s.w.c.ExecContext(context.Background(), q); err != nil {
			t.Fatal(err)
		}
	}
	if err := s.Clean(t.Context()); err != nil || !kept(t, s, "zaphod7q@globex.example") && !kept(t, s, "Zaphod7q@Globex.example") {
		t.Fatalf("it is not there to begin with: %v", err)
	}
	if err := s.Scrub(t.Context(), []string{"zaphod7q@globex.example"}); err != nil {
		t.Fatal(err)
	}
	if kept(t, s, "zaphod7q@globex.example") || kept(t, s, "Zaphod7q@Globex.example") {
		t.Error("it is there still")
	}
	before, err := os.ReadFile(path)
	if err != nil {
		t.Fatal(err)
	}
	err = errors.Join(s.Scrub(t.Context(), []string{"zaphod7q@globex.example"}), s.Scrub(t.Context(), nil))
	after, err1 := os.ReadFile(path)
	if err = errors.Join(err, err1); err != nil || !bytes.Equal(before, after) {
		t.Errorf("a file without it was written anew: %v", err)
	}
	doView(t, s, func(tx *Tx) error {
		h, err := tx.Handoff("HO-1")
		if h.ID != "HO-1" {
			t.Errorf("%+v", h)
		}
		return err
	})
	doUpdate(t, s, func(tx *Tx) error { // it is written on
		return tx.AppendFact("HO-1", replied(1), under("hash"), handoff.Decision{Reason: handoff.Reason{Text: time.Kitchen}})
	})
}
