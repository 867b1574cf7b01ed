package main

import (
	"context"
	"encoding/json"
	"testing"

	"github.com/aws/aws-lambda-go/events"

	"github.com/referral-tool/referrals/functions/internal/functiontest"
	"github.com/referral-tool/referrals/shared/api"
	"github.com/referral-tool/referrals/shared/referral"
)

func open(w *functiontest.World) *api.API { return newAPI(w.Desk, w.Log) }

func inKansas(t *testing.T) func(*functiontest.World) *api.API {
	return functiontest.InKansas(t, open, functiontest.FormDraft, functiontest.FormSent, functiontest.FormAccepted, functiontest.FormRejected, functiontest.FormCanceled)
}

func TestReferralForm(t *testing.T) {
	functiontest.Cases(t, "referral-form", inKansas(t), map[string]int{
		"generate":                  201,
		"generate-again":            200,
		"generate-unknown":          404,
		"generate-unknown-client":   404,
		"generate-other-program":    404,
		"generate-by-provider":      403,
		"generate-unknown-field":    422,
		"draft":                     200,
		"sent":                      200,
		"sent-by-provider":          200,
		"page":                      200,
		"draft-by-provider":         404,
		"sent-by-another-provider":  404,
		"sent-other-program":        404,
		"rejected-by-provider":      410,
		"canceled-by-provider":      410,
		"rejected-by-navigator":     200,
		"of-support-services":       404,
		"form-by-case-manager":      403,
		"edit":                      200,
		"edit-same":                 200,
		"edit-wrong":                422,
		"edit-sent":                 409,
		"edit-stale":                412,
		"edit-by-provider":          403,
		"edit-of-support-services":  404,
		"edit-wrong-type":           400,
		"pdf":                       200,
		"pdf-by-provider":           200,
		"pdf-of-a-version":          200,
		"pdf-of-no-version":         404,
		"pdf-wrong-version":         422,
		"pdf-of-a-draft":            404,
		"pdf-by-another-provider":   404,
		"pdf-rejected-by-provider":  410,
		"pdf-rejected-by-navigator": 200,
		"pdf-unknown":               404,
		"pdf-of-support-services":   404,
		"pdf-by-case-manager":       403,
		"note":                      200,
		"note-on-a-draft":           200,
		"note-on-an-ended":          409,
		"note-empty":                422,
		"note-the-same":             422,
		"note-by-provider":          403,
		"note-of-support-services":  404,
	})
}

func TestReplay_Generate(t *testing.T) {
	functiontest.Replay(t, "referral-form", "generate", inKansas(t))
}

func TestReplay_Note(t *testing.T) {
	functiontest.Replay(t, "referral-form", "note", inKansas(t))
}

// The activity was corrected after its form was generated, and edited: Generate Form answers the same draft, with the
// correction and with the edit.
func TestGenerateAgainAfterACorrection(t *testing.T) {
	w := functiontest.New(t)
	a := inKansas(t)(w)
	w.Call(t, a, functiontest.Event[events.APIGatewayV2HTTPRequest](t, "referral-form", "edit")) // notes and hours
	cmd := w.Command(t, functiontest.Lind)
	cmd.Rules = w.Rules(t, functiontest.Dcf)
	_, err := w.EditActivity(context.Background(), cmd, functiontest.Ana.ID, functiontest.ActivityOf(functiontest.FormDraft),
		func(_ referral.Customer, activity referral.Activity) (referral.Activity, error) {
			activity.StartDate, activity.HoursPerWeek = "2026-12-08", 40
			return activity, nil
		})
	if err != nil {
		t.Fatal(err)
	}
	again := w.Call(t, a, functiontest.Event[events.APIGatewayV2HTTPRequest](t, "referral-form", "generate-again"))
	var answered generated
	if err := json.Unmarshal([]byte(again.Body), &answered); err != nil {
		t.Fatal(err)
	}
	values := map[string]string{}
	for _, f := range answered.Form.Fields {
		values[f.Key] = f.Value
	}
	if again.StatusCode != 200 || answered.ReferralID != functiontest.FormDraft || again.Headers["Etag"] != `"3"` ||
		values["startDate"] != "2026-12-08" || values["hoursPerWeek"] != "25" || values["notes"] != "Needs evening hours.\nHas no car." {
		t.Errorf("answered %d, %v: %s", again.StatusCode, again.Headers, again.Body)
	}
}
