package main

import (
	"errors"
	"fmt"
	"io"
	"io/fs"
	"os"
	"sync"
	"syscall"
)

// output is the standard output of a command, and remembers that it could not be written: most of what a command prints
// nobody looks after, and half an answer must not look like a whole one.
type output struct {
	io.Writer
	mu     sync.Mutex
	failed error
}

// Write writes nothing more once something could not be written: what would follow has a gap.
func (o *output) Write(b []byte) (int, error) {
	o.mu.Lock()
	defer o.mu.Unlock()
	if o.failed != nil {
		return 0, o.failed
	}
	n, err := o.Writer.Write(b)
	o.failed = err
	return n, err
}

// end is how a command ended that ended with err: one whose output was not written has failed, but for a reader who has
// seen enough.
func (o *output) end(err error) error {
	o.mu.Lock()
	defer o.mu.Unlock()
	if o.failed == nil {
		return err
	}
	if err != nil && !errors.Is(err, o.failed) && !errors.Is(err, errSilent) {
		return err
	}
	if errors.Is(o.failed, syscall.EPIPE) || errors.Is(o.failed, io.ErrClosedPipe) {
		return nil
	}
	why := o.failed
	if path, ok := errors.AsType[*fs.PathError](why); ok {
		why = path.Err
	}
	return fmt.Errorf("the output cannot be written: %w", why)
}

// fileOf is the file behind a writer; nil if there is none.
func fileOf(w io.Writer) *os.File {
	if o, ok := w.(*output); ok {
		w = o.Writer
	}
	f, _ := w.(*os.File)
	return f
}
