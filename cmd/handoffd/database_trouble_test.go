package main

import (
	"errors"
	"os"
	"path/filepath"
	"strings"
	"syscall"
	"testing"
	"time"

	"handoffd/cmd/handoffd/hosttest"
	"handoffd/handoff/store/storetest"
)

// smallSpace is a place for the tables of a database that has no more room than a few leads need.
func smallSpace(t *testing.T) (dir string) {
	t.Helper()
	dir = t.TempDir()
	if err := syscall.Mount("tmpfs", dir, "tmpfs", 0, "size=32m"); err != nil {
		if os.Getenv("CI") == "true" {
			t.Fatalf("a disk to fill cannot be mounted: %v", err)
		}
		t.Skipf("not tried: a disk to fill cannot be mounted: %v", err)
	}
	t.Cleanup(func() { _ = syscall.Unmount(dir, syscall.MNT_DETACH) })
	if _, err := storetest.Unprivileged(dir); err != nil {
		t.Fatal(err)
	}
	for d := filepath.Dir(dir); len(d) > len(os.TempDir()); d = filepath.Dir(d) { // the server must find its way
		if err := os.Chmod(d, 0o755); err != nil {
			t.Fatal(err)
		}
	}
	return dir
}

// fillUp takes all room that is left, and gives it back when it is called again.
func fillUp(t *testing.T, dir string) (free func()) {
	t.Helper()
	name := filepath.Join(dir, "filler")
	f, err := os.Create(name)
	if err != nil {
		t.Fatal(err)
	}
	for block := make([]byte, 4096); err == nil; {
		_, err = f.Write(block)
	}
	if !errors.Is(err, syscall.ENOSPC) {
		t.Fatal(err)
	}
	_ = f.Close()
	return func() {
		if err := os.Remove(name); err != nil {
			t.Error(err)
		}
	}
}

// TestServeThroughDatabaseTrouble cuts the connections of a service, has its PostgreSQL server crash, and fills the
// disk of the database, while leads flow: each is logged, no lead is lost or stands twice, and the service goes on by
// itself.
func TestServeThroughDatabaseTrouble(t *testing.T) {
	t.Parallel()
	server := storetest.Durable(t)
	dir := smallSpace(t)
	server.Exec(t, "postgres", "CREATE TABLESPACE small LOCATION '"+dir+"'", "CREATE DATABASE served TABLESPACE small")
	s := newStream(t, server.URL("served"))
	defer s.serve()()
	s.awake()
	lost := "the database server cannot be reached"
	for _, trouble := range []struct {
		name, logged string
		again        bool // until it meets a statement: a connection that lies idle is replaced without a word
		begin        func() (end func())
	}{
		{"connections cut", lost, true, func() func() {
			server.Exec(t, "postgres", "SELECT pg_terminate_backend(pid) FROM pg_stat_activity WHERE datname = 'served'")
			return func() {}
		}},
		{"server crashed", lost, false, func() func() { server.Crash(t); return func() {} }},
		{"disk full", "no space left for the database", false, func() func() { return fillUp(t, dir) }},
	} {
		from := len(s.log.String())
		for range 3 {
			s.lead()
		}
		end := trouble.begin()
		hosttest.Until(t, 50*time.Millisecond, trouble.name+" is logged", func() bool {
			s.lead()
			if trouble.again {
				trouble.begin()
			}
			return strings.Contains(s.log.String()[from:], trouble.logged)
		})
		end()
		got := s.settled()
		line := s.log.String()[from:]
		line = line[strings.LastIndexByte(line[:strings.Index(line, trouble.logged)], '\n')+1:]
		line, _, _ = strings.Cut(line, "\n")
		t.Logf("%s: %d leads in all, %+v; logged: %s", trouble.name, s.leads, got, line)
		if got.Handoffs != s.leads || got.Lost != 0 || got.Doubled != 0 || got.Unsent != 0 {
			t.Errorf("%s: %d leads: %+v", trouble.name, s.leads, got)
		}
	}
}
