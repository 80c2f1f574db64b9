package text

import (
	"fmt"
	"strings"
	"testing"
)

func TestAmount(t *testing.T) {
	for s, want := range map[string]string{
		"12000 EUR": "12,000 EUR", "12,000 EUR": "12,000 EUR", "12.000 EUR": "12,000 EUR", "€12,000": "12,000 EUR",
		"12.000,50 €": "12,000.50 EUR", "12,000.50 usd": "12,000.50 USD", "USD 12k": "12,000 USD", "1.5m": "1,500,000",
		"1,25 m EUR": "1,250,000 EUR", "12 000 €": "12,000 EUR", "CHF 12'000": "12,000 CHF", "99.5 GBP": "99.50 GBP",
		"12k€": "12,000 EUR", "$800": "800 USD", "1.234.567,89 EUR": "1,234,567.89 EUR", "12000": "12,000",
		"3,500 dollars.": "3,500 USD", "EUR12000": "12,000 EUR", "1 234 567 SEK": "1,234,567 SEK", "0.99 EUR": "0.99 EUR",
		"": "", "EUR": "", "0 EUR": "", "-5 EUR": "", "12 XXY": "", "12000 EUR a year": "", "1.2345 EUR": "",
		"12,00,000 EUR": "", "12000 EUR USD": "", "1e9 EUR": "", "99999999999999 EUR": "", "12.34.56": "", "twelve": "",
		"12k5": "", "5 pm": "", "3 calls": "",
	} {
		cents, money, ok := Amount(s)
		got := strings.TrimSpace(fmt.Sprintf("%d.%02d %s", cents/100, cents%100, money))
		if !ok {
			got = ""
		}
		if strings.ReplaceAll(want, ",", "") != strings.Replace(got, ".00", "", 1) {
			t.Errorf("%q: got %q; want %q", s, got, want)
		}
	}
}

func FuzzAmount(f *testing.F) {
	f.Add("12.000,50 €")
	f.Add("USD 12k")
	f.Fuzz(func(t *testing.T, s string) {
		cents, money, ok := Amount(s)
		if !ok {
			return
		}
		written := fmt.Sprintf("%d.%02d %s", cents/100, cents%100, money)
		if again, same, ok := Amount(written); !ok || again != cents || same != money || cents <= 0 || cents > maxAmount {
			t.Fatalf("%q is %s, and that is read as %d %s", s, written, again, same)
		}
	})
}
