package main

import (
	"image"
	"image/color"
	"testing"
)

// A picture of many colors keeps the frequent ones as they are, and draws the others nearly so.
func TestPaletted(t *testing.T) {
	const side = 100
	ground := color.RGBA{R: 0x00, G: 0x5e, B: 0xa2, A: 0xff}
	picture := image.NewRGBA(image.Rect(0, 0, side, side))
	for i := range side * side {
		c := ground
		if i < 1000 {
			c = color.RGBA{R: uint8(i % 250), G: uint8(i / 750), A: 0xff}
		}
		picture.Set(i%side, i/side, c)
	}
	got := paletted(picture)
	if len(got.Palette) != colors || got.Bounds() != picture.Bounds() {
		t.Fatalf("%d colors in %v", len(got.Palette), got.Bounds())
	}
	for i := range side * side {
		is, was := rgba(got.At(i%side, i/side)), picture.RGBAAt(i%side, i/side)
		if near := i < 1000 && is.R == was.R && is.G <= 1; !near && is != was {
			t.Fatalf("pixel %d is %v, was %v", i, is, was)
		}
	}
}

func TestPaletted_OfFewColors(t *testing.T) {
	picture := image.NewRGBA(image.Rect(0, 0, 2, 1))
	picture.Set(0, 0, color.White)
	picture.Set(1, 0, color.Black)
	got := paletted(picture)
	if rgba(got.At(0, 0)) != rgba(color.White) || rgba(got.At(1, 0)) != rgba(color.Black) || len(got.Palette) != 2 {
		t.Errorf("%v", got)
	}
}
