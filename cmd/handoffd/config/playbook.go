package config

import "handoffd/handoff"

type filePlaybook struct {
	Titles    string `toml:"titles"`
	Companies string `toml:"companies"`
	Regions   string `toml:"regions"`
	Goals     string `toml:"goals"`
	Share     string `toml:"share"`
	CRM       string `toml:"crm"`
}

// playbook is what a team's pages say in its own words.
func (f *faults) playbook(path string, r filePlaybook) handoff.Playbook {
	return handoff.Playbook{Titles: f.text(path+".titles", r.Titles, ""),
		Companies: f.text(path+".companies", r.Companies, ""), Regions: f.text(path+".regions", r.Regions, ""),
		Goals: f.text(path+".goals", r.Goals, ""), Share: f.text(path+".share", r.Share, ""),
		CRM: f.text(path+".crm", r.CRM, "")}
}
