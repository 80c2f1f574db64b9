package text

import "strings"

// Nearest is the one of the words that was probably meant, "" if none is near. At least half the letters of the longer
// of two words have to stand, and no code of two letters is near to another: any two are.
func Nearest(word string, words []string) string {
	best, least := "", 1+max(2, len(word)/3)
	if len(word) <= 3 { // of a short word two letters are nearly all
		least = 2
	}
	if len(word) > 64 {
		return ""
	}
	for _, w := range words {
		d, longer := Distance(strings.ToLower(word), strings.ToLower(w)), max(len(word), len(w))
		if d < least && longer > 2 && 2*d <= longer {
			best, least = w, d
		}
	}
	return best
}

// Distance counts the letters to insert, drop or change to make b of a.
func Distance(a, b string) int {
	row := make([]int, len(b)+1)
	for j := range row {
		row[j] = j
	}
	for i := range len(a) {
		diagonal := row[0]
		row[0] = i + 1
		for j := range len(b) {
			change := diagonal
			if a[i] != b[j] {
				change++
			}
			diagonal = row[j+1]
			row[j+1] = min(change, row[j]+1, row[j+1]+1)
		}
	}
	return row[len(b)]
}
