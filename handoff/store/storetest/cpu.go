package storetest

import (
	"os"
	"path/filepath"
	"strconv"
	"strings"
	"testing"
	"time"

	"github.com/jackc/pgx/v5"
)

// Measured names an empty durable database for a measurement: a SQLite file, or one of a PostgreSQL server of its own
// that syncs as one does by default. cpu is the processor time that the server has used; 0 for a file, whose is that of
// the process.
func Measured(t testing.TB) (database string, cpu func() time.Duration) {
	t.Helper()
	if !OnPostgres() {
		return Database(t), func() time.Duration { return 0 }
	}
	s := Durable(t)
	s.Exec(t, "postgres", "CREATE DATABASE measured")
	return s.URL("measured"), s.CPU
}

// Known has a PostgreSQL server look at what a database holds now, as it does by itself within a minute of much being
// written; of a file there is nothing to look at.
func Known(t testing.TB, database string) {
	t.Helper()
	if !OnPostgres() {
		return
	}
	c, err := pgx.Connect(t.Context(), database)
	if err != nil {
		t.Fatal(err)
	}
	defer c.Close(t.Context())
	if _, err := c.Exec(t.Context(), "VACUUM ANALYZE"); err != nil {
		t.Fatal(err)
	}
}

// tick is the unit of processor time in /proc.
const tick = 10 * time.Millisecond

// CPU is the processor time that the processes of the server have used, also those that have ended; 0 where /proc does
// not tell.
func (s *Server) CPU() time.Duration {
	pid, err := os.ReadFile(filepath.Join(s.dir, "data", "postmaster.pid"))
	if err != nil {
		return 0
	}
	head, _, _ := strings.Cut(string(pid), "\n")
	stats, _ := filepath.Glob("/proc/[0-9]*/stat")
	total := 0
	for _, name := range stats {
		data, err := os.ReadFile(name)
		if err != nil {
			continue
		}
		own, rest, _ := strings.Cut(string(data), " (")
		_, rest, _ = strings.Cut(rest, ") ")
		f := strings.Fields(rest) // from the state on, which proc(5) counts as the third
		if len(f) < 15 || own != head && f[1] != head {
			continue
		}
		last := 13 // user and system time
		if own == head {
			last = 15 // and those of children that have ended
		}
		for _, n := range f[11:last] {
			ticks, _ := strconv.Atoi(n)
			total += ticks
		}
	}
	return time.Duration(total) * tick
}
