package render

import (
	"fmt"

	"handoffd/handoff"
	"handoffd/handoff/report"
	"handoffd/handoff/view"
	"handoffd/templates"
)

// Fill writes which next steps a rep's Today asks for; false if that is nothing.
func (r *Renderer) Fill(f report.Fill, c *handoff.Config) (templates.Mail, bool, error) {
	m, tell, err := f.Part(r.wordsTo(f.Reader, c), c, linkTo(c))
	if err != nil {
		return m, tell, fmt.Errorf("%w about next steps: %w", ErrRender, err)
	}
	return m, tell, nil
}

// Review writes what the mail of the week puts to a manager; false if that is nothing.
func (r *Renderer) Review(v report.Review, c *handoff.Config) (templates.Mail, bool, error) {
	m, tell, err := v.Part(r.wordsTo(v.Reader, c), c, linkTo(c))
	if err != nil {
		return m, tell, fmt.Errorf("%w of leads to go through: %w", ErrRender, err)
	}
	return m, tell, nil
}

// Statement writes what somebody is told of their own leads; false if that is nothing.
func (r *Renderer) Statement(s report.Statement, c *handoff.Config) (templates.Mail, bool, error) {
	m, tell, err := s.Part(r.wordsTo(s.Reader, c), c)
	if err != nil {
		return m, tell, fmt.Errorf("%w of somebody's own leads: %w", ErrRender, err)
	}
	return m, tell, nil
}

// wordsTo words parts for one reader.
func (r *Renderer) wordsTo(reader handoff.PersonID, c *handoff.Config) report.Words {
	return report.Words{Set: r.set, Why: func(why handoff.Reason) string {
		return view.WhyTo(r.set.Reasons, c, reader, why)
	}}
}

// linkTo opens mails to the handoff address.
func linkTo(c *handoff.Config) report.Link {
	return func(subject, body string) string { return mailto(c.Address, "", subject, body) }
}
