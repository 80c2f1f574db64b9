package store

import (
	"errors"
	"fmt"
	"io/fs"
	"os"
	"path/filepath"
)

// place brings a finished file to the disk and gives it its name, unless something else has got that name meanwhile.
func place(partial, path string) error {
	if err := syncPath(partial, os.O_RDWR); err != nil {
		return err
	}
	err := os.Link(partial, path) // unlike a rename, it never replaces
	switch {
	case err == nil: // the other name is removed by the caller
	case errors.Is(err, fs.ErrExist):
		return ErrExists
	default: // a file system without hard links
		if err := vacant(path); err != nil {
			return err
		}
		if err := os.Rename(partial, path); err != nil {
			return fmt.Errorf("name the file: %w", err)
		}
	}
	return syncPath(filepath.Dir(path), os.O_RDONLY)
}

// syncPath brings a file or the names in a folder to the disk.
func syncPath(path string, flag int) error {
	f, err := os.OpenFile(path, flag, 0)
	if err != nil {
		return fmt.Errorf("sync: %w", err)
	}
	err = f.Sync()
	if closing := f.Close(); err == nil {
		err = closing
	}
	if err != nil {
		return fmt.Errorf("sync %s: %w", path, err)
	}
	return nil
}
