package store

import "errors"

// Halved runs f for each of n things and has what was written told. If that is refused, it is undone and done again in
// halves, down to the one that is to blame: what that one wrote is dropped, and alone is told of it. f may be called
// several times for a thing. ahead, if there is any, is called before those from one on up to another: what it locks is
// let go with what is undone.
func (tx *Tx) Halved(n int, ahead func(from, to int) error, f func(i int) error,
	alone func(i int, err error) error) error {
	return tx.halved(0, n, ahead, f, alone)
}

func (tx *Tx) halved(from, to int, ahead func(from, to int) error, f func(i int) error,
	alone func(i int, err error) error) error {
	err := tx.savepoint(&pending{wide: true}, func() error {
		if ahead != nil {
			if err := ahead(from, to); err != nil {
				return err
			}
		}
		for i := from; i < to; i++ {
			if err := f(i); err != nil {
				return err
			}
		}
		return tx.Flush()
	})
	switch {
	case err == nil || tx.lost != nil || !refused(err):
		return err
	case to-from == 1:
		return alone(from, err)
	}
	middle := (from + to) / 2
	if err := tx.halved(from, middle, ahead, f, alone); err != nil {
		return err
	}
	return tx.halved(middle, to, ahead, f, alone)
}

// refused says whether the database does not take what was written, whenever it is written: the disk is not full, and
// nobody was faster.
func refused(err error) bool {
	sentinel, lost := classify(err)
	return errors.Is(err, errUnkept) && sentinel == nil && !lost && !errors.Is(err, ErrChanged)
}
