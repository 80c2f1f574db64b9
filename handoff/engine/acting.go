package engine

import "handoffd/mail"

// acting is the message as it may act: no command, consent or brief is taken from a text that had to be guessed, since it
// may be what somebody else wrote. People still get to see it.
func acting(m *mail.Message) *mail.Message {
	if !m.Guessed {
		return m
	}
	silent := *m
	silent.Text = ""
	return &silent
}
