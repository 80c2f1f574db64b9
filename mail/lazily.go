package mail

import (
	"regexp"
	"sync"
)

// lazily is a regular expression that is compiled when it is first asked for: most runs need few of all.
func lazily(expr string) func() *regexp.Regexp {
	return sync.OnceValue(func() *regexp.Regexp { return regexp.MustCompile(expr) })
}
