package engine

import (
	"context"

	"handoffd/handoff"
	"handoffd/mail"
)

// Reload puts another config in force, and whose verdict on senders is believed.
func (e *Engine) Reload(ctx context.Context, c *handoff.Config, trust mail.Trust) error {
	if err := e.desk.Reload(ctx, c); err != nil {
		return err
	}
	reading := e.desk.Intake()
	reading.Trust = trust
	e.desk.SetIntake(reading)
	e.kick()
	return nil
}
