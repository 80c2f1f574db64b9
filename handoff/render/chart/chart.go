// Package chart draws the charts of mails as PNG pictures: bars on a white plate, legible on light and dark paper and
// on the width of a telephone, each with its number. The same chart gives the same bytes.
//
// It refuses to count and to word: what it draws is in the chart.
package chart

import (
	"bytes"
	"fmt"
	"image"
	"image/color"
	"image/draw"
	"image/png"
	"slices"
	"strconv"
	"strings"
	"sync"

	"golang.org/x/image/font"
	"golang.org/x/image/font/gofont/goregular"
	"golang.org/x/image/font/opentype"
	"golang.org/x/image/math/fixed"

	"handoffd/handoff"
)

// Sizes, in pixels. A telephone shows the picture at less than half of its width, a screen at two thirds.
const (
	Width    = 800
	edge     = 22
	fontSize = 24
	line     = 34 // from one line of text to the next
	gap      = 12
	stack    = 300 // height of the highest stack
	row      = 30  // height of a lying bar
	swatch   = 20
)

var (
	ink   = color.RGBA{0x1c, 0x24, 0x30, 0xff}
	soft  = color.RGBA{0x5b, 0x66, 0x75, 0xff}
	rule  = color.RGBA{0xc9, 0xd0, 0xd8, 0xff}
	plate = color.RGBA{0xff, 0xff, 0xff, 0xff}

	// colours of parts; those of a chart differ in lightness as well
	pair   = []color.RGBA{{0x1f, 0x5f, 0xa8, 0xff}, {0xa9, 0xc4, 0xe4, 0xff}}
	ends   = []color.RGBA{{0x1d, 0x6b, 0x45, 0xff}, amber, red, {0x8a, 0x6f, 0xb8, 0xff}, {0xc9, 0xd0, 0xd8, 0xff}}
	shades = []color.RGBA{{0x1f, 0x4e, 0x8c, 0xff}, {0x6d, 0x9d, 0xd1, 0xff}, {0xc4, 0xd9, 0xef, 0xff}, amber, red}
	amber  = color.RGBA{0xf0, 0xb4, 0x3c, 0xff}
	red    = color.RGBA{0xb0, 0x2a, 0x30, 0xff}
)

// colorsOf are the colours of a chart.
func colorsOf(c handoff.Chart) []color.RGBA {
	switch {
	case c.Side:
		return pair
	case c.Whole:
		return shades
	}
	return ends
}

// face is the type that everything is written in.
var face = sync.OnceValues(func() (font.Face, error) {
	f, err := opentype.Parse(goregular.TTF)
	if err != nil {
		return nil, err
	}
	return opentype.NewFace(f, &opentype.FaceOptions{Size: fontSize, DPI: 72, Hinting: font.HintingFull})
})

// mu guards the face, which is not safe for several goroutines.
var mu sync.Mutex

// PNG draws the chart.
func PNG(c handoff.Chart) ([]byte, error) {
	mu.Lock()
	defer mu.Unlock()
	p, err := drawn(c)
	if err != nil {
		return nil, err
	}
	return encoded(p.img, p.colors)
}

// Sheet draws several charts below one another, each with its title.
func Sheet(all []handoff.Chart) ([]byte, error) {
	mu.Lock()
	defer mu.Unlock()
	whole := &paper{img: image.NewRGBA(image.Rect(0, 0, Width, 0))}
	for _, c := range all {
		p, err := drawn(c)
		if err != nil {
			return nil, err
		}
		top := whole.img.Bounds().Dy()
		higher := image.NewRGBA(image.Rect(0, 0, Width, top+2*line+p.img.Bounds().Dy()))
		draw.Draw(higher, whole.img.Bounds(), whole.img, image.Point{}, draw.Src)
		whole.img, whole.face = higher, p.face
		whole.fill(0, top, Width, top+2*line, plate)
		whole.write(c.Title, edge, top+line+gap, ink)
		draw.Draw(higher, p.img.Bounds().Add(image.Pt(0, top+2*line)), p.img, image.Point{}, draw.Src)
	}
	return encoded(whole.img, slices.Concat(pair, ends, shades))
}

func encoded(img *image.RGBA, colors []color.RGBA) ([]byte, error) {
	var out bytes.Buffer
	if err := png.Encode(&out, few(img, colors)); err != nil {
		return nil, fmt.Errorf("encode a chart: %w", err)
	}
	return out.Bytes(), nil
}

// drawn is the chart on its plate.
func drawn(c handoff.Chart) (*paper, error) {
	f, err := face()
	if err != nil {
		return nil, fmt.Errorf("draw the chart %s: %w", c.Name, err)
	}
	for _, b := range c.Bars {
		if len(b.Values) != len(c.Kinds) {
			return nil, fmt.Errorf("draw the chart %s: %d numbers of %d kinds", c.Name, len(b.Values), len(c.Kinds))
		}
	}
	p := &paper{c: c, face: f, colors: colorsOf(c)}
	if len(c.Kinds) > len(p.colors) {
		return nil, fmt.Errorf("draw the chart %s: no colours for %d kinds", c.Name, len(c.Kinds))
	}
	legend := p.legend(false)
	height := legend + line + stack + 2*line + edge
	if c.Side {
		height = legend + len(c.Bars)*(len(c.Kinds)*row+2*gap) + edge
	}
	p.img = image.NewRGBA(image.Rect(0, 0, Width, height))
	p.fill(0, 0, Width, height, rule)
	p.fill(2, 2, Width-2, height-2, plate)
	p.legend(true)
	if c.Side {
		p.lying(legend)
	} else {
		p.stacked(legend + line)
	}
	return p, nil
}

// paper is a chart in the drawing.
type paper struct {
	c      handoff.Chart
	face   font.Face
	colors []color.RGBA
	img    *image.RGBA
}

func (p *paper) fill(x0, y0, x1, y1 int, c color.RGBA) {
	draw.Draw(p.img, image.Rect(x0, y0, x1, y1), image.NewUniform(c), image.Point{}, draw.Src)
}

func (p *paper) width(s string) int { return font.MeasureString(p.face, s).Ceil() }

// write writes a text whose base line is at y, from x on.
func (p *paper) write(s string, x, y int, c color.RGBA) {
	d := font.Drawer{Dst: p.img, Src: image.NewUniform(c), Face: p.face, Dot: fixed.P(x, y)}
	d.DrawString(s)
}

// center writes a text around x.
func (p *paper) center(s string, x, y int, c color.RGBA) { p.write(s, x-p.width(s)/2, y, c) }

// legend says what the colours are, and how high that is.
func (p *paper) legend(drawn bool) int {
	x, y := edge, edge
	for i, kind := range p.c.Kinds {
		w := swatch + gap + p.width(kind) + 2*gap
		if x > edge && x+w > Width-edge+2*gap {
			x, y = edge, y+line
		}
		if drawn {
			p.fill(x, y+4, x+swatch, y+4+swatch, p.colors[i])
			p.write(kind, x+swatch+gap, y+fontSize-1, ink)
		}
		x += w
	}
	return y + line + gap
}

// onto is the colour of a text on that colour.
func onto(c color.RGBA) color.RGBA {
	if 299*int(c.R)+587*int(c.G)+114*int(c.B) > 140_000 {
		return ink
	}
	return plate
}

// stacked draws bars that stand, the first part at the bottom, with the sum above and the labels below.
func (p *paper) stacked(top int) {
	most := 1
	for _, b := range p.c.Bars {
		most = max(most, b.Sum())
	}
	base, slot := top+stack, (Width-2*edge)/max(1, len(p.c.Bars))
	p.fill(edge, base, Width-edge, base+2, rule)
	for i, b := range p.c.Bars {
		middle, y, whole := edge+i*slot+slot/2, base, most
		if p.c.Whole {
			whole = max(1, b.Sum())
		}
		sum := 0
		for k, v := range b.Values {
			sum += v
			next := base - sum*stack/whole
			if p.fill(middle-slot*2/5, next, middle+slot*2/5, y, p.colors[k]); y-next > fontSize && v > 0 {
				p.center(strconv.Itoa(v), middle, (y+next)/2+fontSize/3, onto(p.colors[k]))
			}
			if v > 0 && next > base-stack && y-next > 3 { // a line between two parts, for who sees no colours
				p.fill(middle-slot*2/5, next, middle+slot*2/5, next+1, plate)
			}
			y = next
		}
		if sum > 0 {
			p.center(strconv.Itoa(sum), middle, y-8, ink)
		}
		p.label(b.Label, middle, base+line-4)
	}
}

// label writes a label of several words below one another.
func (p *paper) label(s string, x, y int) {
	for _, word := range strings.Split(s, "\n") {
		p.center(word, x, y, soft)
		y += line - 6
	}
}

// lying draws bars that lie, the parts below one another, with the label before them and the number behind.
func (p *paper) lying(top int) {
	most, left := 1, 0
	for _, b := range p.c.Bars {
		left = max(left, p.width(b.Label))
		for _, v := range b.Values {
			most = max(most, v)
		}
	}
	left += edge + gap
	room := Width - edge - left - p.width(" "+strconv.Itoa(most)) - gap
	for _, b := range p.c.Bars {
		middle := top + len(b.Values)*row/2 + fontSize/3
		p.write(b.Label, edge, middle, ink)
		for k, v := range b.Values {
			y := top + k*row
			p.fill(left, y, left+max(2, v*room/most), y+row-3, p.colors[k])
			p.write(strconv.Itoa(v), left+max(2, v*room/most)+gap, y+fontSize-1, ink)
		}
		top += len(b.Values)*row + 2*gap
	}
}
