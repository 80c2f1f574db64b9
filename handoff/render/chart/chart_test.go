package chart

import (
	"bytes"
	"image/color"
	"image/png"
	"os"
	"path/filepath"
	"testing"

	"handoffd/handoff"
)

func stacks(whole bool) handoff.Chart {
	c := handoff.Chart{Name: "meetings", Whole: whole,
		Kinds: []string{"held", "guest did not come", "nobody of us", "called off late", "unconfirmed"}}
	for i := range 12 {
		label := []string{"7\nSep", "14", "21", "28", "5\nOct", "12", "19", "26", "2\nNov", "9", "16", "23"}[i]
		c.Bars = append(c.Bars, handoff.Bar{Label: label, Values: []int{i, i % 3, i % 2, (i + 1) % 3, i / 6}})
	}
	return c
}

func funnel() handoff.Chart {
	return handoff.Chart{Name: "funnel", Side: true, Kinds: []string{"31 Aug – 27 Sep", "3 – 30 Aug, four weeks before"},
		Bars: []handoff.Bar{{Label: "Offered", Values: []int{23, 19}}, {Label: "Accepted", Values: []int{18, 15}},
			{Label: "Held", Values: []int{12, 9}}, {Label: "Opportunity", Values: []int{5, 0}}}}
}

// TestCharts: a picture is on a white plate with a rim, small, of the same bytes each time, and shows a part by its
// share of the height. With CHARTS=DIR they are written there, to be looked at.
func TestCharts(t *testing.T) {
	for name, c := range map[string]handoff.Chart{"funnel": funnel(), "stacked": stacks(false), "whole": stacks(true),
		"empty": {Name: "empty", Kinds: []string{"a", "b"}}, "large": {Name: "large", Side: true, Kinds: []string{"a", "b"},
			Bars: []handoff.Bar{{Label: "Offered", Values: []int{1234567, 5000}}}}} {
		data, err := PNG(c)
		if err != nil {
			t.Fatal(err)
		}
		again, err := PNG(c)
		if err != nil || !bytes.Equal(data, again) {
			t.Errorf("%s: other bytes the second time, %v", name, err)
		}
		img, err := png.Decode(bytes.NewReader(data))
		if err != nil {
			t.Fatal(err)
		}
		at := func(x, y int) color.RGBA { return color.RGBAModel.Convert(img.At(x, y)).(color.RGBA) }
		if at(0, 0) != rule || at(5, 5) != plate || img.Bounds().Dx() != Width || len(data) > 30_000 {
			t.Errorf("%s: %v, %v, %v, %d bytes", name, at(0, 0), at(5, 5), img.Bounds(), len(data))
		}
		if dir := os.Getenv("CHARTS"); dir != "" {
			if err := os.WriteFile(filepath.Join(dir, name+".png"), data, 0o644); err != nil {
				t.Fatal(err)
			}
		}
	}
	sheet, err := Sheet([]handoff.Chart{funnel(), stacks(true)})
	if err != nil {
		t.Fatal(err)
	}
	if img, err := png.Decode(bytes.NewReader(sheet)); err != nil || img.Bounds().Dy() < 900 {
		t.Errorf("a sheet of two: %v", err)
	}
	if _, err := PNG(handoff.Chart{Kinds: []string{"a", "b"}, Bars: []handoff.Bar{{Values: []int{1}}}}); err == nil {
		t.Error("a bar of fewer parts than kinds is drawn")
	}
	if _, err := PNG(handoff.Chart{Side: true, Kinds: []string{"a", "b", "c"}}); err == nil {
		t.Error("a chart without colours is drawn")
	}
}

func BenchmarkChart(b *testing.B) {
	for b.Loop() {
		if _, err := PNG(stacks(false)); err != nil {
			b.Fatal(err)
		}
	}
}
