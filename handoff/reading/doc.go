// Package reading turns words into facts of the domain: briefs in lines and in sentences, plain replies as commands in
// eight languages, answers about a time, a bare yes or no, and the recipients of people that a mail went to.
//
// It guesses nothing. What cannot be read, or reads in two ways, becomes a question; what comes near a command is
// offered back, and only a plain yes gives it; what sentences seem to say is only proposed. It decides nothing either:
// whether the sender may say a thing, and what follows from it, is for package handoff.
//
//	grammar*.go                    one command a mail, several, and each command's arguments; the table of phrases
//	near.go meant.go refusal.go    words that come near a command, what was offered back, ways to say no
//	brief*.go prose*.go words.go   briefs: lines "Key: value", and sentences
//	by_id.go recipients.go         leads named by their id; who is who among the people of a mail
//	consent*.go stop_words.go      is it yours, and write to me no more
package reading
