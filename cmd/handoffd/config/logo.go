package config

import (
	"bytes"
	"crypto/sha256"
	"encoding/hex"
	"fmt"
	"image"
	"image/draw"
	"image/jpeg"
	"image/png"
	"io"
	"os"
	"path/filepath"

	"handoffd/handoff"
)

// Bounds of a logo. It goes along in every mail to a prospect.
const (
	maxLogo       = 100_000 // bytes
	maxLogoSide   = 1_000   // pixels
	logoHeight    = 40      // at most, as mails show it
	logoWidth     = 240
	leastLogo     = 8    // height, as mails show it
	leastInk      = 1.3  // contrast with white of what can be seen
	leastInkShare = 0.01 // of the picture
)

// picture is a file that has been read, in the size that it has.
type picture struct {
	kind  string
	bytes []byte
	size  image.Point
}

// logo reads the picture of the company. What is see-through is put on white: in a dark mail dark letters could not be
// read, and some mail programs turn the ground of a mail and leave its pictures.
func (f *faults) logo(path, name string) handoff.Logo {
	if name == "" {
		return handoff.Logo{}
	}
	file := below(f.file, name)
	p, problem := readPicture(file)
	if problem != "" {
		f.errorf(path, "logo %s %s", Quoted(file), problem)
		return handoff.Logo{}
	}
	width, height := logoSize(p.size)
	if height < leastLogo {
		f.errorf(path, "logo %s is %d × %d pixels and would be shown %d pixels high; cut off its margins, or take a "+
			"shorter one", Quoted(file), p.size.X, p.size.Y, height)
		return handoff.Logo{}
	}
	sum := sha256.Sum256(p.bytes)
	return handoff.Logo{Type: p.kind, Sum: hex.EncodeToString(sum[:]), Width: width, Height: height,
		Bytes: string(p.bytes)}
}

// logoSize is what mails show: never larger than the picture is.
func logoSize(p image.Point) (width, height int) {
	width, height = p.X, p.Y
	if height > logoHeight {
		width, height = max(1, width*logoHeight/height), logoHeight
	}
	if width > logoWidth {
		width, height = logoWidth, height*logoWidth/width
	}
	return width, height
}

// readPicture reads a PNG or JPEG by what it holds, whatever it is called; otherwise what is wrong and what to do.
func readPicture(file string) (picture, string) {
	const tooLarge = "is larger than 100 kB; save it smaller: 80 pixels high is enough"
	in, err := os.Open(filepath.Clean(file))
	if err != nil {
		return picture{}, "could not be taken: " + unread(file, err)
	}
	defer in.Close()
	data, err := io.ReadAll(io.LimitReader(in, maxLogo+1))
	switch {
	case err != nil:
		return picture{}, "could not be taken: " + unread(file, err)
	case len(data) > maxLogo:
		return picture{}, tooLarge
	}
	p, problem := decodePicture(data)
	if problem == "" && len(p.bytes) > maxLogo {
		problem = "is larger than 100 kB without what is see-through; save it smaller: 80 pixels high is enough"
	}
	return p, problem
}

// decodePicture checks the bytes of a picture.
func decodePicture(data []byte) (picture, string) {
	p := picture{bytes: data}
	size, decode := png.DecodeConfig, png.Decode
	switch {
	case bytes.HasPrefix(data, []byte("\x89PNG\r\n")):
		p.kind = "image/png"
	case bytes.HasPrefix(data, []byte("\xff\xd8\xff")):
		p.kind, size, decode = "image/jpeg", jpeg.DecodeConfig, jpeg.Decode
	default:
		return p, "is neither PNG nor JPEG; save it as one of the two (mail programs show no SVG and no WebP)"
	}
	head, err := size(bytes.NewReader(data))
	if err == nil && (head.Width > maxLogoSide || head.Height > maxLogoSide) {
		return p, fmt.Sprintf("is %d × %d pixels; save it smaller: 80 pixels high is enough", head.Width, head.Height)
	}
	var img image.Image
	if err == nil {
		img, err = decode(bytes.NewReader(data))
	}
	if err != nil {
		return p, fmt.Sprintf("is damaged: %v; save it anew", err)
	}
	p.size = img.Bounds().Size()
	solid := onWhite(img)
	if inkShare(solid) < leastInkShare {
		return p, "is white on white; take the one for light backgrounds"
	}
	if opaque, ok := img.(interface{ Opaque() bool }); p.kind == "image/png" && (!ok || !opaque.Opaque()) {
		var out bytes.Buffer
		if err := (&png.Encoder{CompressionLevel: png.BestCompression}).Encode(&out, solid); err != nil {
			return p, fmt.Sprintf("cannot be put on white: %v; save it without see-through parts", err)
		}
		p.bytes, p.size = out.Bytes(), solid.Bounds().Size()
	}
	return p, ""
}

// onWhite is the picture on a white plate, a little larger, without anything see-through.
func onWhite(img image.Image) *image.RGBA {
	size := img.Bounds().Size()
	margin := image.Pt(size.Y/10, size.Y/10)
	out := image.NewRGBA(image.Rectangle{Max: size.Add(margin).Add(margin)})
	draw.Draw(out, out.Bounds(), image.White, image.Point{}, draw.Src)
	draw.Draw(out, image.Rectangle{Min: margin, Max: margin.Add(size)}, img, img.Bounds().Min, draw.Over)
	return out
}

// inkShare is the part of a picture that can be told from white.
func inkShare(img *image.RGBA) float64 {
	ink, all := 0, img.Bounds().Dx()*img.Bounds().Dy()
	for y := range img.Bounds().Dy() {
		for x := range img.Bounds().Dx() {
			if c := img.RGBAAt(x, y); onWhiteContrast(c.R, c.G, c.B) >= leastInk {
				ink++
			}
		}
	}
	return float64(ink) / float64(max(1, all))
}
