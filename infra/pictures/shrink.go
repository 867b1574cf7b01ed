package main

import (
	"bytes"
	"cmp"
	"fmt"
	"image"
	"image/color"
	"image/png"
	"maps"
	"os"
	"slices"
)

const (
	colors = 256     // of a palette
	most   = 150_000 // bytes of a picture
)

// shrink writes a screenshot with a palette, at a third of its size.
func shrink(from, to string) error {
	content, err := os.ReadFile(from)
	if err != nil {
		return err
	}
	picture, err := png.Decode(bytes.NewReader(content))
	if err != nil {
		return err
	}
	var out bytes.Buffer
	if err := (&png.Encoder{CompressionLevel: png.BestCompression}).Encode(&out, paletted(picture)); err != nil {
		return err
	}
	if out.Len() > most {
		return fmt.Errorf("%d bytes are too many for a README: show less, or smaller", out.Len())
	}
	fmt.Printf("%s, %d kB\n", to, (out.Len()+999)/1000)
	return os.WriteFile(to, out.Bytes(), 0o644)
}

// paletted keeps the most frequent colors, and draws each other one in the nearest of them. Pages are made of few
// colors: what is lost are grades of the edges of letters.
func paletted(picture image.Image) *image.Paletted {
	bounds := picture.Bounds()
	pixels := map[color.RGBA]int{}
	for y := bounds.Min.Y; y < bounds.Max.Y; y++ {
		for x := bounds.Min.X; x < bounds.Max.X; x++ {
			pixels[rgba(picture.At(x, y))]++
		}
	}
	frequent := slices.SortedFunc(maps.Keys(pixels), func(a, b color.RGBA) int {
		return cmp.Or(pixels[b]-pixels[a], int(a.R)-int(b.R), int(a.G)-int(b.G), int(a.B)-int(b.B))
	})
	palette := make(color.Palette, 0, colors)
	for _, c := range frequent[:min(colors, len(frequent))] {
		palette = append(palette, c)
	}
	nearest := map[color.RGBA]uint8{}
	for _, c := range frequent {
		nearest[c] = uint8(palette.Index(c))
	}
	out := image.NewPaletted(bounds, palette)
	for y := bounds.Min.Y; y < bounds.Max.Y; y++ {
		for x := bounds.Min.X; x < bounds.Max.X; x++ {
			out.SetColorIndex(x, y, nearest[rgba(picture.At(x, y))])
		}
	}
	return out
}

func rgba(c color.Color) color.RGBA { return color.RGBAModel.Convert(c).(color.RGBA) }
