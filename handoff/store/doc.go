// Package store keeps handoffs, facts, mails and the outbox in one database: a SQLite file, or a PostgreSQL database.
//
// Everything that belongs together is written in one transaction: one goroutine writes, over one
// connection, and joins transactions that wait at the same time into one commit; readers have read-only connections
// and see a snapshot. A commit is on the disk when Update returns.
//
// What decisions write is buffered and told the database in sets: when something is read that the transaction does not
// know, when much has come together, and at the end; see pending.go. On PostgreSQL that is one round trip with a
// statement for each table, on SQLite prepared statements, beside the decisions. What a batch of decisions looks up is
// read, and locked, before the first one. If a set is refused, Halved finds the decision that is to blame.
//
// The package decides nothing: it takes and gives the values of package handoff, and answers the look-ups that a
// decision needs. Facts are append-only and form a hash chain per handoff; what they say about people lies apart and
// can be erased without breaking it.
//
// Several processes may write to a PostgreSQL database. Save compares the version that was read; locks.go says what is
// locked, and in which order. A mail to send is claimed by one run of a process until its lease ends, and every mark
// names the claim. One of them serves: the lock is that of its writing connection, see OpenAlone. Its clock is that of
// the database server, see Now.
//
// What a replay needs is kept with them: the config by its hash, with the schema it was written in; what was looked
// up; the version of the rules; a number that puts the facts of all handoffs into the order in which they were
// decided; and the sum of the handoff that was decided, so that other rules are seen by the first handoff they decide
// in another way. Rows from before say that they do not know.
//
// A transaction, Tx, is split by trade: Record, People, Queue, Mailbook, Tokens, Sources, Bookings, Vault, Figures.
// What goes across them is Tx's own: LookUp and Keep, which a decision begins and ends with, Savepoint and
// AfterCommit. Nobody is handed a Tx but the function that Update or View runs; others ask for the few methods they
// need, by an interface of their own.
//
// Statements are written once, with $1, $2 … as PostgreSQL takes them, and rewritten for SQLite when they are prepared.
// What the two databases differ in is a dialect, and a folder of migrations, which go on in step.
package store
