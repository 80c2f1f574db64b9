package render

import (
	"fmt"
	"testing"

	"handoffd/templates"
)

// TestCopiesOfAMailAreFilledInOnce: an equal view of the same template is not filled in again, any other is.
func TestCopiesOfAMailAreFilledInOnce(t *testing.T) {
	set, err := templates.Load("")
	if err != nil {
		t.Fatal(err)
	}
	times := 0
	r := New(set.Watched(func(file string) {
		if file == "intro.txt" || file == "relay.txt" {
			times++
		}
	}), "plus")
	view := func(greeting string) templates.Thread {
		return templates.Thread{Greeting: greeting, Prospect: "Pat Kim", Facts: []templates.Row{{Label: "Need", Value: "quotes"}}}
	}
	write := func(template, greeting string, want int) templates.Mail {
		t.Helper()
		m, err := r.fill(template, view(greeting))
		if err != nil || times != want {
			t.Errorf("filled in %d times, want %d: %v", times, want, err)
		}
		if anew, err := set.Write(template, view(greeting)); err != nil || m != anew {
			t.Errorf("%+v differs from what is filled in anew: %v", m, err)
		}
		return m
	}
	write("intro", "Hi Pat,", 1)
	write("intro", "Hi Pat,", 1)
	write("intro", "Hi Rita,", 2)
	write("relay", "Hi Pat,", 3)
	write("intro", "Hi Pat,", 3)
	for i := range 10 {
		write("intro", fmt.Sprint(i), 4+i)
	}
	write("intro", "Hi Pat,", 14)
}
