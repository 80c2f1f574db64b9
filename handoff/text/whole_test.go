package text

import (
	"testing"
	"time"
)

func TestWhole(t *testing.T) {
	for in, want := range map[string]string{"7h59m49s": "8h0m0s", "8h0m5s": "8h0m0s", "7h57m": "7h57m0s", "1h28m10s": "1h30m0s",
		"59m50s": "1h0m0s", "29m50s": "30m0s", "28m20s": "28m0s", "20s": "0s", "40s": "1m0s", "0s": "0s"} {
		d, err := time.ParseDuration(in)
		if err != nil {
			t.Fatal(err)
		}
		if got := Whole(d).String(); got != want {
			t.Errorf("%s: %s, want %s", in, got, want)
		}
	}
}
