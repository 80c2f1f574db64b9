package view

import (
	"handoffd/handoff"
	"handoffd/templates"
)

// Service is what the words of a mail of the service can print.
func Service(set *templates.Reasons, c *handoff.Config, d handoff.ServiceDetail) templates.Service {
	v := templates.Service{Because: because(set, c, "", d.Says.Args)}
	for _, line := range d.Lines {
		v.Lines = append(v.Lines, Why(set, c, line))
	}
	return v
}
