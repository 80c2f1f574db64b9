package chart

import (
	"image"
	"image/color"
)

// few is the picture in few colours: its file is a third as long.
func few(img *image.RGBA, colors []color.RGBA) image.Image {
	palette := color.Palette{plate, ink, soft, rule}
	for _, c := range colors {
		palette = append(palette, c)
	}
	for _, on := range append([]color.RGBA{plate}, colors...) { // text has soft edges
		for _, c := range []color.RGBA{ink, soft, plate} {
			for i := 1; i < 6; i++ {
				palette = append(palette, mix(on, c, i, 6))
			}
		}
	}
	out := image.NewPaletted(img.Bounds(), palette)
	nearest := map[[3]uint8]uint8{}
	last, n := [3]uint8{}, uint8(palette.Index(color.RGBA{0, 0, 0, 0xff}))
	for i := range out.Pix { // both pictures begin at 0, 0
		if c := [3]uint8(img.Pix[4*i:]); c != last {
			known := false
			if n, known = nearest[c]; !known {
				n = uint8(palette.Index(color.RGBA{c[0], c[1], c[2], 0xff}))
				nearest[c] = n
			}
			last = c
		}
		out.Pix[i] = n
	}
	return out
}

func mix(a, b color.RGBA, n, of int) color.RGBA {
	at := func(x, y uint8) uint8 { return uint8((int(x)*(of-n) + int(y)*n) / of) }
	return color.RGBA{at(a.R, b.R), at(a.G, b.G), at(a.B, b.B), 0xff}
}
