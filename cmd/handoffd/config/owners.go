package config

import (
	"bytes"
	"errors"
	"fmt"
	"maps"
	"os"
	"path/filepath"
	"slices"
	"strings"
	"unicode/utf8"

	"handoffd/handoff"
	"handoffd/handoff/text"
)

// maxOwners bounds a file of account owners, in bytes.
const maxOwners = 16 << 20

// accounts reads whose accounts companies are: the domains that stand in the config, and those of CSV files. The config
// has the last word, wherever the files stand in it.
func (f *faults) accounts(raw []fileOwner, teams []handoff.Team,
	people map[handoff.PersonID]handoff.Person) map[string]handoff.PersonID {
	if len(raw) == 0 {
		return nil
	}
	out := map[string]handoff.PersonID{}
	var files []fileOwner
	var paths []string
	for i, r := range raw {
		path := joinPath("owner", i)
		switch {
		case r.File != "" && (r.Rep != "" || len(r.Domains) > 0):
			f.errorf(path+".file", "an owner is a rep with domains, or a file with both; write two [[owner]]")
		case r.File != "":
			files, paths = append(files, r), append(paths, path+".file")
		case r.Rep == "":
			f.errorf(path, "it is not said whose accounts these are; write rep = \"…\", or file = \"owners.csv\" with the "+
				"columns domain and rep")
		case !f.knownOf(path+".rep", r.Rep, people, repsOf(teams)):
		case !isRep(teams, handoff.PersonID(r.Rep)):
			f.errorf(path+".rep", "%s is no rep of any team, and would never get their accounts; add them to the reps of one",
				Quoted(r.Rep))
		case len(r.Domains) == 0:
			f.errorf(path, "%s owns no account; write domains = [\"…\"]", Quoted(r.Rep))
		default:
			for n, d := range r.Domains {
				if problem := own(out, d, handoff.PersonID(r.Rep)); problem != "" {
					f.errorf(joinPath(path+".domains", n), "%s", problem)
				}
			}
		}
	}
	written := maps.Clone(out)
	for i, r := range files {
		f.ownersFile(paths[i], r.File, teams, people, written, out)
	}
	return out
}

func repsOf(teams []handoff.Team) (out []handoff.PersonID) {
	for _, t := range teams {
		out = append(out, t.Reps...)
	}
	slices.Sort(out)
	return slices.Compact(out)
}

func isRep(teams []handoff.Team, id handoff.PersonID) bool {
	return slices.ContainsFunc(teams, func(t handoff.Team) bool { return slices.Contains(t.Reps, id) })
}

// isDomain says whether addresses can end like that.
func isDomain(s string) bool {
	return strings.Contains(s, ".") && !strings.ContainsAny(s, " @/:*,;") && utf8.ValidString(s) &&
		!strings.HasPrefix(s, ".") && !strings.HasSuffix(s, ".") && len(s) <= 253
}

// domainOf is a domain as it is compared: müller.example and xn--mller-kva.example are one.
func domainOf(written string) string { return text.ASCIIDomain(plainDomain(written)) }

// plainDomain is a domain as it is told.
func plainDomain(written string) string {
	return strings.TrimPrefix(strings.ToLower(strings.TrimSpace(written)), "@")
}

// toldDomain quotes a domain, and the other form of one that is not ASCII, under which it may stand elsewhere.
func toldDomain(written string) string {
	domain := plainDomain(written)
	if ascii := text.ASCIIDomain(domain); ascii != domain {
		return Quoted(domain) + ", which is " + Quoted(ascii) + ","
	}
	return Quoted(domain)
}

// own gives a domain to a rep; what is wrong with it otherwise, and what to write.
func own(owners map[string]handoff.PersonID, domain string, rep handoff.PersonID) string {
	key := domainOf(domain)
	switch other, taken := owners[key]; {
	case key == "":
		return "the domain is missing; write the part of their addresses behind the @"
	case !isDomain(plainDomain(domain)):
		return fmt.Sprintf("%s is no domain; write it like \"globex.example\"", Quoted(plainDomain(domain)))
	case taken && other != rep:
		return fmt.Sprintf("%s is an account of %s already; give it to one of the two", toldDomain(domain),
			Quoted(string(other)))
	}
	owners[key] = rep
	return ""
}

// ownersFile takes the good rows of a CSV file, and warns of the others; written are the domains that the config has.
func (f *faults) ownersFile(path, name string, teams []handoff.Team, people map[handoff.PersonID]handoff.Person,
	written, out map[string]handoff.PersonID) {
	file := below(f.file, name)
	about, err := os.Stat(file)
	var data []byte
	if err == nil && about.Size() > maxOwners {
		err = errors.New("it is larger than 16 MiB")
	} else if err == nil {
		data, err = os.ReadFile(filepath.Clean(file))
	}
	if err != nil {
		f.errorf(path, "owners file %s: %s", Quoted(name), unread(file, err))
		return
	}
	if len(bytes.TrimSpace(data)) == 0 {
		f.errorf(path, "%s:1:1: the file is empty; write domain,rep in its first row, and an account in each below", file)
		return
	}
	t, err := ReadTable(file, data, "domain,rep", "domain", "rep", "owner")
	if err == nil && (!t.has("domain") || !t.has("rep", "owner")) {
		first, _, _ := strings.Cut(string(data), "\n")
		err = &Error{File: file, Row: 1, Column: 1, Problem: partedBy(first,
			"the first row does not name the columns; write domain,rep")}
	}
	if err != nil {
		f.errorf(path, "%v", err)
		return
	}
	if len(t.Rows) == 0 && len(t.Faults) == 0 {
		f.warnings = append(f.warnings, &Error{File: file, Row: 2, Column: 1,
			Problem: "there is no row below the names of the columns, so nobody owns an account; write one for each, or take " +
				"the file out"})
	}
	rep := "rep"
	if !t.has(rep) {
		rep = "owner"
	}
	for _, r := range t.Rows {
		id, problem := repOf(r.Cell(rep), teams, people)
		switch {
		case r.short(rep, "domain"):
			t.Fault(r, "", "the row has fewer columns than the first; write domain and rep")
		case problem != "":
			t.Fault(r, rep, problem)
		default:
			problem = own(out, r.Cell("domain"), id)
			if rep, here := written[domainOf(r.Cell("domain"))]; here && rep != id {
				problem = fmt.Sprintf("%s is an account of %s in the config, which goes before the file; change one of the two",
					toldDomain(r.Cell("domain")), Quoted(string(rep)))
			}
			if problem != "" {
				t.Fault(r, "domain", problem)
			}
		}
	}
	f.warnings = append(f.warnings, t.Faults.ByRow()...)
}

// column finds a column by its name, -1 if there is none.
func column(header []string, names ...string) int {
	return slices.IndexFunc(header, func(h string) bool {
		return slices.Contains(names, strings.ToLower(strings.TrimSpace(h)))
	})
}

// repOf is the rep of a row, by id, mail address or name; what is wrong with it otherwise.
func repOf(written string, teams []handoff.Team, people map[handoff.PersonID]handoff.Person) (handoff.PersonID,
	string) {
	written = strings.TrimSpace(written)
	if written == "" {
		return "", "the row has no owner; write the id or the address of a rep"
	}
	var ids []string
	for id, p := range people {
		if isRep(teams, id) {
			ids = append(ids, string(id))
		}
		if string(id) != strings.ToLower(written) && !strings.EqualFold(p.Name, written) &&
			!slices.Contains(p.Emails, strings.ToLower(written)) {
			continue
		}
		if !isRep(teams, id) {
			return "", fmt.Sprintf("%s is no rep of any team; name a rep", Quoted(written))
		}
		return id, ""
	}
	slices.Sort(ids)
	return "", fmt.Sprintf("nobody is called %s; %s", Quoted(written), Meant(written, ids))
}

// pairs reads whose leads go to whom.
func (f *faults) pairs(path string, t handoff.Team, raw []filePair,
	people map[handoff.PersonID]handoff.Person) []handoff.Pair {
	var out []handoff.Pair
	for i, r := range raw {
		at := joinPath(path, i)
		pair := handoff.Pair{Qualifier: handoff.PersonID(r.Qualifier)}
		switch {
		case r.Qualifier == "":
			f.errorf(at, "a pairing has no qualifier; write qualifier = \"…\" and reps = [\"…\"]")
		case !f.knownOf(at+".qualifier", r.Qualifier, people, t.Qualifiers):
		case !slices.Contains(t.Qualifiers, pair.Qualifier):
			f.errorf(at+".qualifier", "%s is no qualifier of team %s, so the pairing never has its turn; add them, or take the "+
				"pairing out", Quoted(r.Qualifier), Quoted(t.Name))
		case slices.ContainsFunc(out, func(o handoff.Pair) bool { return o.Qualifier == pair.Qualifier }):
			f.errorf(at+".qualifier", "%s has a pairing already; name both reps in one", Quoted(r.Qualifier))
		}
		if len(r.Reps) > 0 {
			pair.Reps = f.ruleReps(at+".reps", t, r.Reps, people)
		}
		if len(r.Reps) == 0 || len(r.Reps) > 2 {
			f.errorf(at+".reps", "a pairing is of one or two reps, not of %d; write reps = [\"…\"], or use a [[team.rule]]",
				len(r.Reps))
		}
		out = append(out, pair)
	}
	return out
}

// limit reads a number of something, which of tells to the person who writes it.
func (f *faults) limit(path string, n, otherwise int, of string) int {
	if !f.index.has(path) {
		return otherwise
	}
	if n < 0 {
		f.errorf(path, "%s %d is negative; write %s", lastKey(path), n, of)
	}
	return n
}
