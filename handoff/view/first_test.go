package view

import (
	"testing"
	"time"
)

// TestLength: a length is told to the nearest; what is left of a window of eight hours is eight hours when the mail about it is read.
func TestLength(t *testing.T) {
	for left, want := range map[time.Duration]string{
		8*time.Hour - 11*time.Second: "8", 8 * time.Hour: "8", 8*time.Hour - 5*time.Minute: "8", 90*time.Minute - time.Second: "1.5",
		59*time.Minute + 59*time.Second: "1", 47 * time.Minute: "45", 9*time.Minute + 40*time.Second: "10", 0: "", 20 * time.Second: "",
		2*time.Hour - 40*time.Millisecond: "2", 70 * time.Minute: "1", 80 * time.Minute: "1.5", 170 * time.Minute: "3",
		200 * time.Minute: "3.5", 58 * time.Minute: "1", 48 * time.Minute: "50",
		210 * time.Minute: "3.5", 224 * time.Minute: "3.5", 270 * time.Minute: "4", 105 * time.Minute: "1.5", 100 * time.Second: "2", time.Minute: "1",
	} {
		if got, _ := Length(left); got != want {
			t.Errorf("%v: %q, want %q", left, got, want)
		}
	}
}
