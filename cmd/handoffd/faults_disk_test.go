package main

import (
	"bufio"
	"bytes"
	"database/sql"
	"errors"
	"fmt"
	"os"
	"os/exec"
	"path/filepath"
	"sync"
	"syscall"
	"testing"
	"time"

	"handoffd/handoff"
)

// diskFaults are what happens to the database.
func diskFaults() []fault {
	return []fault{
		{name: "database locked by another process", play: lockedDatabase},
		{name: "database locked when a mail has just gone out", play: lockedAfterHandover},
		{name: "disk full", play: fullDisk, options: rigOptions{disk: smallDisk}},
	}
}

// lockEnv names the database that a child of this test is to lock.
const lockEnv = "HANDOFFD_FAULTS_LOCK"

// TestFaultsLocker is the other process: it holds the write lock until its input ends.
func TestFaultsLocker(t *testing.T) {
	path := os.Getenv(lockEnv)
	if path == "" {
		t.Skip("runs as the child of another test")
	}
	db, err := sql.Open("sqlite3", "file:"+path+"?_txlock=exclusive")
	if err != nil {
		t.Fatal(err)
	}
	defer db.Close()
	tx, err := db.Begin()
	if err != nil {
		t.Fatal(err)
	}
	fmt.Println("locked")
	_, _ = bufio.NewReader(os.Stdin).ReadByte()
	_ = tx.Rollback()
}

// lock has another process lock the database; unlock ends that.
func (s *rig) lock() (unlock func() error, err error) {
	cmd := exec.Command(os.Args[0], "-test.run=^TestFaultsLocker$", "-test.v")
	cmd.Env = append(os.Environ(), lockEnv+"="+s.database)
	in, inErr := cmd.StdinPipe()
	out, outErr := cmd.StdoutPipe()
	if err := errors.Join(inErr, outErr, cmd.Start()); err != nil {
		return nil, err
	}
	lines := bufio.NewScanner(out)
	for lines.Scan() && lines.Text() != "locked" {
	}
	return func() error {
		err := in.Close()
		for lines.Scan() {
		}
		return errors.Join(err, cmd.Wait())
	}, nil
}

func lockedDatabase(s *rig) (string, string) {
	s.live()
	unlock, err := s.lock()
	s.must(err)
	began := time.Now()
	s.answers("rita")
	said := s.complained("take mail from", "locked")
	if h := s.handoff(); h.State != handoff.Offered {
		s.Errorf("written in spite of the lock: %s", h.State)
	}
	took := time.Since(began)
	s.must(unlock())
	return fmt.Sprintf("waited %.1f s for the lock, then tried again; %s", took.Seconds(), s.accepted("rita", 1)), said
}

// lockedAfterHandover locks the database when the mail server has taken a mail and the service is about to write that
// down.
func lockedAfterHandover(s *rig) (string, string) {
	locked := make(chan func() error, 1)
	var once sync.Once
	s.smtp.set(func(w *wire) {
		w.down = func(line []byte) ([]byte, bool) {
			if bytes.Contains(line, []byte("queued")) {
				once.Do(func() {
					unlock, err := s.lock()
					if err != nil {
						unlock = func() error { return err }
					}
					locked <- unlock
				})
			}
			return line, false
		}
	})
	s.brief()
	unlock := <-locked
	said := s.complained("mark mails as sent", "locked")
	s.must(unlock())
	s.offered("rita")
	s.answers("rita")
	return "written down later, sent once; " + s.accepted("rita", 1), said
}

// smallDisk is a disk of a few megabytes for the database alone.
func smallDisk(s *rig) string {
	dir := s.TempDir()
	if err := syscall.Mount("tmpfs", dir, "tmpfs", 0, "size=8m"); err != nil {
		if os.Getenv("CI") != "" {
			s.Fatalf("a disk to fill cannot be mounted: %v", err)
		}
		s.Skipf("not tried: a disk to fill cannot be mounted: %v", err)
	}
	s.Cleanup(func() { _ = syscall.Unmount(dir, 0) })
	return dir
}

// fullDisk fills the disk of the database for an hour.
func fullDisk(s *rig) (string, string) {
	dir := filepath.Dir(s.database)
	s.live()
	filler := filepath.Join(dir, "filler")
	f, err := os.Create(filler)
	s.must(err)
	for block := make([]byte, 4096); err == nil; {
		_, err = f.Write(block)
	}
	if !errors.Is(err, syscall.ENOSPC) {
		s.Fatal(err)
	}
	s.must(f.Close())
	s.answers("rita")
	said := s.complained("full")
	s.pass(time.Hour)
	if h := s.handoff(); h.State == handoff.Accepted {
		s.Error("the disk was not full")
	}
	s.must(os.Remove(filler))
	return "goes on when there is room; " + s.accepted("rita", 1), said
}
