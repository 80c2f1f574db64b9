// Package handoff is the domain: what a handoff is, what may happen to it, and what follows. It is pure: standard
// library, package calendar and the packages handoff/text and handoff/dates only; no IO, no clock, no chance.
// Everything it knows comes in as data, everything it wants comes out as data.
//
//	mail, calendar answer, deadline, command ──► Fact ──► Needs ──► (desk looks up) ────► Decide ──► Decision
//	                                                                                                   │
//	       ┌───────────────────────────────────────────────────────────────────────────────────────────┘
//	       ├─ Handoff   the changed state, with exactly one owner and a due time until it is finished
//	       ├─ Actions   mails and events to send, as data; Wanted asks once more before each is sent
//	       └─ Ledger    what the rotation owes to whom
//
//	Draft ─complete─► Offered ─reply and accept─► Accepted ─end+30min─► Past ─held─► Held ─opportunity─► Converted
//	  ▲                │  ▲ │                        │                   │             │
//	  │                │  │ └─ window closed,        └─ moved, withdrew ─► Offered     ├─ nurture ─► Nurture ─► Draft
//	  │                │  │    nobody left ─► Escalated ─ assign, keep, take ─► Offered│
//	  └── new time ────┴──┴─ Returned ◄── rejected with criteria, not reached, prospect out
//
// Where to look:
//
//	decide.go, turn.go           one decision from begin to end
//	fact_*.go, cmd_*.go          one fact or command each: its fields and its apply, which switches on the state and
//	                             calls verbs
//	offer.go finish_turn.go escalate.go giveback.go move.go outcome.go    the verbs
//	due.go                       who moves next and when: the only place that sets it
//	when.go today.go quiet.go    when a mail may go: at once, in somebody's Today, or not before they work again
//	brief_mail.go                how the rep gets the brief: with the invitation, or by itself
//	wanted.go needs.go           asked before sending, and before deciding; what a fact may say of itself is listed in
//	                             needs.go
//	address.go                   whose an address is; trial.go who may get mail at all
//	service.go                   mails of the service itself, about no handoff
//	mail_id.go addressing.go tag.go    how our mails are named, and the tokens in our addresses
//	event.go credit.go unlisted.go deny.go    one event a side, whose answer to it counts, and what is asked about
//	                             those that do not
//	token.go confirm.go          whose mail is believed, what is asked of people when it is not
//	commands.go                  what can be said when; package reading knows the words for it
//	action.go detail.go          what is done outside, and what a mail needs to know beside the handoff
//	words.go prose.go meant.go    sentences of a brief and what they seem to say; what was offered back
//	forecast.go parts.go open.go    what follows and when, who decides, what is open: asked by mails, commands and store
//	nurture.go cmd_chore.go cmd_words_for.go listen.go    leads that sleep, and what people ask of each other
//	route.go rule.go cover.go clock.go days_off.go window.go steps.go ledger.go policy.go team.go brief.go
//	outage.go                    rules
//	record.go config_form.go     what is kept for a later replay: rules version, sum of a decided handoff, configs of
//	                             earlier schemas
//	shape.go shape_read.go       the JSON of what is kept, as encoding/json writes and reads it, without its garbage
//
// testdata/transitions.md is generated from the code: every state and every fact, with what follows.
package handoff
