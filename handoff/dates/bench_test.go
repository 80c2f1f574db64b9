package dates

import (
	"strings"
	"testing"
)

func BenchmarkParse(b *testing.B) {
	rows := phrases(b, "phrases.tsv")
	i := 0
	for b.Loop() {
		p := rows[i%len(rows)]
		Parse(p.text, p.now, p.zone)
		i++
	}
	b.ReportMetric(float64(b.N)/b.Elapsed().Seconds(), "phrases/s")
}

// The worst phrases: many readings, all of them tried.
func BenchmarkParseHostile(b *testing.B) {
	now, berlin := monday(b)
	for _, text := range []string{"3 to ", "um 3 am ", "de la ", "a 1 h ", "1.1.", "日", "3-3-3 "} {
		text = strings.Repeat(text, maxPhrase)[:maxPhrase-2]
		b.Run(strings.TrimSpace(text[:6]), func(b *testing.B) {
			for b.Loop() {
				Parse(text, now, berlin)
			}
		})
	}
}

func BenchmarkUntil(b *testing.B) {
	now, berlin := monday(b)
	for name, text := range map[string]string{
		"notice": "Hello,\n\nthank you for your mail. I am out of the office until Friday, 4 December, and will be back " +
			"on Monday 7 December 2026.\n\nKind regards\n",
		"dates": strings.Repeat("until 4 Dec 4.12. ", maxText/18),
		"marks": strings.Repeat("1.", maxText/2),
		"text":  strings.Repeat("Lorem ipsum dolor sit amet, away until further notice. ", maxText/55),
	} {
		b.Run(name, func(b *testing.B) {
			b.SetBytes(int64(len(text)))
			for b.Loop() {
				Until(text, now, berlin)
			}
			b.ReportMetric(float64(b.N)/b.Elapsed().Seconds(), "texts/s")
		})
	}
}
