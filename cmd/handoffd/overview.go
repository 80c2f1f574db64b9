package main

// firstDay is what handoffd alone says.
const firstDay = `handoffd makes the handoff from lead qualifier to sales rep accountable.

The first day:
  handoffd demo     plays the whole job; needs no account and no config
  handoffd init     asks a few questions and writes config.toml
  handoffd check    tries everything that serving needs, and says how to mend it
  handoffd serve    serves the handoff address until it is stopped
  handoffd list     shows the handoffs, and what is next

"handoffd help" lists all commands and the pages of the manual.
`
