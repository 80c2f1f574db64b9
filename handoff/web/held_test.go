package web

import (
	"fmt"
	"net/http"
	"strings"
	"testing"

	"handoffd/handoff"
	"handoffd/handoff/store"
)

// TestHeldIsTakenAtItsWord: a held mail is dropped once and by nothing but "drop"; whoever comes second, or names a mail
// that there is not, reads that nothing was done and what became of it.
func TestHeldIsTakenAtItsWord(t *testing.T) {
	r := newRig(t, nil)
	var n int64
	err := r.Store.Update(t.Context(), func(tx *store.Tx) (err error) {
		n, err = tx.PutMail(store.InMail{MessageID: "<a@b>", Sender: "eve@evil.example", Subject: "Invoice",
			Arrived: r.now, Verdict: "held", Kind: "human", Why: handoff.Because("auth-none"), Raw: []byte("Subject: Invoice\r\n\r\nPay")})
		return err
	})
	if err != nil {
		t.Fatal(err)
	}
	olga, other, mail := r.as("olga"), r.as("olga"), fmt.Sprint(n)
	for _, bad := range [][]string{{"mail", mail}, {"mail", mail, "do", ""}, {"mail", mail, "do", "nonsense"},
		{"mail", mail, "do", "DROP"}, {"mail", "x", "do", "drop"}, {"do", "drop"}} {
		if code, _ := olga.post("/held", bad...); code != http.StatusBadRequest {
			t.Errorf("%q: %d", bad, code)
		}
	}
	if _, page := olga.get("/held"); !strings.Contains(page, "Invoice") {
		t.Fatal("the mail is not held any more")
	}
	if code, _ := olga.post("/held", "mail", mail, "do", "drop"); code != http.StatusSeeOther {
		t.Errorf("dropped: %d", code)
	}
	if _, page := olga.get("/held"); !strings.Contains(page, "1 mail was dropped.") || strings.Contains(page, "Invoice") {
		t.Errorf("after the drop:\n%s", page)
	}
	for _, do := range []string{"drop", "take"} {
		code, page := other.post("/held", "mail", mail, "do", do)
		if code != http.StatusConflict || !strings.Contains(page, "not held: dropped by Olga") ||
			!strings.Contains(page, "Nothing was done.") || strings.Contains(page, "was dropped.") {
			t.Errorf("second %s: %d\n%s", do, code, page)
		}
		code, page = other.post("/held", "mail", "4711", "do", do)
		if code != http.StatusConflict || !strings.Contains(page, "No mail with the number 4711") {
			t.Errorf("unknown %s: %d\n%s", do, code, page)
		}
	}
}
