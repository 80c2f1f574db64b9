// Package store keeps handoffs, facts, mails and the outbox in one SQLite database.
//
// Everything that belongs together is written in one transaction (DESIGN.md §3): one goroutine writes, over one
// connection, and joins transactions that wait at the same time into one commit; readers have read-only connections
// and see a snapshot. A commit is on the disk when Update returns.
//
// The package decides nothing: it takes and gives the values of package handoff, and answers the look-ups that a
// decision needs. Facts are append-only and form a hash chain per handoff; what they say about people lies apart and
// can be erased without breaking it.
//
// Statements are written once, with $1, $2 … as PostgreSQL takes them, and rewritten for SQLite when they are prepared.
package store
