package form

import (
	_ "embed"
	"encoding/binary"
	"errors"
)

// The fonts are embedded: a function has no others.
var (
	//go:embed font/NotoSans-Regular.ttf
	regular []byte
	//go:embed font/NotoSans-Bold.ttf
	bold []byte
)

// characters are those that a font can set.
type characters map[rune]bool

// charactersOf reads the character map of a TrueType font. The PDF library draws nothing for a character that the font
// lacks, so this has to be known beforehand.
func charactersOf(font []byte) (characters, error) {
	table, err := characterMap(font)
	if err != nil {
		return nil, err
	}
	subtables := int(binary.BigEndian.Uint16(table[2:]))
	for i := range subtables {
		offset := binary.BigEndian.Uint32(table[4+8*i+4:])
		if segments := table[offset:]; binary.BigEndian.Uint16(segments) == segmentFormat {
			return segmentCharacters(segments), nil
		}
	}
	return nil, errors.New("the font has no character map of format 4")
}

// segmentFormat is the format of character maps that every font for the Basic Multilingual Plane has.
const segmentFormat = 4

// characterMap finds a font's table "cmap".
func characterMap(font []byte) ([]byte, error) {
	tables := int(binary.BigEndian.Uint16(font[4:]))
	for i := range tables {
		entry := font[12+16*i:]
		if string(entry[:4]) == "cmap" {
			return font[binary.BigEndian.Uint32(entry[8:]):], nil
		}
	}
	return nil, errors.New("the font has no character map")
}

// segmentCharacters are the characters of a map of format 4 that have a glyph. All of its arrays hold one entry for
// each segment: ends, (two bytes), starts, deltas, offsets.
func segmentCharacters(table []byte) characters {
	known := characters{}
	at := func(offset int) int { return int(binary.BigEndian.Uint16(table[offset:])) }
	size := at(6) // of one array, in bytes
	for segment := 0; segment < size; segment += 2 {
		end, start := at(14+segment), at(16+size+segment)
		delta, offsetAt := at(16+2*size+segment), 16+3*size+segment
		for c := start; c <= end && c != 0xFFFF; c++ {
			glyph := c + delta
			if offset := at(offsetAt); offset != 0 {
				if glyph = at(offsetAt + offset + 2*(c-start)); glyph != 0 {
					glyph += delta
				}
			}
			if glyph&0xFFFF != 0 {
				known[rune(c)] = true
			}
		}
	}
	return known
}
