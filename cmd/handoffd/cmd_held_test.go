package main

import (
	"bytes"
	"fmt"
	"os"
	"path/filepath"
	"strings"
	"testing"
	"time"

	"handoffd/handoff"
	"handoffd/handoff/store"
)

// TestHeldCommand: what is held is listed with numbers, looked at, and dropped, all of it or none.
func TestHeldCommand(t *testing.T) {
	dir := t.TempDir()
	config := filepath.Join(dir, "config.toml")
	example, err := os.ReadFile("../../config.toml.example")
	if err == nil {
		err = os.WriteFile(config, example, 0o600)
	}
	if err != nil {
		t.Fatal(err)
	}
	st, err := store.Open(t.Context(), filepath.Join(dir, "handoffd.db"))
	if err != nil {
		t.Fatal(err)
	}
	err = st.Update(t.Context(), func(tx *store.Tx) error {
		for i, subject := range []string{"Offers", "More", "Again"} {
			raw := []byte("From: eve@shop.example\r\nSubject: " + subject + "\r\n\r\nBuy\x1b[31m now.\r\n")
			if _, err := tx.PutMail(store.InMail{Source: "x/INBOX", Ref: fmt.Sprint("1:", i+1), Sender: "eve@shop.example",
				Subject: subject,
				Arrived: time.Now(), Verdict: handoff.MailHeld, Why: handoff.Because("stranger"), Raw: raw}); err != nil {
				return err
			}
		}
		return nil
	})
	if err != nil || st.Close() != nil {
		t.Fatal(err)
	}
	for _, c := range []struct {
		args string
		code int
		want string
	}{
		{"list", 0, "held because from somebody unknown"},
		{"list --json", 0, `"number":1,`},
		{"take 1", 0, "> Buy[31m now."},
		{"take 9", 1, "no held mail has that number"},
		{"take x", 2, "take \"x\": write the number of one mail"},
		{"drop 2", 0, "dropped: 1"},
		{"drop 7-9", 1, "drop 7-9: no held mail"},
		{"drop 1 9", 1, "Nothing was dropped"},
		{"drop some", 2, "such as 3 or 4-9"},
		{"drop 1-5", 0, "dropped: 2"}, // over the gap
		{"list", 0, "No mail is held."},
		{"drop", 2, ""},
	} {
		var out bytes.Buffer
		code := run(t.Context(), append([]string{"held"}, append(strings.Fields(c.args), "--config", config)...),
			streams{in: strings.NewReader(""), out: &out, err: &out, now: time.Now})
		if code != c.code || !strings.Contains(out.String(), c.want) {
			t.Errorf("held %s: %d, want %d with %q:\n%s", c.args, code, c.code, c.want, out.String())
		}
	}
}
