package view

import (
	"handoffd/handoff"
	"handoffd/templates"
)

// Service is what the words of a mail of the service can print. One for the eyes of its reader alone says "you".
func Service(set *templates.Reasons, c *handoff.Config, d handoff.ServiceDetail,
	reader handoff.PersonID) templates.Service {
	if d.Personal != handoff.Yes {
		reader = ""
	}
	v := templates.Service{Because: ear{set: set, c: c, reader: reader}.because(d.Says.Args)}
	for _, line := range d.Lines {
		v.Lines = append(v.Lines, WhyTo(set, c, reader, line))
	}
	return v
}
