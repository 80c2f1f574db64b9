package reading

import (
	"sync"

	"handoffd/handoff"
	"handoffd/handoff/view"
	"handoffd/templates"
)

// embedded are the built-in sentences; package templates tests that they load.
var embedded = sync.OnceValue(func() *templates.Reasons {
	set, _ := templates.LoadReasons("")
	return set
})

// said is a question as its reader gets it.
func said(question handoff.Reason) string { return view.Why(embedded(), grammarConfig(), question) }
