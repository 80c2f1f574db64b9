package config

import (
	"errors"
	"fmt"
	"io/fs"
	"os"
	"os/user"
	"path/filepath"
	"strconv"
	"syscall"

	"golang.org/x/sys/unix"
)

// AccessMend says what to do about a file, or one that was to be made there, with which the system has refused to work;
// "" if the error is another one.
func AccessMend(path string, err error) string {
	folder := filepath.Dir(path)
	switch {
	case errors.Is(err, syscall.EROFS), errors.Is(err, fs.ErrPermission) && mountedReadOnly(folder):
		return fmt.Sprintf("the disk of %s is mounted read-only: name a folder that can be written", folder)
	case errors.Is(err, fs.ErrNotExist):
		if _, err := os.Stat(folder); errors.Is(err, fs.ErrNotExist) {
			return fmt.Sprintf("there is no folder %s: make it, writable for the user that runs handoffd", folder)
		}
		return ""
	case !errors.Is(err, fs.ErrPermission):
		return ""
	}
	what := path
	if unix.Access(path, unix.R_OK|unix.W_OK) == nil || !exists(path) {
		what = folder
		for !exists(what) && what != filepath.Dir(what) {
			what = filepath.Dir(what)
		}
	}
	return ownerMend(what)
}

func mountedReadOnly(folder string) bool {
	var s unix.Statfs_t
	return unix.Statfs(folder, &s) == nil && s.Flags&unix.ST_RDONLY != 0
}

func exists(path string) bool {
	_, err := os.Lstat(path)
	return err == nil
}

// ownerMend says whose a file or folder is, and who asks.
func ownerMend(path string) string {
	st, err := os.Stat(path)
	if err != nil { // it stands in a folder that may not be looked into
		return ownerMend(filepath.Dir(path))
	}
	if whole, err := filepath.Abs(path); err == nil && path == "." {
		path = whole
	}
	owner, ok := st.Sys().(*syscall.Stat_t)
	if !ok {
		return ""
	}
	me := userName(uint32(os.Geteuid()))
	if int(owner.Uid) == os.Geteuid() {
		return fmt.Sprintf("%s is yours, but closed to you: chmod u+rwX %s", path, path)
	}
	theirs := userName(owner.Uid)
	return fmt.Sprintf("%s belongs to %s, and you are %s: run it as %s (sudo -u %s handoffd …), or give %s to %s (chown)",
		path, theirs, me, theirs, theirs, path, me)
}

func userName(id uint32) string {
	number := strconv.FormatUint(uint64(id), 10)
	if u, err := user.LookupId(number); err == nil {
		return u.Username
	}
	return "user " + number
}
