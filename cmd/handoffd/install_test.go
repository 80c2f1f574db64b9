package main

import (
	"encoding/json"
	"errors"
	"os"
	"os/exec"
	"path/filepath"
	"slices"
	"strings"
	"testing"

	"github.com/google/go-cmp/cmp"
)

const projectRoot = "../.."

func readProject(t *testing.T, path string) string {
	t.Helper()
	text, err := os.ReadFile(filepath.Join(projectRoot, path))
	if err != nil {
		t.Fatal(err)
	}
	return string(text)
}

// tool finds a program, or skips the test with a visible reason.
func tool(t *testing.T, name string) string {
	t.Helper()
	path, err := exec.LookPath(name)
	if err != nil {
		t.Skipf("not tried without %s: %v", name, err)
	}
	return path
}

// understood says whether the program takes the command line.
func understood(t *testing.T, args []string) {
	t.Helper()
	parser, err := newParser()
	if err == nil {
		_, err = parser.Parse(args)
	}
	if err != nil {
		t.Errorf("%q: %v", args, err)
	}
}

// settings reads a unit: values by section and key, in their order.
func settings(t *testing.T, unit string) map[string][]string {
	t.Helper()
	out := map[string][]string{}
	section := ""
	for n, line := range strings.Split(unit, "\n") {
		key, value, pair := strings.Cut(line, "=")
		switch {
		case line == "" || strings.HasPrefix(line, "#"):
		case strings.HasPrefix(line, "[") && strings.HasSuffix(line, "]"):
			section = strings.Trim(line, "[]")
		case pair && section != "" && key == strings.TrimSpace(key):
			out[section+"."+key] = append(out[section+"."+key], value)
		default:
			t.Errorf("line %d: %q", n+1, line)
		}
	}
	return out
}

func TestUnit(t *testing.T) {
	unit := readProject(t, ".install/handoffd.service")
	got := settings(t, unit)
	for key, want := range map[string]string{
		"Service.Type": "notify", "Service.ExecReload": "/bin/kill -HUP $MAINPID", "Service.WatchdogSec": "120",
		"Service.Restart": "on-failure",
		"Service.User":    "handoffd", "Service.StateDirectory": "handoffd", "Service.UMask": "0077",
		"Service.NoNewPrivileges": "yes",
		"Service.ProtectSystem":   "strict", "Service.ProtectHome": "yes", "Service.CapabilityBoundingSet": "",
		"Install.WantedBy": "multi-user.target",
	} {
		if diff := cmp.Diff([]string{want}, got[key]); diff != "" {
			t.Errorf("%s (-want +got):\n%s", key, diff)
		}
	}
	if len(got["Service.ExecStart"]) != 1 {
		t.Fatalf("ExecStart: %q", got["Service.ExecStart"])
	}
	start := strings.Fields(got["Service.ExecStart"][0])
	if start[0] != "/usr/local/bin/handoffd" || start[1] != "serve" {
		t.Errorf("ExecStart: %q", start)
	}
	understood(t, start[1:])
	if !strings.Contains(readProject(t, ".install/handoffd.sysusers"), "\nu "+got["Service.User"][0]+" ") {
		t.Error("nothing makes the user of the service")
	}

	analyze := tool(t, "systemd-analyze")
	path := filepath.Join(t.TempDir(), "handoffd.service")
	if err := os.WriteFile(path, []byte(strings.ReplaceAll(unit, start[0], "/bin/true")), 0o600); err != nil {
		t.Fatal(err)
	}
	if out, err := exec.Command(analyze, "verify", "--man=no", path).CombinedOutput(); err != nil || len(out) > 0 {
		t.Errorf("systemd-analyze verify: %v\n%s", err, out)
	}
}

// instruction is one of a container file.
type instruction struct {
	name  string
	flags map[string]string
	args  string
}

func containerFile(t *testing.T) []instruction {
	t.Helper()
	var lines []string
	for line := range strings.Lines(readProject(t, ".install/Containerfile")) {
		if line = strings.TrimSpace(line); line == "" || strings.HasPrefix(line, "#") {
			continue
		}
		if last := len(lines) - 1; last >= 0 && strings.HasSuffix(lines[last], `\`) {
			lines[last] = strings.TrimSuffix(lines[last], `\`) + line
			continue
		}
		lines = append(lines, line)
	}
	var out []instruction
	for _, line := range lines {
		name, args, _ := strings.Cut(line, " ")
		i := instruction{name: name, flags: map[string]string{}, args: args}
		for strings.HasPrefix(i.args, "--") {
			flag, rest, _ := strings.Cut(i.args, " ")
			key, value, _ := strings.Cut(strings.TrimPrefix(flag, "--"), "=")
			i.flags[key], i.args = value, rest
		}
		out = append(out, i)
	}
	return out
}

// TestContainerfile checks what a build would: known instructions, pinned images, sources that are there, all of the
// program's packages among them, and a command line that the program takes; and that it does not run as root.
func TestContainerfile(t *testing.T) {
	known := strings.Fields("FROM WORKDIR COPY RUN ARG USER VOLUME STOPSIGNAL ENTRYPOINT CMD")
	var stages, copied, command []string
	user, built := "", false
	for _, i := range containerFile(t) {
		if !slices.Contains(known, i.name) {
			t.Errorf("unknown instruction %q", i.name)
		}
		switch i.name {
		case "FROM":
			image, stage, _ := strings.Cut(i.args, " AS ")
			stages, user, command = append(stages, stage), "", nil
			_, tag, _ := strings.Cut(image, ":")
			if tag == "" || tag == "latest" {
				t.Errorf("image %s is not pinned", image)
			}
			if version, isGo := strings.CutPrefix(image, "docker.io/library/golang:"); isGo &&
				!strings.Contains(readProject(t, "go.mod"), "\ngo "+strings.Split(version, "-")[0]+".") {
				t.Errorf("%s is not the Go of go.mod", image)
			}
		case "COPY":
			copied = append(copied, sources(t, i, stages)...)
		case "RUN":
			built = built || strings.Contains(i.args, "CGO_ENABLED=1 go build") && strings.Contains(i.args, "./cmd/handoffd")
		case "USER":
			user = i.args
		case "ENTRYPOINT", "CMD":
			var words []string
			if err := json.Unmarshal([]byte(i.args), &words); err != nil {
				t.Errorf("%s %s would run in a shell, which is not there: %v", i.name, i.args, err)
			}
			command = append(command, words...)
		}
	}
	if name, _, _ := strings.Cut(user, ":"); name == "" || name == "root" || strings.Trim(name, "0") == "" {
		t.Errorf("it runs as %q", user)
	}
	if !built || len(stages) != 2 || len(command) < 2 {
		t.Fatalf("built %t, stages %q, command %q", built, stages, command)
	}
	understood(t, command[1:])
	for _, dir := range programFolders(t) {
		if !slices.ContainsFunc(copied, func(c string) bool { return dir == c || strings.HasPrefix(dir, c+"/") }) {
			t.Errorf("%s belongs to the program and is not copied", dir)
		}
	}
}

// sources checks where a COPY takes from, and gives what it takes from the project.
func sources(t *testing.T, i instruction, stages []string) []string {
	t.Helper()
	words := strings.Fields(i.args)
	if from, staged := i.flags["from"]; staged {
		if !slices.Contains(stages[:len(stages)-1], from) {
			t.Errorf("COPY from %q, which is no earlier stage", from)
		}
		return nil
	}
	words = words[:len(words)-1]
	for _, word := range words {
		if _, err := os.Stat(filepath.Join(projectRoot, word)); err != nil {
			t.Errorf("COPY %s: %v", word, err)
		}
	}
	return words
}

// programFolders are the folders, below the root, of all packages of this module that the program is made of.
func programFolders(t *testing.T) []string {
	t.Helper()
	out, err := exec.Command("go", "list", "-deps", "-f",
		"{{if .Module}}{{if .Module.Main}}{{.ImportPath}}{{end}}{{end}}", ".").Output()
	if err != nil {
		t.Fatal(err)
	}
	var dirs []string
	for _, path := range strings.Fields(string(out)) {
		dirs = append(dirs, strings.TrimPrefix(path, "handoffd/"))
	}
	if !slices.Contains(dirs, "cmd/handoffd") {
		t.Fatalf("go list: %q", dirs)
	}
	return dirs
}

// makeIn runs make in a copy of what it needs, with a shell script for a program.
func makeIn(t *testing.T, dir string, args ...string) (string, error) {
	t.Helper()
	cmd := exec.Command(tool(t, "make"), append([]string{"-C", dir}, args...)...)
	cmd.Env = slices.DeleteFunc(os.Environ(), func(v string) bool {
		return strings.HasPrefix(v, "MAKE") || strings.HasPrefix(v, "MFLAGS") || strings.HasPrefix(v, "PREFIX=") ||
			strings.HasPrefix(v, "DESTDIR=")
	})
	out, err := cmd.CombinedOutput()
	return string(out), err
}

func copyProject(t *testing.T, paths ...string) string {
	t.Helper()
	dir := t.TempDir()
	for _, path := range paths {
		if err := os.MkdirAll(filepath.Dir(filepath.Join(dir, path)), 0o755); err != nil {
			t.Fatal(err)
		}
		if err := os.WriteFile(filepath.Join(dir, path), []byte(readProject(t, path)), 0o644); err != nil {
			t.Fatal(err)
		}
	}
	return dir
}

func script(t *testing.T, path, text string) {
	t.Helper()
	if err := os.WriteFile(path, []byte("#!/bin/sh\n"+text+"\n"), 0o755); err != nil {
		t.Fatal(err)
	}
}

func TestMakeInstall(t *testing.T) {
	dir := copyProject(t, "Makefile", "go.mod", "README.md", "LICENSE", "config.toml.example",
		".install/handoffd.service", ".install/handoffd.sysusers", ".install/handoffd-dashboard.json",
		".install/handoffd-alerts.yml")
	dest := filepath.Join(t.TempDir(), "a root")
	if out, err := makeIn(t, dir, "install", "DESTDIR="+dest, "PREFIX=/opt/handoffd"); err == nil ||
		!strings.Contains(out, "run make build") {
		t.Errorf("without a program: %v\n%s", err, out)
	}
	if _, err := os.Stat(dest); !errors.Is(err, os.ErrNotExist) {
		t.Errorf("something was installed: %v", err)
	}
	script(t, filepath.Join(dir, "handoffd"), "exit 0")
	if out, err := makeIn(t, dir, "install", "DESTDIR="+dest, "PREFIX=/opt/handoffd"); err != nil {
		t.Fatalf("%v\n%s", err, out)
	}
	got := map[string]os.FileMode{}
	err := filepath.WalkDir(dest, func(path string, d os.DirEntry, err error) error {
		if err != nil || d.IsDir() {
			return err
		}
		st, err := d.Info()
		got[strings.TrimPrefix(path, dest)] = st.Mode()
		return err
	})
	want := map[string]os.FileMode{
		"/opt/handoffd/bin/handoffd": 0o755, "/opt/handoffd/share/handoffd/config.toml.example": 0o644,
		"/opt/handoffd/share/handoffd/README.md": 0o644,
		"/opt/handoffd/share/handoffd/LICENSE":   0o644, "/opt/handoffd/lib/systemd/system/handoffd.service": 0o644,
		"/opt/handoffd/lib/sysusers.d/handoffd.conf": 0o644, "/opt/handoffd/share/man/man1/handoffd.1": 0o644,
		"/opt/handoffd/share/bash-completion/completions/handoffd":    0o644,
		"/opt/handoffd/share/zsh/site-functions/_handoffd":            0o644,
		"/opt/handoffd/share/fish/vendor_completions.d/handoffd.fish": 0o644,
		"/opt/handoffd/share/handoffd/handoffd-dashboard.json":        0o644,
		"/opt/handoffd/share/handoffd/handoffd-alerts.yml":            0o644,
	}
	if diff := cmp.Diff(want, got); diff != "" || err != nil {
		t.Errorf("%v (-want +got):\n%s", err, diff)
	}
	unit, err := os.ReadFile(filepath.Join(dest, "opt/handoffd/lib/systemd/system/handoffd.service"))
	if err != nil || !strings.Contains(string(unit), "\nExecStart=/opt/handoffd/bin/handoffd serve ") ||
		strings.Contains(string(unit), "/usr/local") {
		t.Errorf("the unit starts something else (%v):\n%s", err, unit)
	}
}

// TestMakeBuild lacks one thing after the other, and is told each time what to install.
func TestMakeBuild(t *testing.T) {
	dir := copyProject(t, "Makefile", "go.mod")
	fake := func(version, cgo, cc string) string {
		path := filepath.Join(t.TempDir(), "go")
		script(t, path, `case "$1 $2" in
"env GOVERSION") echo "`+version+`" ;;
"env CGO_ENABLED") echo `+cgo+` ;;
"env CC") echo `+cc+` ;;
build*) echo "it builds" ;;
esac`)
		return path
	}
	tests := []struct{ name, program, want string }{
		{"no Go", filepath.Join(dir, "none"), "Go is missing; install Go 1.26"},
		{"old Go", fake("go1.20", "1", "sh"), "this is Go 1.20; install Go 1.26"},
		{"Go before the last", fake("go1.9.7", "1", "sh"), "this is Go 1.9.7; install Go 1.26"},
		{"no cgo", fake("go1.26.8", "0", "sh"), "cgo is off; install a C compiler"},
		{"no compiler", fake("go1.26.8", "1", "no-such-cc"), "the C compiler no-such-cc is missing; install gcc"},
		{"all there", fake("go1.26.8", "1", "'sh -x'"), "it builds"},
		{"newer Go", fake("go1.100.0", "1", "sh"), "it builds"},
		{"unreleased Go", fake("devel go1.28-abcdef", "1", "sh"), "it builds"},
	}
	for _, tt := range tests {
		out, err := makeIn(t, dir, "build", "GO="+tt.program)
		if builds := tt.want == "it builds"; builds != (err == nil) || !strings.Contains(out, tt.want) {
			t.Errorf("%s: %v\n%s", tt.name, err, out)
		}
	}
}
