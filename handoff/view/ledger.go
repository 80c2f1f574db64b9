package view

import (
	"strconv"
	"strings"
	"time"

	"handoffd/handoff"
	"handoffd/templates"
)

// LedgerEntry is one entry of the ledger of the rotation.
type LedgerEntry struct {
	Rep     handoff.PersonID  `json:"rep"`
	At      string            `json:"at"`
	Handoff handoff.ID        `json:"handoff,omitempty"`
	Kind    handoff.EntryKind `json:"kind"`
	Turns   float64           `json:"turns"`
	Says    string            `json:"says"`
}

// EntryOf is an entry as a sentence, with its time in the zone.
func EntryOf(e handoff.Entry, c *handoff.Config, set *templates.Reasons, zone *time.Location) LedgerEntry {
	says := Why(set, c, e.Says())
	erased := e.Why.Text == "" && len(e.Why.Args) == 0 && !set.Has(string(e.Why.Sentence())) // its words, not its code
	if why := Why(set, c, e.Why); why != "" && !erased {
		says += ": " + why
	}
	return LedgerEntry{Rep: e.Person, At: Stamp(e.At, zone), Handoff: e.Handoff, Kind: e.Kind,
		Turns: turns(e.Turns, e.Part), Says: says}
}

// KindEarlier is the kind of EarlierOf.
const KindEarlier handoff.EntryKind = "earlier"

// EarlierOf is the sum of the entries that are told one by one no more, as one entry.
func EarlierOf(rep handoff.PersonID, e handoff.Earlier, c *handoff.Config, set *templates.Reasons,
	zone *time.Location) LedgerEntry {
	says := Why(set, c, handoff.Because("ledger/earlier", handoff.NumberArg(e.Entries)))
	return LedgerEntry{Rep: rep, At: Stamp(e.Until, zone), Kind: KindEarlier, Turns: turns(e.Turns, e.Part), Says: says}
}

// LedgerSum is what the rotation goes by for one rep.
type LedgerSum struct {
	Rep    handoff.PersonID `json:"rep"`
	Sum    float64          `json:"sum"`
	Month  int              `json:"leads_30_days"`
	Silent int              `json:"silent_in_a_row"`
	Weight int              `json:"weight"`
}

// SumOf is the load of a rep as it is shown.
func SumOf(p handoff.Person, l handoff.Load, now time.Time) LedgerSum {
	return LedgerSum{Rep: p.ID, Sum: turns(l.Turns, l.Part), Month: l.Had, Silent: l.Silent, Weight: p.WeightOn(now)}
}

// turns are whole turns with their hundredths.
func turns(whole, parts int) float64 { return float64(100*whole+parts) / 100 }

// TurnsText writes turns as short as they can be: "3", "−1", "0.5".
func TurnsText(n float64) string {
	return strings.Replace(strconv.FormatFloat(n, 'f', -1, 64), "-", "−", 1)
}
