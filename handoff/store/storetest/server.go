package storetest

import (
	"context"
	"errors"
	"fmt"
	"io"
	"os"
	"os/exec"
	"os/user"
	"path/filepath"
	"slices"
	"strconv"
	"strings"
	"sync"
	"syscall"
	"testing"
	"time"

	"github.com/jackc/pgx/v5"
)

// ErrUnavailable is that PostgreSQL is not installed.
var ErrUnavailable = errors.New("PostgreSQL is not installed (Debian: apt-get install postgresql)")

// Server is a running PostgreSQL server. It listens on a socket in a folder of its own, and nowhere else.
type Server struct {
	dir  string
	ctl  io.WriteCloser // a line restarts the server, closing it ends it
	done chan struct{}  // it has ended
}

// fast are settings for tests that prove nothing of durability.
var fast = []string{"fsync=off", "full_page_writes=off"}

var shared = sync.OnceValues(func() (*Server, error) { return Start(fast...) })

// Shared is the server of the test process, without durability. Without PostgreSQL the test is skipped, and says so;
// under CI it fails.
func Shared(t testing.TB) *Server {
	t.Helper()
	return check(t, shared)
}

// Durable starts a server for one test that syncs as one does by default.
func Durable(t testing.TB, settings ...string) *Server {
	t.Helper()
	s := check(t, func() (*Server, error) { return Start(settings...) })
	t.Cleanup(s.Stop)
	return s
}

func check(t testing.TB, start func() (*Server, error)) *Server {
	t.Helper()
	if testing.Short() {
		t.Skip("a PostgreSQL server is not started with -short")
	}
	s, err := start()
	if errors.Is(err, ErrUnavailable) && os.Getenv("CI") != "true" {
		t.Skip(err)
	}
	if err != nil {
		t.Fatal(err)
	}
	return s
}

// script runs the server until its input ends, which it does with the test process at the latest. At each line it has
// the server drop everything at once, as in a crash, and starts it again.
const script = `
"$1/initdb" -D "$2/data" -A trust -U postgres --locale=C -E UTF8 --no-sync >"$2/initdb.log" 2>&1 || exit 1
trap '' INT
run() { exec "$@" >>"$dir/server.log" 2>&1 </dev/null; }
bin=$1 dir=$2; shift 2
run "$bin/postgres" -D "$dir/data" -k "$dir" -c listen_addresses= "$@" & pid=$!
while read -r _; do
	kill -QUIT $pid; wait $pid
	run "$bin/postgres" -D "$dir/data" -k "$dir" -c listen_addresses= "$@" & pid=$!
done
kill -QUIT $pid 2>/dev/null; wait $pid
rm -rf "$dir"`

// Start starts a server with the settings given, each like name=value.
func Start(settings ...string) (*Server, error) {
	bin, err := programs()
	if err != nil {
		return nil, err
	}
	dir, err := os.MkdirTemp("", "handoffd-pg-")
	if err != nil {
		return nil, err
	}
	owner, err := Unprivileged(dir)
	if err != nil {
		return nil, err
	}
	args := []string{"-c", script, "sh", bin, dir}
	for _, s := range append([]string{"max_connections=200", "deadlock_timeout=100ms"}, settings...) {
		args = append(args, "-c", s)
	}
	cmd := exec.Command("sh", args...)
	cmd.Dir = dir
	cmd.SysProcAttr = &syscall.SysProcAttr{Setpgid: true, Credential: owner} // it outlives an interrupt, to clean up
	in, err := cmd.StdinPipe()
	if err != nil {
		return nil, err
	}
	if err := cmd.Start(); err != nil {
		return nil, fmt.Errorf("start PostgreSQL: %w", err)
	}
	s := &Server{dir: dir, ctl: in, done: make(chan struct{})}
	go func() {
		_ = cmd.Wait()
		close(s.done)
	}()
	return s, s.ready()
}

// ready waits until the server takes connections.
func (s *Server) ready() error {
	ctx, cancel := context.WithTimeout(context.Background(), 2*time.Minute)
	defer cancel()
	for {
		c, err := pgx.Connect(ctx, s.URL("postgres"))
		if err == nil {
			return c.Close(ctx)
		}
		select {
		case <-s.done:
			err = errors.New("it has ended")
		case <-ctx.Done():
		case <-time.After(20 * time.Millisecond):
			continue
		}
		var logs []byte
		for _, name := range []string{"initdb.log", "server.log"} {
			log, _ := os.ReadFile(filepath.Join(s.dir, name))
			logs = append(logs, log...)
		}
		s.Stop()
		return fmt.Errorf("start PostgreSQL: %w\n%s", err, logs)
	}
}

// Stop ends the server and removes all that it kept.
func (s *Server) Stop() {
	_ = s.ctl.Close()
	<-s.done
}

// Crash has the server drop everything at once and start again: what is not on the disk is gone.
func (s *Server) Crash(t testing.TB) {
	t.Helper()
	began := s.started(t)
	if _, err := io.WriteString(s.ctl, "crash\n"); err != nil {
		t.Fatal(err)
	}
	for s.started(t) == began { // the old one still answers
		time.Sleep(10 * time.Millisecond)
	}
}

// Awake waits until the server takes connections.
func (s *Server) Awake(t testing.TB) { s.started(t) }

// started is when the server that answers was started.
func (s *Server) started(t testing.TB) (at string) {
	t.Helper()
	var err error
	for range 1000 {
		var c *pgx.Conn
		if c, err = pgx.Connect(context.Background(), s.URL("postgres")); err != nil {
			time.Sleep(10 * time.Millisecond)
			continue
		}
		err = c.QueryRow(context.Background(), "SELECT pg_postmaster_start_time()::text").Scan(&at)
		_ = c.Close(context.Background())
		if err == nil {
			return at
		}
	}
	t.Fatal(err)
	return ""
}

// URL names a database of the server.
func (s *Server) URL(database string) string {
	return "postgres:///" + database + "?user=postgres&host=" + s.dir
}

// Dir is the folder of the server: its socket, log and data.
func (s *Server) Dir() string { return s.dir }

// programs finds the newest installed server.
func programs() (string, error) {
	found, _ := filepath.Glob("/usr/lib/postgresql/*/bin/initdb")
	slices.SortFunc(found, func(a, b string) int { return version(b) - version(a) })
	if len(found) > 0 {
		return filepath.Dir(found[0]), nil
	}
	path, err := exec.LookPath("initdb")
	if err != nil {
		return "", ErrUnavailable
	}
	return filepath.Dir(path), nil
}

func version(path string) int {
	n, _ := strconv.Atoi(strings.Split(path, "/")[4])
	return n
}

// Unprivileged gives a folder to somebody whom PostgreSQL runs as: it refuses to run as root.
func Unprivileged(dir string) (*syscall.Credential, error) {
	if os.Geteuid() != 0 {
		return nil, nil
	}
	u, err := user.Lookup("postgres")
	if err != nil {
		u, err = user.Lookup("nobody")
	}
	if err != nil {
		return nil, err
	}
	uid, _ := strconv.Atoi(u.Uid)
	gid, _ := strconv.Atoi(u.Gid)
	if err := os.Chown(dir, uid, gid); err != nil {
		return nil, err
	}
	return &syscall.Credential{Uid: uint32(uid), Gid: uint32(gid)}, nil
}
