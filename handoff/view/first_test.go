package view

import (
	"testing"
	"time"
)

// TestLength: what is left of a window of eight hours is eight hours when the mail about it is read.
func TestLength(t *testing.T) {
	for left, want := range map[time.Duration]string{
		8*time.Hour - 11*time.Second: "8", 8 * time.Hour: "8", 8*time.Hour - 5*time.Minute: "7", 90*time.Minute - time.Second: "1.5",
		59*time.Minute + 59*time.Second: "1", 47 * time.Minute: "45", 9*time.Minute + 40*time.Second: "10", 0: "", 20 * time.Second: "",
	} {
		if got, _ := Length(left); got != want {
			t.Errorf("%v: %q, want %q", left, got, want)
		}
	}
}
