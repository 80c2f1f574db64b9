package adapter

import "fmt"

// Mend says what to do about an error of a server; "" if nobody can say.
type Mend func(error) string

// said is the error with its mend.
func (m Mend) said(err error) error {
	if err == nil || m == nil {
		return err
	}
	if mend := m(err); mend != "" {
		return fmt.Errorf("%w; %s", err, mend)
	}
	return err
}
