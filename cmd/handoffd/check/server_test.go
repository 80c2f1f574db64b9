package check

import (
	"context"
	"fmt"
	"os"
	"os/exec"
	"path/filepath"
	"strings"
	"syscall"
	"testing"
	"time"

	"handoffd/cmd/handoffd/config"
	"handoffd/handoff/store"
	"handoffd/handoff/store/storetest"
)

// texts are findings as lines.
func texts(all []Finding) string {
	var out []string
	for _, f := range all {
		out = append(out, fmt.Sprintf("%v %s: %s (%s)", f.OK, f.Check, f.Text, f.Mend))
	}
	return strings.Join(out, "\n")
}

// TestServer tries a real PostgreSQL server, as it is and with each thing that can be wrong with it.
func TestServer(t *testing.T) {
	server := storetest.Durable(t)
	server.Exec(t, "postgres", "CREATE DATABASE fresh", "CREATE DATABASE used", "CREATE DATABASE newer",
		"CREATE DATABASE closed", "CREATE ROLE guest LOGIN", "CREATE DATABASE theirs")
	server.Exec(t, "theirs", "CREATE TABLE theirs (a int)")
	for _, name := range []string{"used", "newer"} {
		s, err := store.Open(t.Context(), server.URL(name))
		if err != nil {
			t.Fatal(err)
		}
		if err := s.Close(); err != nil {
			t.Fatal(err)
		}
	}
	server.Exec(t, "newer", "INSERT INTO goose_db_version (version_id, is_applied) VALUES (9999, true)")
	as := func(user, database string) string {
		return strings.Replace(server.URL(database), "user=postgres", "user="+user, 1)
	}
	for name, tt := range map[string]struct{ url, want string }{
		"no schema yet":     {server.URL("fresh"), "database: postgres:///fresh"},
		"in use":            {server.URL("used"), "durability: a commit is on the disk"},
		"newer":             {server.URL("newer"), "schema 9999, this handoffd knows up to"},
		"no tables":         {as("guest", "closed"), "no tables can be made"},
		"not to be written": {as("guest", "used"), "cannot be written"},
		"no such database":  {server.URL("none"), "createdb --owner"},
		"no such user": {as("nobody", "used"), "see that nobody may log in from here (pg_hba.conf), and its password: " +
			"write it into a file and name that with password_file in [database], or a variable with password_env"},
		"nothing in it":   {server.URL("fresh"), "no database of handoffd yet"},
		"another program": {server.URL("theirs"), "it is not a database of handoffd, and has tables of others (give"},
	} {
		t.Run(name, func(t *testing.T) {
			if got := texts(tryServer(t.Context(), &config.Config{Database: tt.url})); !strings.Contains(got, tt.want) {
				t.Errorf("got %s\nwant %s", got, tt.want)
			}
		})
	}
	t.Run("commits that may be lost", func(t *testing.T) {
		server.Exec(t, "postgres", "ALTER DATABASE used SET synchronous_commit = off")
		got := texts(tryServer(t.Context(), &config.Config{Database: server.URL("used")}))
		if !strings.Contains(got, "with synchronous_commit = off a power failure loses") {
			t.Error(got)
		}
	})
	t.Run("pooler", func(t *testing.T) {
		for mode, want := range map[string]string{"transaction": "behind a pooler", "session": "PostgreSQL 1"} {
			url := behindPooler(t, server, mode)
			if got := texts(tryServer(t.Context(), &config.Config{Database: url})); !strings.Contains(got, want) {
				t.Errorf("%s pooling: %s", mode, got)
			}
		}
	})
}

// TestServerFaults are those that no server here has.
func TestServerFaults(t *testing.T) {
	good := store.Server{Version: 150018, Schema: store.Schema, Write: true}
	if f := serverFault(good, &config.Config{}); f != nil {
		t.Fatalf("a good server: %+v", f)
	}
	old, standby := good, good
	old.Version, standby.Standby = 140009, true
	for want, s := range map[string]store.Server{"use PostgreSQL 15 or newer": old, "name the primary": standby} {
		if f := serverFault(s, &config.Config{}); f == nil || !strings.Contains(f.Mend, want) {
			t.Errorf("%+v, want %s", f, want)
		}
	}
}

// behindPooler is the URL of a database behind a PgBouncer in front of the server.
func behindPooler(t *testing.T, server *storetest.Server, mode string) string {
	t.Helper()
	if _, err := exec.LookPath("pgbouncer"); err != nil {
		if os.Getenv("CI") == "true" {
			t.Fatal(err)
		}
		t.Skip("PgBouncer is not installed (Debian: apt-get install pgbouncer)")
	}
	dir, err := os.MkdirTemp("", "handoffd-pooler-")
	if err != nil {
		t.Fatal(err)
	}
	t.Cleanup(func() { _ = os.RemoveAll(dir) })
	file := filepath.Join(dir, "pgbouncer.ini")
	text := "[databases]\n* = host=" + server.Dir() + " user=postgres\n[pgbouncer]\nlisten_port = 6432\nlisten_addr =\n" +
		"unix_socket_dir = " + dir + "\nauth_type = any\npool_mode = " + mode + "\n"
	if err := os.WriteFile(file, []byte(text), 0o644); err != nil {
		t.Fatal(err)
	}
	cmd := exec.Command("pgbouncer", file)
	owner, err := storetest.Unprivileged(dir)
	if err != nil {
		t.Fatal(err)
	}
	cmd.SysProcAttr = &syscall.SysProcAttr{Setpgid: true, Credential: owner}
	log, err := os.Create(filepath.Join(dir, "log"))
	if err != nil {
		t.Fatal(err)
	}
	cmd.Stdout, cmd.Stderr = log, log
	if err := cmd.Start(); err != nil {
		t.Fatal(err)
	}
	t.Cleanup(func() {
		_ = cmd.Process.Kill()
		_ = cmd.Wait()
		_ = log.Close()
	})
	url := "postgres:///used?user=postgres&port=6432&host=" + dir
	ctx, cancel := context.WithTimeout(t.Context(), time.Minute)
	defer cancel()
	for {
		_, err := store.Examine(ctx, url)
		if err == nil {
			return url
		}
		select {
		case <-ctx.Done():
			said, _ := os.ReadFile(log.Name())
			t.Fatalf("PgBouncer: %v\n%s", err, said)
		case <-time.After(50 * time.Millisecond):
		}
	}
}
