package handoff

// What becomes of a mail that came in.
const (
	MailTaken    = "taken"    // became a fact
	MailHeld     = "held"     // listed for a person, not obeyed
	MailIgnored  = "ignored"  // says nothing about a handoff
	MailDeferred = "deferred" // is taken when the rate of its sender allows it
	MailFailed   = "failed"   // made the program fail again and again; set aside
)
