// Package mail reads one message, says what it is, how far its sender is to be believed, and composes one.
//
// Read turns raw bytes (RFC 5322, MIME) into a Message: its Kind with a sentence that says why, the text the
// sender wrote just now, and the calendar parts as bytes. Authenticate judges the sender by the receiving
// server's own Authentication-Results (RFC 8601); it never looks up DNS. Compose builds outgoing mail.
//
// The package does no IO, knows nothing of handoffs or calendars, and takes all input for hostile: size,
// depth, number of parts and header length are bounded, and what cannot be read is said in Warnings.
package mail
