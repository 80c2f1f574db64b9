package imap

import (
	"fmt"
	"slices"
	"strings"
	"testing"
)

func TestLines(t *testing.T) {
	long := "* OK " + strings.Repeat("x", 5000) + "{"
	for _, c := range []struct {
		said string
		want []string
	}{
		{"* OK [ALERT] Disk is full\r\n", []string{"Disk is full"}},
		{"T1 OK [ALERT] Maintenance at 5\r\nT2 NO [alert]Locked\r\n", []string{"Maintenance at 5", "Locked"}},
		{"* BYE [ALERT] \xff\r\n", []string{"?"}},
		{"* 1 FETCH (BODY[] {30}\r\n* OK [ALERT] call 0900 now!\r\n\r\n UID 1)\r\n* OK [ALERT] real\r\n", []string{"real"}},
		{"* 1 FETCH (X {3}\r\na\r\n Y {24+}\r\n* OK [ALERT] false 67890 )\r\n* OK [ALERT] real\r\n", []string{"real"}},
		{long + "31}\r\n* OK [ALERT] beyond the line ..\r\n)\r\n* OK [ALERT] real\r\n", []string{"real"}},
		{"* OK [UNSEEN 1] [ALERT] not one\r\nx OK ready\r\n* LIST () \"/\" \"OK [ALERT] x\"\r\n", nil},
		{"T1 LOGIN {5}\r\n+ go on\r\n* OK [ALERT] after a client's literal\r\n", []string{"after a client's literal"}},
	} {
		for _, step := range []int{1, 7, len(c.said)} { // however it is cut on the way
			var got []string
			l := Lines(func(line string) {
				if text, ok := Alert(line); ok {
					got = append(got, text)
				}
			})
			for part := range slices.Chunk([]byte(c.said), step) {
				if n, err := l.Write(part); n != len(part) || err != nil {
					t.Fatal(n, err)
				}
			}
			if !slices.Equal(got, c.want) {
				t.Errorf("%.60q, %d octets at once: heard %q, want %q", c.said, step, got, c.want)
			}
		}
	}
}

func FuzzLines(f *testing.F) {
	f.Add("* 1 FETCH (BODY[] {5}\r\nabcde)\r\n* OK [ALERT] x\r\n", 3)
	f.Fuzz(func(t *testing.T, said string, step int) {
		heard := func(step int) string {
			var got []string
			l := Lines(func(line string) { got = append(got, line) })
			for part := range slices.Chunk([]byte(said), step) {
				_, _ = l.Write(part)
			}
			return fmt.Sprintf("%q", got)
		}
		if len(said) > 4<<10 || len(said) == 0 {
			return
		}
		whole, cut := heard(len(said)), heard(min(max(1, step), len(said)))
		if whole != cut && !strings.Contains(said, strings.Repeat("x", 900)) && len(said) < maxLine {
			t.Errorf("whole %s, cut %s", whole, cut)
		}
	})
}
