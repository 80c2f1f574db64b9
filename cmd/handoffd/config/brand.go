package config

import (
	"math"
	"regexp"
	"strconv"
	"strings"

	"handoffd/handoff"
)

var colourPattern = regexp.MustCompile(`^#[0-9a-f]{6}$`)

// leastContrast is that of text that can be read (WCAG 2.2, 1.4.3).
const leastContrast = 4.5

// brand checks how the company shows itself.
func (f *faults) brand(raw fileBrand) handoff.Brand {
	b := handoff.Brand{Company: f.text("brand.company", raw.Company, ""),
		Signature: f.text("brand.signature", raw.Signature, ""), Colour: strings.ToLower(raw.Colour),
		Logo: f.logo("brand.logo", raw.Logo)}
	switch {
	case b.Colour == "":
	case !colourPattern.MatchString(b.Colour):
		f.errorf("brand.colour", "colour %s is none; write it like \"#2f5fa8\"", Quoted(raw.Colour))
	case contrast(b.Colour) < leastContrast:
		f.errorf("brand.colour", "white text on %s cannot be read; choose a darker colour", Quoted(raw.Colour))
	}
	return b
}

// contrast is that of white text on the colour.
func contrast(colour string) float64 {
	n, _ := strconv.ParseUint(colour[1:], 16, 32)
	return onWhiteContrast(uint8(n>>16), uint8(n>>8), uint8(n))
}

// onWhiteContrast is that of a colour and white (WCAG 2.2).
func onWhiteContrast(red, green, blue uint8) float64 {
	light := 0.0
	for i, part := range []uint8{red, green, blue} {
		c := float64(part) / 255
		if c <= 0.04045 {
			c /= 12.92
		} else {
			c = math.Pow((c+0.055)/1.055, 2.4)
		}
		light += []float64{0.2126, 0.7152, 0.0722}[i] * c
	}
	return 1.05 / (light + 0.05)
}

var phonePattern = regexp.MustCompile(`^\+?[0-9][0-9 ()./-]{3,30}[0-9]$`)

// phone checks a number that the prospect is told.
func (f *faults) phone(path, number string) string {
	if number != "" && !phonePattern.MatchString(number) {
		f.errorf(path, "phone %s is no number; write it with the country, like \"+49 30 5550101\"", Quoted(number))
	}
	return number
}
