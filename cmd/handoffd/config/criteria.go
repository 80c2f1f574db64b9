package config

import (
	"slices"
	"strings"

	"handoffd/handoff"
)

const longestDefinition = 200 // bytes

// criteria are what "qualified" means to the team; fields are those of its briefs.
func (f *faults) criteria(team string, fields []handoff.Field, raw []fileCriterion) []handoff.Criterion {
	if len(raw) == 0 {
		return handoff.DefaultCriteria()
	}
	taken := map[string]string{}
	var out []handoff.Criterion
	for i, r := range raw {
		path := joinPath(team+".criterion", i)
		c := handoff.Criterion{Definition: f.text(path+".definition", r.Definition, ""),
			Proof: f.proof(path+".proof", fields, r.Proof), Optional: f.index.has(path+".needed") && !r.Needed}
		c.Name, c.Label, c.Words = f.words(path, "criterion", r.Name, r.Label, r.Words, taken)
		if len(c.Definition) > longestDefinition {
			f.errorf(path+".definition", "a definition of %d characters is more than a mail can show; write one sentence of at "+
				"most %d", len(c.Definition), longestDefinition)
		}
		out = append(out, c)
	}
	return out
}

// proof are the fields that prove a criterion.
func (f *faults) proof(path string, fields []handoff.Field, raw []string) []string {
	var out []string
	for i, name := range raw {
		at := joinPath(path, i)
		switch known := slices.ContainsFunc(fields, func(field handoff.Field) bool { return field.Name == name }); {
		case slices.Contains(raw[:i], name):
			f.errorf(at, "%s stands twice in proof; name each field once", Quoted(name))
		case !known:
			f.errorf(at, "no brief of the team has a field %s; add a [[team.field]] of that name", Quoted(name))
		default:
			out = append(out, name)
		}
	}
	return out
}

// sources are where leads come from, with who answers for them.
func (f *faults) sources(path string, raw []fileSource,
	people map[handoff.PersonID]handoff.Person) []handoff.LeadSource {
	var out []handoff.LeadSource
	for i, r := range raw {
		at := joinPath(path, i)
		s := handoff.LeadSource{Name: handoff.RuleValue(f.text(at+".name", r.Name, "")), Owner: handoff.PersonID(r.Owner)}
		switch {
		case s.Name == "":
			f.errorf(at+".name", "a source has no name; write name = \"webinar\", as the briefs say it")
		case slices.ContainsFunc(out, func(o handoff.LeadSource) bool { return o.Name == s.Name }):
			f.errorf(at+".name", "there are two sources %s; name each once", Quoted(strings.TrimSpace(r.Name)))
		case r.Owner == "":
			f.errorf(at+".owner", "nobody answers for the source %s; write owner = \"…\"", Quoted(r.Name))
		case f.known(at+".owner", r.Owner, people):
			out = append(out, s)
		}
	}
	return out
}
