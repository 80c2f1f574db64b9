package main

import (
	"context"
	"maps"
	"slices"
	"strings"
	"time"

	"github.com/alecthomas/kong"

	"handoffd/cmd/handoffd/app"
	"handoffd/cmd/handoffd/config"
	"handoffd/handoff"
	"handoffd/handoff/store"
	"handoffd/handoff/text"
)

// Of what is completed from the database: how long that may take, and how many leads are offered, the newest first.
const (
	completeWait = 2 * time.Second
	completeMost = 200
)

// named gives the values of a flag or argument that the config or the database names; nil: it names none.
type named func(v *kong.Value, command string) []completion

// namesIn reads a config and, for ids, its database. Whoever presses a key wants no message: what cannot be read names
// nothing.
func namesIn(ctx context.Context, path string) named {
	return func(v *kong.Value, command string) []completion {
		if !slices.Contains([]string{"team", "rep", "qualifier", "person", "policy", "mailbox", "id"}, v.Name) ||
			v.Name == "mailbox" && command != "check" || v.Name == "id" && command != "show" || command == "init" {
			return nil
		}
		conf, err := config.Load(path)
		if err != nil {
			return nil
		}
		switch v.Name {
		case "id":
			return leadIDs(ctx, conf)
		case "mailbox":
			var out []completion
			for _, m := range conf.Mailboxes {
				out = append(out, completion{m.Name, m.Address})
			}
			return out
		}
		return rosterNames(conf.Domain, v.Name)
	}
}

// rosterNames are the teams, their policies, or the people of a role; a person of a report is a rep or a qualifier.
func rosterNames(c *handoff.Config, kind string) (out []completion) {
	people := map[handoff.PersonID]bool{}
	add := func(ids []handoff.PersonID, kinds ...string) {
		if slices.Contains(kinds, kind) {
			for _, id := range ids {
				people[id] = true
			}
		}
	}
	for _, t := range c.Teams {
		if kind == "team" || kind == "policy" {
			out = append(out, completion{t.Name, "team"})
		}
		for _, r := range t.Rules {
			if kind == "policy" && r.Policy.Window != 0 {
				out = append(out, completion{t.Name + "/" + r.Name, "rule"})
			}
		}
		add(t.Reps, "rep", "person")
		add(t.Qualifiers, "qualifier", "person")
		add(t.Advocates, "qualifier")
	}
	for _, id := range slices.Sorted(maps.Keys(people)) {
		out = append(out, completion{string(id), c.Person(id).Name})
	}
	return out
}

// leadIDs are the newest leads, with where they stand and whom they are about.
func leadIDs(ctx context.Context, conf *config.Config) (out []completion) {
	ctx, cancel := context.WithTimeout(ctx, completeWait)
	defer cancel()
	a, err := app.Open(ctx, conf, app.Offline, app.Options{})
	if err != nil {
		return nil
	}
	defer a.Close()
	_ = a.Store.View(ctx, func(tx *store.Tx) error {
		all, err := tx.List(store.Filter{Limit: completeMost})
		for _, h := range all {
			means := strings.TrimSpace(string(h.State) + " " + text.OneLine(h.Prospect().Label(), text.NameLimit))
			out = append(out, completion{string(h.ID), means})
		}
		return err
	})
	return out
}

// configNamed is the config that a command line names, else the one that commands find.
func configNamed(words []string) string {
	for i, w := range words[:max(len(words)-1, 0)] {
		if path, ok := strings.CutPrefix(w, "--config="); ok {
			return path
		}
		if w == "--config" && i+1 < len(words)-1 {
			return words[i+1]
		}
	}
	return defaultConfig()
}
