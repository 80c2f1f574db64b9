package text

import "strings"

// Cell is a text as a cell of a table that a spreadsheet may open: what would be taken for a formula is marked as
// words.
func Cell(s string) string {
	if s != "" && strings.ContainsRune("=+-@\t\r", rune(s[0])) {
		return "'" + s
	}
	return s
}
