// Package intake says what came in means: a mail, a change in a calendar, the busy times of somebody. What it makes of
// one is data: the verdict with its reason, facts to be decided, a question to be asked, what is to be remembered. See
// Taken.
//
// It writes nothing, asks nobody, draws nothing, and knows no clock. What it must know of handoffs and of earlier mail
// it reads through its Finder. Whose mail is believed, and what is asked where it is not, are rules of package
// handoff; they are put to use here.
package intake
