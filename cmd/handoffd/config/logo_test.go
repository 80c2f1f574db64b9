package config

import (
	"bytes"
	"fmt"
	"image"
	"image/color"
	"image/draw"
	"image/jpeg"
	"image/png"
	"os"
	"path/filepath"
	"strings"
	"testing"

	"handoffd/handoff"
)

// drawn is a picture of one colour on a ground of another.
func drawn(width, height int, ground, ink color.Color) image.Image {
	img := image.NewNRGBA(image.Rect(0, 0, width, height))
	draw.Draw(img, img.Bounds(), image.NewUniform(ground), image.Point{}, draw.Src)
	draw.Draw(img, image.Rect(width/4, height/4, width/2, height/2), image.NewUniform(ink), image.Point{}, draw.Src)
	return img
}

func encoded(t *testing.T, img image.Image, asJPEG bool) []byte {
	t.Helper()
	var out bytes.Buffer
	err := png.Encode(&out, img)
	if asJPEG {
		out.Reset()
		err = jpeg.Encode(&out, img, nil)
	}
	if err != nil {
		t.Fatal(err)
	}
	return out.Bytes()
}

// noisy is a picture that no encoder makes small.
func noisy() image.Image {
	img := image.NewNRGBA(image.Rect(0, 0, 300, 300))
	n := uint32(1)
	for i := range img.Pix {
		n = n*1664525 + 1013904223
		img.Pix[i] = byte(n >> 24)
	}
	return img
}

// TestLogo: PNG and JPEG are known by what they hold, in a size that fits below a signature; of each other file it is
// said what is wrong and what to do.
func TestLogo(t *testing.T) {
	blue, none := color.NRGBA{B: 180, A: 255}, color.NRGBA{}
	good := encoded(t, drawn(240, 80, color.White, blue), false)
	for _, c := range []struct {
		name, file string
		data       []byte
		want       string // "image/png 120×40", or words of the fault
	}{
		{"png", "logo.png", good, "image/png 120×40"},
		{"jpeg, called png", "logo.png", encoded(t, drawn(60, 30, color.White, blue), true), "image/jpeg 60×30"},
		{"wide", "logo.png", encoded(t, drawn(960, 80, color.White, blue), false), "image/png 240×20"},
		{"see-through", "logo.png", encoded(t, drawn(240, 80, none, blue), false), "image/png 106×40"},
		{"too wide", "logo.png", encoded(t, drawn(1000, 20, color.White, blue), false), "would be shown 4 pixels high"},
		{"white, see-through", "logo.png", encoded(t, drawn(240, 80, none, color.White), false), "white on white"},
		{"huge", "logo.png", encoded(t, drawn(1200, 10, color.White, blue), false), "1200 × 10 pixels; save it smaller"},
		{"heavy", "logo.png", encoded(t, noisy(), false), "larger than 100 kB; save it smaller"},
		{"svg", "logo.png", []byte("<svg/>"), "neither PNG nor JPEG"},
		{"cut off", "logo.png", good[:len(good)/2], "is damaged"},
		{"empty", "logo.png", nil, "neither PNG nor JPEG"},
		{"not there", "other.png", good, "there is no file"},
	} {
		t.Run(c.name, func(t *testing.T) {
			dir := t.TempDir()
			path := filepath.Join(dir, "config.toml")
			text := strings.Replace(readFile(t, tablesFile), "[trial]", "[brand]\nlogo = \"logo.png\"\n[trial]", 1)
			for file, data := range map[string][]byte{path: []byte(text), filepath.Join(dir, c.file): c.data} {
				if err := os.WriteFile(file, data, 0o600); err != nil {
					t.Fatal(err)
				}
			}
			got, err := Load(path)
			if err != nil {
				if !strings.Contains(err.Error(), c.want) || !strings.Contains(err.Error(), ":19:8: logo ") {
					t.Errorf("%v; want %q", err, c.want)
				}
				return
			}
			l := got.Domain.Brand.Logo
			if shown := fmt.Sprintf("%s %d×%d", l.Type, l.Width, l.Height); shown != c.want {
				t.Errorf("%s, want %s", shown, c.want)
			}
			readable(t, l)
		})
	}
}

// readable asks whether a logo brings its own ground: whatever colour the mail has, its letters stay.
func readable(t *testing.T, l handoff.Logo) {
	t.Helper()
	img, _, err := image.Decode(strings.NewReader(l.Bytes))
	if err != nil {
		t.Fatal(err)
	}
	if o, ok := img.(interface{ Opaque() bool }); ok && !o.Opaque() {
		t.Error("the logo is see-through")
	}
}

// FuzzLogo: whatever a file holds, it is refused with a sentence or can be shown.
func FuzzLogo(f *testing.F) {
	var out bytes.Buffer
	if err := png.Encode(&out, drawn(24, 8, color.NRGBA{}, color.Black)); err != nil {
		f.Fatal(err)
	}
	f.Add(out.Bytes())
	f.Add([]byte("\xff\xd8\xff"))
	f.Fuzz(func(t *testing.T, data []byte) {
		p, problem := decodePicture(data)
		if problem != "" {
			return
		}
		if _, _, err := image.Decode(bytes.NewReader(p.bytes)); err != nil || p.kind == "" {
			t.Errorf("%s taken: %v", p.kind, err)
		}
	})
}
