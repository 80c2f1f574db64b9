package templates

import (
	"fmt"
	"maps"
	"strings"
	"time"

	"handoffd/handoff/text"
)

// listsBlock names the block with the words between things that are joined, and those of lengths of time.
const listsBlock = "lists"

// List is what the lines of the block "lists" can print.
type List struct {
	Before string // all things but the last, with commas between them
	Last   string
	Number int64 // of hours or minutes
}

// joining are the lines of the block "lists".
type joining lines

func loadJoining(dir string) (joining, error) {
	l, err := loadLines(embeddedBlocks, blockFile(listsBlock), dir, List{}, funcs)
	return joining(l), err
}

// funcs are what templates may call, with those that say something in the words of the block.
func (j joining) funcs() map[string]any {
	all := maps.Clone(funcs)
	all["all"] = func(parts []string) (string, error) { return j.join("all", parts) }
	all["either"] = func(parts []string) (string, error) { return j.join("either", parts) }
	all["length"] = j.length
	return all
}

// join joins parts: "a, b and c".
func (j joining) join(code string, parts []string) (string, error) {
	n := len(parts)
	if n < 2 {
		return strings.Join(parts, ""), nil
	}
	return j[code].say(List{Before: strings.Join(parts[:n-1], ", "), Last: parts[n-1]})
}

// length is a span as it is said: "1 hour", "90 minutes".
func (j joining) length(d time.Duration) (string, error) {
	if d = text.Whole(d); d%time.Hour == 0 {
		return j["hours"].say(List{Number: int64(d / time.Hour)})
	}
	return j["minutes"].say(List{Number: int64(d / time.Minute)})
}

// All joins parts: "a, b and c".
func (s *Set) All(parts []string) (string, error) {
	said, err := s.joining.join("all", parts)
	if err != nil {
		return "", fmt.Errorf("%w: %w", ErrTemplate, err)
	}
	return said, nil
}
