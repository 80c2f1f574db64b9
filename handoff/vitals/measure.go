package vitals

import (
	"context"
	"errors"
	"io/fs"
	"os"
	"path/filepath"
	"time"

	"golang.org/x/sys/unix"

	"handoffd/handoff"
	"handoffd/handoff/store"
)

// Measure says how the service is now.
func (w *Watch) Measure(ctx context.Context) (handoff.Vitals, error) {
	now, c := w.Now(), w.Config()
	v := handoff.Vitals{Zone: c.Person(c.Admin).Zone, Outbox: &handoff.VitalOutbox{}}
	if w.Until != nil {
		v.Outbox.Until = w.Until()
	}
	down := map[handoff.Source]bool{}
	err := w.Store.View(ctx, func(tx *store.Tx) error {
		open, err := tx.OpenOutages()
		for _, o := range open {
			down[o.Source], v.Down = true, true
		}
		if err == nil {
			_, v.Outbox.Ready, v.Outbox.Oldest, err = tx.Backlog(now)
		}
		if err == nil {
			v.Outbox.Sent, v.Came, err = tx.LastMoves()
		}
		if err == nil {
			v.Held, err = w.measureHeld(tx, now, c.Held.Bytes())
		}
		return err
	})
	if err != nil {
		return v, err
	}
	for _, r := range w.reads {
		v.Reads = append(v.Reads, handoff.VitalRead{Source: r.Source, Last: r.Last(), Down: down[r.Source]})
		if r.Source.Kind == handoff.SourceMailbox {
			v.Clocks = append(v.Clocks, r.clock(now))
		}
	}
	for _, d := range w.diaries {
		v.Diaries = append(v.Diaries, d.vital())
	}
	if ahead, two := w.Store.Ahead(); two {
		v.Clocks = append(v.Clocks, handoff.VitalClock{Name: databaseClock, Tried: true, Ahead: ahead})
	}
	if w.Logins != nil {
		v.Logins = w.Logins()
	}
	w.measureDisk(&v)
	w.measureBackup(&v)
	return v, nil
}

// databaseClock names the clock of the database server.
const databaseClock = "PostgreSQL"

// measuring counts held mails.
type measuring interface {
	HeldSince(from, before time.Time) (int, error)
	HeldBytes() (int64, error)
}

func (w *Watch) measureHeld(tx measuring, now time.Time, limit int64) (*handoff.VitalHeld, error) {
	w.mu.Lock()
	defer w.mu.Unlock()
	day := now.Add(-24 * time.Hour)
	held, err := w.held, error(nil)
	held.Limit = limit
	if held.Day, err = tx.HeldSince(day, time.Time{}); err != nil {
		return nil, err
	}
	if now.Before(w.seen.Add(heldEvery)) && !now.Before(w.seen) {
		return &held, nil
	}
	var err1, err2 error
	held.Week, err1 = tx.HeldSince(day.AddDate(0, 0, -7), day)
	held.Bytes, err2 = tx.HeldBytes()
	if err = errors.Join(err1, err2); err == nil {
		w.held, w.seen = held, now
	}
	return &held, err
}

// measureDisk leaves out what cannot be told.
func (w *Watch) measureDisk(v *handoff.Vitals) {
	if w.Folder == "" {
		return
	}
	free, size, err := w.Space(w.Folder)
	if err != nil {
		w.Log.Warn("it cannot be told how full the disk is", "folder", w.Folder, "error", err)
		return
	}
	v.Disk = &handoff.VitalDisk{Folder: w.Folder, Free: free, Size: size}
}

// space is what is left on the disk of a folder for a process without rights of its own, and how large it is.
func space(folder string) (free, size int64, err error) {
	var st unix.Statfs_t
	if err := unix.Statfs(folder, &st); err != nil {
		return 0, 0, err
	}
	block := int64(st.Bsize) //nolint:unconvert // the type differs between systems
	return int64(st.Bavail) * block, int64(st.Blocks) * block, nil
}

func (w *Watch) measureBackup(v *handoff.Vitals) {
	if w.Backup == "" {
		return
	}
	newest, err := newestFile(w.Backup)
	if err != nil && !errors.Is(err, fs.ErrNotExist) {
		w.Log.Warn("it cannot be told how old the newest backup is", "backup", w.Backup, "error", err)
		return
	}
	v.Backup = &handoff.VitalBackup{Place: w.Backup, Newest: newest, Most: w.Most}
}

// newestFile is when a file, or the newest file of a folder, was written; zero if there is none.
func newestFile(path string) (newest time.Time, err error) {
	st, err := os.Stat(path)
	if err != nil || !st.IsDir() {
		if err == nil {
			newest = st.ModTime()
		}
		return newest, err
	}
	files, err := os.ReadDir(path)
	for _, f := range files {
		st, err := os.Stat(filepath.Join(path, f.Name()))
		if err == nil && st.Mode().IsRegular() && st.ModTime().After(newest) {
			newest = st.ModTime()
		}
	}
	return newest, err
}
