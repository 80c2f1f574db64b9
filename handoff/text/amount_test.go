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
		"12k5": "", "5 pm": "", "3 calls": "", "EUR 12 000": "12,000 EUR", "€1 200 300": "1,200,300 EUR", "5 EUR 300": "",
		"2027 100": "", "12,000 000": "",
	} {
		cents, money, fault := Amount(s)
		got := strings.TrimSpace(fmt.Sprintf("%d.%02d %s", cents/100, cents%100, money))
		if fault != "" {
			got = ""
		}
		if strings.ReplaceAll(want, ",", "") != strings.Replace(got, ".00", "", 1) {
			t.Errorf("%q: got %q; want %q", s, got, want)
		}
	}
}

// TestAmountFault: of what is no sum it is said what of it is not understood.
func TestAmountFault(t *testing.T) {
	for s, want := range map[string]AmountFault{
		"": AmountNone, "lots": AmountNone, "EUR": AmountNone, "-5 EUR": AmountSign, "−5 EUR": AmountSign, "EUR -5": AmountSign,
		"-€5": AmountSign, "0 EUR": AmountSign, "0.00": AmountSign, "12 or 13k": AmountSeveral, "5 EUR 3 EUR": AmountSeveral,
		"10-20 EUR": AmountSeveral, "12k and 13k": AmountSeveral, "12 XXY": AmountCurrency, "XXY 12": AmountCurrency,
		"12000 EUR USD": AmountCurrency, "1.2345 EUR": AmountMarks, "12,00,000 EUR": AmountMarks, "12.34.56": AmountMarks,
		"99999999999999 EUR": AmountHuge, "1000000001 EUR": AmountHuge, "9000m": AmountHuge, "12000 EUR a year": AmountWords,
		"5 pm": AmountWords, "12000 EUR": "", "1000000000 EUR": "",
	} {
		if _, _, got := Amount(s); got != want {
			t.Errorf("%q: %q; want %q", s, got, want)
		}
	}
}

func FuzzAmount(f *testing.F) {
	f.Add("12.000,50 €")
	f.Add("USD 12k")
	f.Fuzz(func(t *testing.T, s string) {
		cents, money, fault := Amount(s)
		if fault != "" {
			return
		}
		written := fmt.Sprintf("%d.%02d %s", cents/100, cents%100, money)
		if again, same, fault := Amount(written); fault != "" || again != cents || same != money || cents <= 0 || cents > maxAmount {
			t.Fatalf("%q is %s, and that is read as %d %s", s, written, again, same)
		}
	})
}
