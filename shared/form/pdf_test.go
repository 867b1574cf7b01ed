package form_test

import (
	"bytes"
	"os"
	"os/exec"
	"path/filepath"
	"strings"
	"testing"

	"github.com/referral-tool/referrals/shared/form"
	"github.com/referral-tool/referrals/shared/program"
	"github.com/referral-tool/referrals/shared/referral"
)

// sheet is the Kansas program's form, filled.
func sheet(t testing.TB, values map[string]string) form.Sheet {
	t.Helper()
	programs, err := program.Load()
	if err != nil {
		t.Fatal(err)
	}
	ks, _ := programs.Get("ks-dcf")
	f := referral.Form{Revision: 1, Name: ks.Form.Name, Heading: ks.Form.Heading(), Fields: append([]referral.FormField(nil), ks.Form.Fields...)}
	for i := range f.Fields {
		f.Fields[i].Value = values[f.Fields[i].Key]
	}
	return form.Sheet{
		Form: f, Agency: "Kansas Department for Children and Families", Reference: "R-7K3F-9QXM", SentOn: "2026-11-20",
	}
}

func filled() map[string]string {
	return map[string]string{
		"client": "Renée Peña-Łukasiewicz", "caseNumber": "KS-1002", "clientAddress": "1200 SW 10th Ave, Topeka, KS 66604",
		"clientPhone": "785-555-0111", "clientEmail": "renee@noemail.com", "programBlock": "Work Programs",
		"activityName": "Job Search", "service": "Job Search Assistance", "provider": "Heartland Works",
		"navigator": "Pat Lindgren", "navigatorPhone": "785-555-0120", "navigatorEmail": "pat.lindgren@dcf.test",
		"startDate": "2026-12-01", "endDate": "2027-02-26", "hoursPerWeek": "20",
		"notes": "Needs evening hours.\nSecond service: Resume and Interview Workshop. Nguyễn Thị Ánh; Αθηνά Παπαδοπούλου; Ольга Щербакова.",
	}
}

func pdf(t testing.TB, s form.Sheet) []byte {
	t.Helper()
	out, err := form.NewPrinter().PDF(s)
	if err != nil {
		t.Fatal(err)
	}
	if len(out) > 350<<10 {
		t.Errorf("the PDF has %d bytes, more than an item may hold", len(out))
	}
	return out
}

// textOf is the PDF's text as a reader copies it.
func textOf(t testing.TB, content []byte) string {
	t.Helper()
	tool, err := exec.LookPath("pdftotext")
	if err != nil {
		t.Skip("pdftotext, of poppler-utils, is not installed")
	}
	file := filepath.Join(t.TempDir(), "form.pdf")
	if err := os.WriteFile(file, content, 0o600); err != nil {
		t.Fatal(err)
	}
	out, err := exec.Command(tool, "-layout", "-enc", "UTF-8", file, "-").Output()
	if err != nil {
		t.Fatal(err)
	}
	return string(out)
}

func words(text string) string { return strings.Join(strings.Fields(text), " ") }

func TestPDF_SaysWhatTheFormSays(t *testing.T) {
	s := sheet(t, filled())
	text := words(textOf(t, pdf(t, s)))
	for _, field := range s.Form.Fields {
		if !strings.Contains(text, words(field.Label)) || !strings.Contains(text, words(field.Value)) {
			t.Errorf("the PDF lacks %q: %q", field.Label, field.Value)
		}
	}
	for _, want := range []string{s.Form.Heading, s.Agency, s.Reference, "Friday, November 20, 2026", "Page 1 of 1"} {
		if !strings.Contains(text, want) {
			t.Errorf("the PDF lacks %q", want)
		}
	}
}

func TestPDF_IsTheSameEachTime(t *testing.T) {
	if !bytes.Equal(pdf(t, sheet(t, filled())), pdf(t, sheet(t, filled()))) {
		t.Error("two PDFs of one form differ")
	}
}

func TestPDF_LongNotesGoOnOverPages(t *testing.T) {
	values := filled()
	values["notes"] = strings.Repeat("Έλεγχος. Проверка. Nguyễn. ", 147) + "\nThe end."
	s := sheet(t, values)
	s.Form.Revision = 2
	text := words(textOf(t, pdf(t, s)))
	for _, want := range []string{"Page 1 of 2", "Page 2 of 2", "The end.", "version 2"} {
		if !strings.Contains(text, want) {
			t.Errorf("the PDF lacks %q", want)
		}
	}
	if got := strings.Count(text, "Nguyễn."); got != 147 {
		t.Errorf("%d of 147 sentences are there", got)
	}
}

// What the font lacks is seen to be missing; what directs or hides text is left out.
func TestPDF_MarksWhatItCannotSet(t *testing.T) {
	values := filled()
	values["client"] = "王小明 😀\u202E evil\u200B"
	if text := words(textOf(t, pdf(t, sheet(t, values)))); !strings.Contains(text, "��� � evil") {
		t.Errorf("the client is set as %q", text)
	}
}

// Letters and accents that came apart are one letter again.
func TestPDF_JoinsAccents(t *testing.T) {
	values := filled()
	values["client"] = "Pen\u0303a Nguye\u0302\u0303n"
	if text := textOf(t, pdf(t, sheet(t, values))); !strings.Contains(text, "Peña Nguyễn") {
		t.Error("the accents are not joined with their letters")
	}
}

// A word of any length stays on the page.
func TestPDF_BreaksLongWords(t *testing.T) {
	values := filled()
	values["client"] = strings.Repeat("Ж", 200)
	text := textOf(t, pdf(t, sheet(t, values)))
	if got := strings.Count(text, "Ж"); got != 200 {
		t.Errorf("%d of 200 letters are there", got)
	}
}

// A label of an agency's own may be longer than its column.
func TestPDF_LongLabelKeepsItsColumn(t *testing.T) {
	s := sheet(t, filled())
	s.Form.Fields[1].Label = "Case Number as it stands in the letter of the department's regional office"
	if text := words(textOf(t, pdf(t, s))); !strings.Contains(text, "regional office") || !strings.Contains(text, "KS-1002") {
		t.Errorf("the case number is set as %q", text)
	}
}

func BenchmarkPDF(b *testing.B) {
	s := sheet(b, filled())
	for b.Loop() {
		pdf(b, s)
	}
}
