package web

import (
	"strconv"
	"strings"

	"handoffd/handoff"
)

// drawing is a chart of the mail of the week as it is drawn on a page: the same numbers, in colours that follow the
// light or dark of the reader.
type drawing struct {
	Title, Text   string
	Width, Height int
	Legend        []key
	Rects         []rect
	Words         []word
}

type (
	key  struct{ Class, Label string }
	rect struct {
		Class      string
		X, Y, W, H int
	}
	word struct {
		Class, Anchor string
		X, Y          int
		S             string
	}
)

// Measures of a chart, in its own units. On a telephone letters are larger and everything else half as large.
const (
	chartWidth  = 640
	chartTop    = 30 // above the highest stack, for its sum
	chartStack  = 170
	chartLine   = 25 // from one line of a label to the next
	chartRow    = 26 // height of a lying bar
	chartLabel  = 136
	chartNumber = 60 // room for the number behind a lying bar
	leastNumber = 26 // height of a part that has room for its number
)

// Colours of the parts of a chart, and the class of a number that stands on each.
var (
	pairClasses  = []key{{"pair0", ""}, {"pair1", ""}}
	endClasses   = []key{{"end0", "on"}, {"end1", "onamber"}, {"end2", "on"}, {"end3", "on"}, {"end4", ""}}
	shadeClasses = []key{{"shade0", "on"}, {"shade1", ""}, {"shade2", ""}, {"shade3", "onamber"}, {"shade4", "on"}}
)

// drawingOf draws a chart. It has at most so many kinds of parts as there are colours.
func drawingOf(c handoff.Chart) drawing {
	d := drawing{Title: c.Title, Text: c.Text, Width: chartWidth}
	classes := endClasses
	switch {
	case c.Side:
		classes = pairClasses
	case c.Whole:
		classes = shadeClasses
	}
	for i, kind := range c.Kinds {
		d.Legend = append(d.Legend, key{classes[i].Class, kind})
	}
	if c.Side {
		d.lying(c, classes)
	} else {
		d.stacked(c, classes)
	}
	return d
}

func (d *drawing) write(class, anchor string, x, y int, s string) {
	d.Words = append(d.Words, word{class, anchor, x, y, s})
}

// stacked draws bars that stand, the first part at the bottom, with the sum above and the label below.
func (d *drawing) stacked(c handoff.Chart, classes []key) {
	most, lines := 1, 1
	for _, b := range c.Bars {
		most, lines = max(most, b.Sum()), max(lines, 1+strings.Count(b.Label, "\n"))
	}
	base, slot := chartTop+chartStack, chartWidth/max(1, len(c.Bars))
	d.Height = base + lines*chartLine + 4
	d.Rects = append(d.Rects, rect{"axis", 0, base, chartWidth, 1})
	for i, b := range c.Bars {
		middle, y, whole := i*slot+slot/2, base, most
		if c.Whole {
			whole = max(1, b.Sum())
		}
		sum := 0
		for k, n := range b.Values {
			sum += n
			top := base - sum*chartStack/whole
			if y > top {
				d.Rects = append(d.Rects, rect{classes[k].Class, middle - slot*2/5, top + 1, slot * 4 / 5, y - top - 1})
			}
			if y-top >= leastNumber {
				d.write(classes[k].Label, "middle", middle, (y+top)/2+5, strconv.Itoa(n))
			}
			y = top
		}
		if sum > 0 {
			d.write("", "middle", middle, y-5, strconv.Itoa(sum))
		}
		for n, line := range strings.Split(b.Label, "\n") {
			d.write("faint", "middle", middle, base+(n+1)*chartLine-4, line)
		}
	}
}

// lying draws bars that lie, the parts below one another, with the label before them and the number behind.
func (d *drawing) lying(c handoff.Chart, classes []key) {
	most, top := 1, 0
	for _, b := range c.Bars {
		for _, n := range b.Values {
			most = max(most, n)
		}
	}
	const room = chartWidth - chartLabel - chartNumber
	for _, b := range c.Bars {
		d.write("", "", 0, top+len(b.Values)*chartRow/2+5, b.Label)
		for k, n := range b.Values {
			y := top + k*chartRow
			d.Rects = append(d.Rects, rect{classes[k].Class, chartLabel, y, max(2, n*room/most), chartRow - 3})
			d.write("", "", chartLabel+max(2, n*room/most)+8, y+chartRow-7, strconv.Itoa(n))
		}
		top += len(b.Values)*chartRow + 16
	}
	d.Height = top
}
