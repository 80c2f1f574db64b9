// Package web serves the pages: what waits for somebody, a lead with its history, the board of a team, the review,
// figures, and what its admin looks after; and what the links in mails do. Mail stays the way to work: a page is where
// one looks, and whatever is said there is decided by package desk, on the path of a mail.
//
// It derives nothing: rules are asked of package handoff, words of package view, figures of package report. All
// sentences stand in the folder pages, one file a page beside one handler. No page needs a script, loads anything from
// elsewhere, or shows what a mail to its reader would not.
//
// It refuses to send, to read calendars, and to believe anybody who has not shown that a mailbox of the roster is
// theirs.
package web
