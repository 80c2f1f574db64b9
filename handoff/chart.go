package handoff

import (
	"bytes"
	"compress/gzip"
	"fmt"
	"io"
)

// Chart is a picture of numbers that a mail shows: bars, each of several parts, in words and numbers. It is drawn when
// the mail is written.
type Chart struct {
	ID    string   `json:"id"`    // Content-ID of the picture
	Name  string   `json:"name"`  // of its file, without ending
	Title string   `json:"title"` // what it shows, in few words
	Kinds []string `json:"kinds"` // what the parts of a bar are
	Bars  []Bar    `json:"bars"`
	Side  bool     `json:"side,omitempty"`  // parts lie one below the other, from the left; else they are stacked
	Whole bool     `json:"whole,omitempty"` // all bars are as high: the parts are shares
	Text  string   `json:"text"`            // the same in words: where no picture is shown
}

// Bar is one bar: the numbers of its parts, as Kinds of the chart has them.
type Bar struct {
	Label  string `json:"label"`
	Values []int  `json:"values"`
}

// Sum is what the parts come to.
func (b Bar) Sum() int {
	sum := 0
	for _, v := range b.Values {
		sum += v
	}
	return sum
}

// Empty says that there is nothing to be seen.
func (c Chart) Empty() bool {
	for _, b := range c.Bars {
		if b.Sum() > 0 {
			return false
		}
	}
	return true
}

// File goes along with a mail of the service.
type File struct {
	Name   string `json:"name"`
	Packed []byte `json:"packed"` // gzip
}

// largestFile bounds what goes along, in bytes: more is for the command line.
const largestFile = 2_000_000

// PackFile packs a file; false if it is too large to go along.
func PackFile(name string, data []byte) (File, bool) {
	if len(data) > largestFile {
		return File{}, false
	}
	var b bytes.Buffer
	z := gzip.NewWriter(&b)
	_, _ = z.Write(data) // into memory
	_ = z.Close()
	return File{Name: name, Packed: b.Bytes()}, true
}

// Open unpacks the file.
func (f File) Open() ([]byte, error) {
	z, err := gzip.NewReader(bytes.NewReader(f.Packed))
	if err == nil {
		var data []byte
		if data, err = io.ReadAll(io.LimitReader(z, largestFile)); err == nil {
			return data, nil
		}
	}
	return nil, fmt.Errorf("unpack %s: %w", f.Name, err)
}
