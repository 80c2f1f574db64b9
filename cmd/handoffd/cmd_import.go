package main

import (
	"cmp"
	"context"
	"errors"
	"fmt"
	"os"
	"slices"
	"strings"

	"handoffd/cmd/handoffd/app"
	"handoffd/cmd/handoffd/config"
	"handoffd/handoff"
	"handoffd/handoff/store"
	"handoffd/handoff/text"
	"handoffd/handoff/view"
	"handoffd/templates"
)

type importCmd struct {
	Config string `default:"${config}" help:"${config_help}" placeholder:"FILE"`
	File   string `arg:"" help:"CSV: id (or opportunity), opportunity, amount, stage (open, won, lost), reason."`
}

// maxImport bounds an import, in bytes.
const maxImport = 16 << 20

// Run takes what a CRM knows of opportunities. Rows that are wrong are told, and the others are taken.
func (c *importCmd) Run(ctx context.Context, s streams) error {
	rows, faults, err := readDeals(c.File)
	if err != nil {
		return err
	}
	a, err := open(ctx, c.Config, app.Deciding, app.Options{Now: s.now})
	if err != nil {
		return err
	}
	defer a.Close()
	set, err := a.Reasons()
	if err != nil {
		return err
	}
	links, err := linksOf(ctx, a.Store)
	if err != nil {
		return err
	}
	i := &dealImport{streams: s, file: c.File, app: a, words: set, links: links, seen: map[handoff.ID]deal{},
		faults: faults}
	for _, row := range rows {
		if id, ok := i.lead(row); ok {
			if err := i.take(ctx, id, row); err != nil {
				return err
			}
		}
	}
	fmt.Fprintf(s.out, "%s taken, %d as before, %d left out\n", count(float64(i.taken), "row"), i.known, len(i.faults))
	if len(i.faults) == 0 {
		return nil
	}
	return i.faults.ByRow()
}

// dealImport is an import in hand.
type dealImport struct {
	streams
	file         string
	app          *app.App
	words        *templates.Reasons
	links        map[string][]handoff.ID // leads by their opportunity
	seen         map[handoff.ID]deal     // rows by their lead
	taken, known int
	faults       config.Errors
}

// fault says why a row is left out.
func (i *dealImport) fault(row deal, column int, format string, args ...any) {
	i.faults = append(i.faults, &config.Error{File: i.file, Row: row.line, Column: column,
		Problem: fmt.Sprintf(format, args...) + " (the row is left out)"})
}

// lead finds the lead of a row; false if it names none, or one of which another row says something else.
func (i *dealImport) lead(row deal) (handoff.ID, bool) {
	id := row.id
	if id == "" {
		named := i.links[row.link]
		if len(named) != 1 {
			i.fault(row, row.linkAt, "%s have the opportunity %s; add the column id with its HO-…",
				[]string{"no handoffs", "several handoffs"}[min(len(named), 1)], config.Quoted(row.link))
			return "", false
		}
		id = named[0]
	}
	if before, twice := i.seen[id]; twice && !before.same(row) {
		i.fault(row, row.idAt, "%s stands in row %d too, and otherwise; keep the one that holds", id, before.line)
		return "", false
	}
	i.seen[id] = row
	return id, true
}

// take has a row decided and tells what came of it.
func (i *dealImport) take(ctx context.Context, id handoff.ID, row deal) error {
	var told []string
	why := "" // it cannot be taken
	d := i.app.Engine.Desk()
	err := d.Update(ctx, func(tx *store.Tx) error {
		told, why = nil, ""
		h, err := tx.Handoff(id)
		if err == nil {
			told, why, err = i.apply(h, row, handoff.About{At: d.Now(), Via: handoff.ViaImport, Strength: handoff.Seen},
				func(f handoff.Fact) (handoff.Decision, error) { return d.Decide(tx, id, f) })
		}
		return err
	})
	switch {
	case why != "":
		i.fault(row, row.idAt, "%s %s", id, why)
	case errors.Is(err, errLeftOut):
		i.fault(row, row.idAt, "%s: %s", id, strings.Join(told, "; "))
	case errors.Is(err, store.ErrNotFound):
		i.fault(row, row.idAt, "there is no handoff %s; `handoffd list --all` shows all", id)
	case err != nil:
		return fmt.Errorf("import %s, row %d, and those after it: %w", i.file, row.line, err)
	case len(told) == 0:
		i.known++
	default:
		i.taken++
		if row.link != "" && !slices.Contains(i.links[row.link], id) {
			i.links[row.link] = append(i.links[row.link], id) // a later row may name it by that
		}
		fmt.Fprintf(i.out, "%s: %s\n", id, strings.Join(told, "; "))
	}
	return nil
}

// apply has what a row says decided, fact by fact: what came of it, or why it cannot be taken.
func (i *dealImport) apply(h handoff.Handoff, row deal, about handoff.About,
	decide func(handoff.Fact) (handoff.Decision, error)) (told []string, why string, err error) {
	if !row.amount.IsZero() {
		row.amount.Currency = cmp.Or(row.amount.Currency, i.app.Engine.Desk().Config().CurrencyOf(&h))
	}
	if why = row.cannot(h); why != "" {
		return nil, why, errLeftOut
	}
	for _, f := range row.facts(h, about) {
		out, err := decide(f)
		if err != nil {
			return nil, "", err
		}
		h, told = out.Handoff, append(told, text.Bare(view.Why(i.words, i.app.Config.Domain, out.Reason)))
	}
	if len(row.facts(h, about)) > 0 { // the lead did not take it
		return told, "", errLeftOut
	}
	return told, "", nil
}

// errLeftOut undoes a row that its lead did not take.
var errLeftOut = errors.New("the row is left out")

// linksOf finds handoffs by the link or id of their opportunity.
func linksOf(ctx context.Context, s *store.Store) (map[string][]handoff.ID, error) {
	out := map[string][]handoff.ID{}
	err := s.View(ctx, func(tx *store.Tx) error {
		all, err := tx.List(store.Filter{})
		for _, h := range all {
			if h.Opportunity != "" {
				out[h.Opportunity] = append(out[h.Opportunity], h.ID)
			}
		}
		return err
	})
	return out, err
}

// deal is a good row.
type deal struct {
	line, idAt, linkAt int
	id                 handoff.ID
	link               string
	amount             handoff.Amount
	stage, reason      string
	said               bool // the row names the stage
}

// stages are what a CRM says of an opportunity.
var stages = map[string]string{"": "open", "open": "open", "won": "won", "closed won": "won", "lost": "lost",
	"closed lost": "lost"}

// facts are what the row says that the handoff does not know.
func (d deal) facts(h handoff.Handoff, about handoff.About) []handoff.Fact {
	var out []handoff.Fact
	link := d.link
	if link == "" {
		link = h.Opportunity
	}
	newAmount := !d.amount.IsZero() && d.amount != h.Amount
	over := h.State == handoff.Past || h.State == handoff.Held
	unlike := link != h.Opportunity || d.stage != "won" && (over || newAmount)
	if link != "" && unlike {
		out = append(out, &handoff.OpportunityMade{About: about, Link: link, Amount: d.amount})
	}
	switch {
	case d.stage == "won" && (h.Deal == nil || !h.Deal.Won || newAmount):
		out = append(out, &handoff.DealWon{About: about, Amount: d.amount})
	case d.stage == "lost" && (h.Deal == nil || h.Deal.Won || h.Deal.Note != d.reason):
		out = append(out, &handoff.DealLost{About: about, Note: d.reason})
	}
	return out
}

// same says whether another row says the same of the lead.
func (d deal) same(o deal) bool {
	return d.amount == o.amount && d.stage == o.stage && (d.reason == o.reason || d.stage != "lost") &&
		(d.link == o.link || d.link == "" || o.link == "")
}

// cannot says why a lead cannot take the row; empty if that is not known before.
func (d deal) cannot(h handoff.Handoff) string {
	switch {
	case !d.amount.IsZero() && d.amount.Currency == "":
		return "is given " + d.amount.String() + ", which " + config.NoAmount("") + "; write it like 12000 EUR"
	case d.stage == "open" && d.said && h.Deal != nil && h.Deal.Won:
		return "is won, which the stage open would undo; write lost, with a reason, if it came to nothing"
	case d.stage == "open" && d.link == "" && h.Opportunity == "":
		return "has no opportunity that this could be said of; write its link or id under opportunity"
	}
	return ""
}

// readDeals reads the rows of a file: the good ones, and what is wrong with the others.
func readDeals(name string) ([]deal, config.Errors, error) {
	info, err := os.Stat(name)
	if err == nil && info.Size() > maxImport {
		return nil, nil, fmt.Errorf("import: %s is larger than 16 MiB; import it in parts", name)
	}
	data, err := os.ReadFile(name)
	if err != nil {
		return nil, nil, fileTrouble("import", name, "the CSV file that the CRM has written", err)
	}
	table, err := config.ReadTable(name, data, "id,opportunity,amount,stage,reason",
		"id", "opportunity", "amount", "stage", "reason")
	if err != nil {
		return nil, nil, err
	}
	var out []deal
	for _, r := range table.Rows {
		d := deal{line: r.Line, link: r.Cell("opportunity"), reason: text.Cut(r.Cell("reason"), handoff.MaxNote),
			idAt: r.At("id"), linkAt: r.At("opportunity"),
			stage: stages[strings.ToLower(r.Cell("stage"))], said: r.Cell("stage") != ""}
		if id := r.Cell("id"); id != "" {
			d.id = handoff.ID(normalID(id))
		}
		sum, wrong := handoff.Amount{}, ""
		if said := r.Cell("amount"); said != "" {
			var fault text.AmountFault
			if sum.Cents, sum.Currency, fault = text.Amount(said); fault != "" {
				wrong = config.NoAmount(fault)
			}
		}
		d.amount = sum
		switch link, isLink := text.Reference(d.link); {
		case d.id == "" && d.link == "":
			table.Fault(r, "id", "the row names no lead; write its HO-… under id, or its link under opportunity")
		case d.link == "" && r.Cell("amount") == "" && r.Cell("stage") == "":
			table.Fault(r, "id", "the row says nothing of the lead; write its opportunity, amount or stage")
		case d.link != "" && !isLink:
			table.Fault(r, "opportunity",
				fmt.Sprintf("%s is no link and no id; write it as the CRM shows it", config.Quoted(d.link)))
		case wrong != "":
			table.Fault(r, "amount", fmt.Sprintf("%s %s; write it like 12000 EUR", config.Quoted(r.Cell("amount")), wrong))
		case d.stage == "":
			table.Fault(r, "stage", fmt.Sprintf("%s is no stage; write open, won or lost", config.Quoted(r.Cell("stage"))))
		default:
			if d.link != "" {
				d.link = link
			}
			out = append(out, d)
		}
	}
	return out, table.Faults, nil
}
