package app

import (
	"fmt"
	"os"
	"syscall"

	"handoffd/cmd/handoffd/config"
)

// lockOf makes sure that one process serves the database file of a config; on a server the store sees to it.
func lockOf(c *config.Config) (unlock func(), err error) {
	if c.OnServer {
		return nil, nil
	}
	return Lock(c.Database)
}

// Lock makes sure that one process serves a database: two would send every mail twice.
func Lock(path string) (unlock func(), err error) {
	f, err := os.OpenFile(path+".lock", os.O_CREATE|os.O_RDWR, 0o600)
	if err != nil {
		return nil, fmt.Errorf("lock the database: %w", err)
	}
	if err := syscall.Flock(int(f.Fd()), syscall.LOCK_EX|syscall.LOCK_NB); err != nil {
		_ = f.Close()
		return nil, fmt.Errorf("another handoffd serves %s already; stop it first", path)
	}
	return func() { _ = f.Close() }, nil
}
