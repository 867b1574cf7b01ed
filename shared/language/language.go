// Package language writes days and moments out in the languages that partners read.
package language

import (
	"fmt"
	"strings"
	"time"

	"github.com/referral-tool/referrals/shared/referral"
)

// Language is one that mails and pages are written in, as the lang attribute of a page names it.
type Language string

const (
	English Language = "en"
	Spanish Language = "es"
)

// All are the languages that every text for a partner exists in.
func All() []Language { return []Language{English, Spanish} }

// Of is the language that a tag like "es" or "es-MX" asks for; English if it is none of ours.
func Of(tag string) Language {
	primary, _, _ := strings.Cut(strings.ToLower(tag), "-")
	for _, l := range All() {
		if primary == string(l) {
			return l
		}
	}
	return English
}

var spanishWeekdays = [...]string{"domingo", "lunes", "martes", "miércoles", "jueves", "viernes", "sábado"}

var spanishMonths = [...]string{
	"enero", "febrero", "marzo", "abril", "mayo", "junio",
	"julio", "agosto", "septiembre", "octubre", "noviembre", "diciembre",
}

// Day is a day without its weekday: "December 1, 2026", "1 de diciembre de 2026". Empty for no day.
func (l Language) Day(d referral.Date) string {
	if d == "" {
		return ""
	}
	return l.day(d.Start(time.UTC))
}

// Weekday is a day written out: "Tuesday, December 1, 2026", "martes, 1 de diciembre de 2026". Empty for no day.
func (l Language) Weekday(d referral.Date) string {
	if d == "" {
		return ""
	}
	return l.weekday(d.Start(time.UTC))
}

// Moment is a moment as the clocks of its location show it: "Friday, November 20, 2026, 3:04 PM CST".
func (l Language) Moment(t time.Time) string {
	if l == Spanish {
		half := "a. m."
		if t.Hour() >= 12 {
			half = "p. m."
		}
		return fmt.Sprintf("%s, %s %s %s", l.weekday(t), t.Format("3:04"), half, t.Format("MST"))
	}
	return l.weekday(t) + ", " + t.Format("3:04 PM MST")
}

func (l Language) weekday(t time.Time) string {
	if l == Spanish {
		return spanishWeekdays[t.Weekday()] + ", " + l.day(t)
	}
	return t.Format("Monday, ") + l.day(t)
}

func (l Language) day(t time.Time) string {
	if l == Spanish {
		return fmt.Sprintf("%d de %s de %d", t.Day(), spanishMonths[t.Month()-1], t.Year())
	}
	return t.Format("January 2, 2006")
}
