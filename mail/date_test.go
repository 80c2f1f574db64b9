package mail

import (
	netmail "net/mail"
	"testing"
	"time"
)

// TestADateIsReadAsTheStandardLibraryReadsIt, also in the form that is tried first.
func TestADateIsReadAsTheStandardLibraryReadsIt(t *testing.T) {
	for _, value := range []string{
		"Mon, 23 Nov 2026 10:00:00 +0100", "Mon, 3 Nov 2026 10:00:00 -0830", "Mon,  3 Nov 2026 10:00:00 +0000",
		"Tue, 23 Nov 2026 10:00:00 +0100", "Mon, 23 Nov 2026 10:00:00 +0100 (CET)", "23 Nov 2026 10:00 +0100",
		"Mon, 23 Nov 2026 10:00:00 GMT", "Mon, 23 Nov 26 10:00:00 +0100", "Mon, 23 Nov 2026 10:00:00",
		" Mon, 23 Nov 2026 10:00:00 +0100", "Mon, 23 Nov 2026 10:00:00 +0100 ", "Mon, 31 Feb 2026 10:00:00 +0100",
		"Mon, 23 Nov 2026\r\n 10:00:00 +0100", "Mon, 23 Nov 2026 10:00:00.5 +0100", "Mon, 23 Nov 2026 10:00:00 +9999",
		"Mon, 23 Nov 2026 10:00:00 +01000", "mon, 23 nov 2026 10:00:00 +0100", "yesterday", "",
	} {
		want, err := netmail.ParseDate(value)
		if err != nil {
			want = time.Time{}
		}
		if got := parseDate(value); !got.Equal(want) || got.String() != want.String() {
			t.Errorf("%q: %v, want %v", value, got, want)
		}
	}
}
