package app

import (
	"context"
	"errors"
	"fmt"
	"os"
	"syscall"

	"handoffd/cmd/handoffd/config"
	"handoffd/handoff/store"
)

// lockOf makes sure that one process serves the database of a config.
func lockOf(ctx context.Context, c *config.Config) (unlock func(), err error) {
	if !c.OnServer() {
		return Lock(c.Database)
	}
	name, err := c.OpenName()
	if err != nil {
		return nil, err
	}
	unlock, err = store.ServeAlone(ctx, name)
	if errors.Is(err, store.ErrServed) {
		return nil, fmt.Errorf("another handoffd serves %s already; stop it first", c.Database)
	}
	return unlock, err
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
