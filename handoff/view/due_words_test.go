package view

import (
	"os"
	"regexp"
	"testing"

	"handoffd/handoff"
	"handoffd/templates"
)

// A list says in words what is to be done next, whatever falls due.
func TestDueInWords(t *testing.T) {
	t.Parallel()
	set, err := templates.LoadReasons("")
	if err != nil {
		t.Fatal(err)
	}
	source, err := os.ReadFile("../due.go")
	if err != nil {
		t.Fatal(err)
	}
	all := regexp.MustCompile(`Due\w+ +Due = "([a-z-]+)"`).FindAllSubmatch(source, -1)
	if len(all) < 20 {
		t.Fatalf("%d of what can fall due found", len(all))
	}
	for _, task := range []handoff.Task{handoff.TaskTwin, handoff.TaskChoose, handoff.TaskWoken} {
		all = append(all, [][]byte{nil, []byte(task)}) // told in place of what falls due
	}
	for _, m := range all {
		if what := string(m[1]); !set.Has("owed-what/" + what) {
			t.Errorf("%q has no words, and would be listed as %q", what, dueWords(handoff.Due(what), set))
		}
	}
}
