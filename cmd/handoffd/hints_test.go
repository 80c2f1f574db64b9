package main

import (
	"handoffd/handoff/store"
	"os"
	"os/exec"
	"path/filepath"
	"strings"
	"syscall"
	"testing"
)

// nobody is a user who owns nothing.
const nobody = 65534

// TestHints: where the system does not let us, or something is not there, the message says what to do.
func TestHints(t *testing.T) {
	t.Parallel()
	write := func(name, text string) func(t *testing.T, dir string) {
		return func(t *testing.T, dir string) {
			if err := os.WriteFile(filepath.Join(dir, name), []byte(text), 0o644); err != nil {
				t.Fatal(err)
			}
		}
	}
	mode := func(name string, mode os.FileMode) func(t *testing.T, dir string) {
		return func(t *testing.T, dir string) {
			if err := os.Chmod(filepath.Join(dir, name), mode); err != nil {
				t.Fatal(err)
			}
		}
	}
	config := write("config.toml", readText(t, exampleConfig))
	database := func(t *testing.T, dir string) {
		st, err := store.Open(t.Context(), filepath.Join(dir, "handoffd.db"))
		if err != nil {
			t.Fatal(err)
		}
		_ = st.Close()
	}
	type steps []func(t *testing.T, dir string)
	for name, tt := range map[string]struct {
		steps steps
		args  string
		want  []string
		not   string
	}{
		"config of somebody else": {steps{config, mode("config.toml", 0o600)}, "list",
			[]string{"permission denied; ", "config.toml belongs to root, and you are nobody: run it as root (sudo -u root"},
			"config.toml.example"},
		"no database": {steps{config}, "list", []string{"there is no database at", "handoffd serve"}, ""},
		"backup without a database": {steps{config, mode(".", 0o777)}, "backup copy.db",
			[]string{"there is no database at", "handoffd serve"}, "stat "},
		"restore of nothing": {steps{config, mode(".", 0o777)}, "restore none.db",
			[]string{"restore none.db: there is no such file; name the one that `handoffd backup` has made"}, "stat "},
		"serve in a closed folder": {steps{config, mode(".", 0o755)}, "serve",
			[]string{"lock the database", "permission denied; ", "belongs to root, and you are nobody"}, ""},
		"a database of somebody else": {steps{config, database, mode("handoffd.db", 0o600), mode(".", 0o777)}, "list",
			[]string{"handoffd.db belongs to root, and you are nobody", "chown"}, ""},
		"a database in a closed folder": {steps{config, database, mode("handoffd.db", 0o666)}, "list",
			[]string{"the database cannot be written here", "belongs to root, and you are nobody"}, ""},
		"backup into a closed folder": {steps{config, database, mode("handoffd.db", 0o666)}, "backup copy.db",
			[]string{"no file can be made there: permission denied; ", "belongs to root"}, ".partial"},
		"backup into no folder": {steps{config, database, mode("handoffd.db", 0o666), mode(".", 0o777)},
			"backup none/copy.db", []string{"there is no folder none: make it"}, ".partial"},
		"demo in a closed folder": {steps{mode(".", 0o755)}, "demo --dir .",
			[]string{"permission denied; ", "belongs to root, and you are nobody"}, ""},
		"preview in a closed folder": {steps{mode(".", 0o755)}, "templates preview own",
			[]string{"permission denied; ", "belongs to root, and you are nobody"}, ""},
		"authorize whom": {steps{config}, "authorize", []string{"handoffd authorize google --mailbox NAME, or microsoft"},
			"unknown"},
	} {
		t.Run(name, func(t *testing.T) {
			dir := t.TempDir()
			for _, step := range tt.steps {
				step(t, dir)
			}
			out := asNobody(t, dir, strings.Fields(tt.args)...)
			for _, want := range tt.want {
				if !strings.Contains(out, want) {
					t.Errorf("no %q in %s", want, out)
				}
			}
			if tt.not != "" && strings.Contains(out, tt.not) || strings.Count(out, "\n") != 1 {
				t.Errorf("said %s", out)
			}
		})
	}
}

// asNobody runs the program in a folder as a user who owns nothing, and gives what it said on standard error.
func asNobody(t *testing.T, dir string, args ...string) string {
	t.Helper()
	if os.Geteuid() != 0 {
		t.Skip("only root can become somebody else")
	}
	test, err := os.Executable()
	if err != nil {
		t.Fatal(err)
	}
	program := filepath.Join(t.TempDir(), "handoffd") // see TestMain
	if err := os.Link(test, program); err != nil {
		t.Skipf("the program cannot be put where nobody finds it: %v", err)
	}
	if err := os.Chmod(filepath.Dir(dir), 0o755); err != nil {
		t.Fatal(err)
	}
	cmd := exec.Command(program, args...)
	cmd.Dir = dir
	cmd.SysProcAttr = &syscall.SysProcAttr{Credential: &syscall.Credential{Uid: nobody, Gid: nobody}}
	cmd.Env = []string{"HANDOFFD_PASSWORD=x"}
	var errs strings.Builder
	cmd.Stderr = &errs
	if err := cmd.Run(); err == nil || cmd.ProcessState == nil {
		t.Errorf("%q: %v", args, err)
	}
	return errs.String()
}
