// Command test runs `go test` with the arguments given and prints what people need of it: a line for each package, the
// whole output of what failed, the slowest tests, and at the end every skipped test with its reason, so that no test is
// missed unseen.
package main

import (
	"bufio"
	"cmp"
	"encoding/json"
	"errors"
	"fmt"
	"io"
	"os"
	"os/exec"
	"slices"
	"strings"
)

// event is one line of `go test -json` (see go doc test2json).
type event struct {
	Action, Package, Test, Output, ImportPath string
	Elapsed                                   float64
}

// result is one test that was skipped or has ended.
type result struct {
	name   string
	why    string
	second float64
}

// run is what was heard of a run so far.
type run struct {
	output  map[string]*strings.Builder // by package and test
	passed  int
	skipped []result
	slow    []result
}

func main() {
	cmd := exec.Command("go", append([]string{"test", "-json"}, os.Args[1:]...)...)
	cmd.Stderr = os.Stderr
	out, err := cmd.StdoutPipe()
	if err == nil {
		err = cmd.Start()
	}
	if err != nil {
		fmt.Fprintln(os.Stderr, "test:", err)
		os.Exit(2)
	}
	r := &run{output: map[string]*strings.Builder{}}
	r.read(out)
	err = cmd.Wait()
	r.print()
	var failed *exec.ExitError
	switch {
	case errors.As(err, &failed):
		os.Exit(max(1, failed.ExitCode()))
	case err != nil:
		fmt.Fprintln(os.Stderr, "test:", err)
		os.Exit(2)
	}
}

// read takes the events; a line that is none is printed as it is.
func (r *run) read(in io.Reader) {
	lines := bufio.NewReader(in)
	for {
		line, err := lines.ReadBytes('\n')
		var e event
		switch {
		case len(line) > 0 && json.Unmarshal(line, &e) == nil:
			r.take(e)
		case len(line) > 0:
			_, _ = os.Stdout.Write(line)
		}
		if err != nil {
			return
		}
	}
}

func (r *run) take(e event) {
	if e.Action == "pass" && e.Test != "" {
		r.passed++
	}
	key := e.Package + " " + e.Test
	switch e.Action {
	case "build-output":
		fmt.Print(e.Output)
	case "output":
		if r.output[key] == nil {
			r.output[key] = &strings.Builder{}
		}
		r.output[key].WriteString(e.Output)
	case "pass", "fail", "skip":
		r.end(e, key)
	}
}

// end prints what a test or package has to say and forgets it.
func (r *run) end(e event, key string) {
	said := ""
	if b := r.output[key]; b != nil {
		said = b.String()
	}
	delete(r.output, key)
	name := strings.TrimPrefix(e.Package, "handoffd/") + " " + e.Test
	switch {
	case e.Test == "" && e.Action == "fail":
		for k, b := range r.output { // of tests that a panic or the time limit has cut off
			paused := strings.HasSuffix(b.String(), "=== PAUSE"+strings.TrimPrefix(k, e.Package)+"\n")
			if strings.HasPrefix(k, e.Package+" ") && !paused {
				fmt.Printf("UNFINISHED %s\n%s", k, b)
				delete(r.output, k)
			}
		}
		fmt.Print(said)
	case e.Test == "":
		fmt.Print(lastLine(said))
	case e.Action == "fail":
		fmt.Printf("FAILED %s\n%s", name, said)
	case e.Action == "skip":
		r.skipped = append(r.skipped, result{name: name, why: reason(said)})
	case !strings.Contains(e.Test, "/"):
		r.slow = append(r.slow, result{name: name, second: e.Elapsed})
	}
}

func (r *run) print() {
	slices.SortFunc(r.slow, func(a, b result) int { return cmp.Compare(b.second, a.second) })
	fmt.Println("\nslowest:")
	for _, s := range r.slow[:min(8, len(r.slow))] {
		fmt.Printf("  %6.1f s  %s\n", s.second, s.name)
	}
	slices.SortFunc(r.skipped, func(a, b result) int { return strings.Compare(a.name, b.name) })
	fmt.Printf("\npassed: %d, skipped: %d\n", r.passed, len(r.skipped))
	for _, s := range r.skipped {
		fmt.Printf("  %s: %s\n", s.name, s.why)
	}
}

// lastLine is the result of a package: "ok", or that it has no tests.
func lastLine(s string) string {
	lines := strings.SplitAfter(strings.TrimRight(s, "\n")+"\n", "\n")
	return lines[max(0, len(lines)-2)]
}

// reason is what a skipped test says, without file and line.
func reason(s string) string {
	for line := range strings.SplitSeq(s, "\n") {
		line = strings.TrimSpace(line)
		if line == "" || strings.HasPrefix(line, "===") || strings.HasPrefix(line, "---") {
			continue
		}
		if _, after, ok := strings.Cut(line, ".go:"); ok {
			_, line, _ = strings.Cut(after, ": ")
		}
		return line
	}
	return "no reason given"
}
