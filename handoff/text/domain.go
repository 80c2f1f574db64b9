package text

import (
	"strings"
	"unicode/utf8"
)

// Domain is the domain of an address, as it is written there; empty if there is none.
func Domain(address string) string {
	at := strings.LastIndexByte(address, '@')
	if at < 0 {
		return ""
	}
	return address[at+1:]
}

// ASCIIDomain encodes the labels of a domain that are not ASCII. A label that cannot be encoded stays, and equals
// nothing but itself.
func ASCIIDomain(domain string) string {
	if isASCII(domain) {
		return domain
	}
	labels := strings.FieldsFunc(domain, func(r rune) bool { return strings.ContainsRune(".\u3002\uff0e\uff61", r) })
	for i, l := range labels {
		if code, ok := punycode(l); ok && !isASCII(l) {
			labels[i] = "xn--" + code
		}
	}
	return strings.Join(labels, ".")
}

func isASCII(s string) bool {
	for i := range len(s) {
		if s[i] >= utf8.RuneSelf {
			return false
		}
	}
	return true
}

// punycode encodes a label by RFC 3492 section 6.3; false for what is no label.
func punycode(label string) (string, bool) {
	const base, initialBias, initialN, mostRunes = 36, 72, 128, 63
	input := []rune(label)
	if !utf8.ValidString(label) || len(input) > mostRunes {
		return "", false
	}
	var out []byte
	for _, r := range input {
		if r < initialN {
			out = append(out, byte(r))
		}
	}
	basic := len(out)
	if basic > 0 {
		out = append(out, '-')
	}
	n, delta, bias := rune(initialN), 0, initialBias
	for done := basic; done < len(input); {
		next := rune(utf8.MaxRune)
		for _, r := range input {
			if r >= n && r < next {
				next = r
			}
		}
		delta += int(next-n) * (done + 1)
		n = next
		for _, r := range input {
			if r < n {
				delta++
			}
			if r != n {
				continue
			}
			q := delta
			for k := base; ; k += base {
				t := min(max(k-bias, 1), 26)
				if q < t {
					break
				}
				out = append(out, punyDigit(t+(q-t)%(base-t)))
				q = (q - t) / (base - t)
			}
			out = append(out, punyDigit(q))
			bias = punyBias(delta, done+1, done == basic)
			delta = 0
			done++
		}
		delta++
		n++
	}
	return string(out), true
}

func punyDigit(d int) byte {
	return "abcdefghijklmnopqrstuvwxyz0123456789"[d]
}

// punyBias is RFC 3492 section 6.1.
func punyBias(delta, count int, first bool) int {
	const base, skew, damp = 36, 38, 700
	if first {
		delta /= damp
	} else {
		delta /= 2
	}
	delta += delta / count
	k := 0
	for ; delta > (base-1)*26/2; k += base {
		delta /= base - 1
	}
	return k + base*delta/(delta+skew)
}
