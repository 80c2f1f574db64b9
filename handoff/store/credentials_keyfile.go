package store

import (
	"errors"
	"fmt"
	"io"
	"io/fs"
	"os"
	"path/filepath"
	"syscall"
)

// maxKeyFile bounds a key file, in bytes.
const maxKeyFile = 64 << 10

// ReadKeyring reads a key file. One that others can read is refused with ErrKeyOpen, one that is not there gives
// ErrNoKeys.
func ReadKeyring(path string) (*Keyring, error) {
	f, err := os.OpenFile(path, os.O_RDONLY|syscall.O_NONBLOCK, 0) // a pipe must not keep us waiting
	if errors.Is(err, fs.ErrNotExist) {
		return nil, fmt.Errorf("read the keys in %s: %w: restore it from its backup, or authorize anew", path, ErrNoKeys)
	}
	if err != nil {
		return nil, fmt.Errorf("read the keys: %w", err)
	}
	defer f.Close()
	st, err := f.Stat()
	switch {
	case err != nil:
		return nil, fmt.Errorf("read the keys: %w", err)
	case !st.Mode().IsRegular():
		return nil, fmt.Errorf("read the keys: %s is not a file", path)
	case st.Mode().Perm()&0o077 != 0:
		return nil, fmt.Errorf("read the keys: %w (mode %04o): run `chmod 600 %s`", ErrKeyOpen, st.Mode().Perm(), path)
	case st.Size() > maxKeyFile:
		return nil, fmt.Errorf("read the keys: %s is larger than a key file", path)
	}
	data, err := io.ReadAll(io.LimitReader(f, maxKeyFile))
	if err != nil {
		return nil, fmt.Errorf("read the keys: %w", err)
	}
	defer clear(data)
	ring, err := parseKeys(data)
	if err != nil {
		return nil, fmt.Errorf("read the keys in %s: %w", path, err)
	}
	return ring, nil
}

// MakeKeyring reads a key file and makes it, with one key, if there is none.
func MakeKeyring(path string) (*Keyring, error) {
	ring, err := ReadKeyring(path)
	if !errors.Is(err, ErrNoKeys) {
		return ring, err
	}
	err = writeKeys(path, &Keyring{keys: []key{randomKey()}}, os.Link)
	if err != nil && !errors.Is(err, fs.ErrExist) { // another process was faster
		return nil, err
	}
	return ReadKeyring(path)
}

// RotateKeyring puts a new key above those of a file. What was sealed before still opens; see Tx.ResealCredentials.
func RotateKeyring(path string) (*Keyring, error) {
	if real, err := filepath.EvalSymlinks(path); err == nil { // a link is to stay one
		path = real
	}
	unlock, err := lockFolder(filepath.Dir(path))
	if err != nil {
		return nil, fmt.Errorf("rotate the keys in %s: %w", path, err)
	}
	defer unlock()
	old, err := ReadKeyring(path)
	if err != nil {
		return nil, err
	}
	ring := &Keyring{keys: append([]key{randomKey()}, old.keys...)}
	if _, err := parseKeys(ring.text()); err != nil { // what could not be read again is not written
		return nil, fmt.Errorf("rotate the keys in %s: %w", path, err)
	}
	if err := writeKeys(path, ring, os.Rename); err != nil {
		return nil, err
	}
	return ReadKeyring(path)
}

// lockFolder keeps two rotations apart: each would write a file without the other's key.
func lockFolder(dir string) (unlock func(), err error) {
	d, err := os.Open(dir)
	if err != nil {
		return nil, err
	}
	if err := syscall.Flock(int(d.Fd()), syscall.LOCK_EX|syscall.LOCK_NB); err != nil {
		d.Close()
		return nil, errors.New("another process changes them; try again when it is done")
	}
	return func() { d.Close() }, nil
}

// writeKeys puts a whole key file in place at once, by link or rename, and makes sure that it is on the disk.
func writeKeys(path string, ring *Keyring, place func(from, to string) error) error {
	fail := func(err error) error { return fmt.Errorf("write the keys to %s: %w", path, err) }
	f, err := os.CreateTemp(filepath.Dir(path), ".keys-") // mode 0600
	if err != nil {
		return fail(err)
	}
	defer os.Remove(f.Name())
	_, err = f.Write(ring.text())
	if err == nil {
		err = f.Sync()
	}
	if err = errors.Join(err, f.Close()); err != nil {
		return fail(err)
	}
	if err := place(f.Name(), path); err != nil {
		return fail(err)
	}
	d, err := os.Open(filepath.Dir(path))
	if err != nil {
		return fail(err)
	}
	defer d.Close()
	if err := d.Sync(); err != nil {
		return fail(err)
	}
	return nil
}
