package main

import (
	"errors"
	"fmt"
	"io/fs"
	"os"
	"syscall"

	"handoffd/cmd/handoffd/config"
)

// fileTrouble says of a file that a command line names what is wrong with it and what to do. It was wanted as what,
// which ends "name …"; nil stays nil.
func fileTrouble(doing, path, what string, err error) error {
	about, statErr := os.Stat(path)
	folder := statErr == nil && about.IsDir()
	mend := config.AccessMend(path, err)
	switch {
	case err == nil:
		return nil
	case errors.Is(err, fs.ErrExist):
		return troubled(err, "%s: %s is there already, and nothing is written over; name another file, or remove it", doing,
			path)
	case folder || errors.Is(err, syscall.EISDIR):
		return troubled(err, "%s: %s is a folder; name %s", doing, path, what)
	case mend != "":
		return troubled(err, "%s: %s: %s", doing, path, mend)
	case errors.Is(err, fs.ErrNotExist):
		return troubled(err, "%s: there is no file %s; name %s", doing, path, what)
	}
	return fmt.Errorf("%s: %w", doing, err)
}

// folderTrouble says why a folder, or something in it, cannot be made, and what to do.
func folderTrouble(doing, path string, err error) error {
	mend := config.AccessMend(path, err)
	switch {
	case errors.Is(err, syscall.ENOTDIR):
		return troubled(err, "%s: %s: there is a file where a folder is wanted; name another", doing, path)
	case mend != "":
		return troubled(err, "%s: %s: %s", doing, path, mend)
	}
	return fmt.Errorf("%s: %w; name another folder", doing, err)
}

// fileError says in our words what the system said.
type fileError struct {
	words string
	error
}

func (e fileError) Error() string { return e.words }
func (e fileError) Unwrap() error { return e.error }

func troubled(err error, format string, args ...any) error {
	return fileError{fmt.Sprintf(format, args...), err}
}
