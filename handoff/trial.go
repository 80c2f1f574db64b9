package handoff

import (
	"path"
	"strings"
)

// MayWriteTo says whether mail to the address may go out: in a trial only to those that its patterns name.
func (c *Config) MayWriteTo(address string) bool {
	if len(c.Trial) == 0 {
		return true
	}
	for _, pattern := range c.Trial {
		if ok, err := path.Match(strings.ToLower(pattern), strings.ToLower(address)); err == nil && ok {
			return true
		}
	}
	return false
}
