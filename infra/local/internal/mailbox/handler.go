package mailbox

import (
	"encoding/json"
	"net/http"

	"github.com/referral-tool/referrals/infra/local/internal/respond"
)

// Register adds the calls and the pages by which one sees what was sent.
func (m *Mailbox) Register(mux *http.ServeMux) {
	mux.HandleFunc("GET /_local/mail", m.list)
	mux.HandleFunc("GET /_local/mail/{id}", m.show)
	mux.HandleFunc("POST /_local/mail/fail", m.fail)
	mux.HandleFunc("POST /_local/mail/{id}/bounce", m.reporting("bounce", m.reportBounce))
	mux.HandleFunc("POST /_local/mail/{id}/complaint", m.reporting("complaint", m.reportComplaint))
	mux.HandleFunc("GET /_local/mailbox", m.overview)
}

func (m *Mailbox) list(w http.ResponseWriter, r *http.Request) {
	respond.JSON(w, http.StatusOK, map[string]any{"items": m.Mails(r.URL.Query().Get("to"))})
}

func (m *Mailbox) fail(w http.ResponseWriter, r *http.Request) {
	var wanted struct{ Count int }
	if err := json.NewDecoder(r.Body).Decode(&wanted); err != nil || wanted.Count < 0 {
		respond.Message(w, http.StatusBadRequest, `The body must be {"count":1}, with any number.`)
		return
	}
	m.Fail(wanted.Count)
	respond.JSON(w, http.StatusOK, map[string]int{"count": wanted.Count})
}

// reporting has SES report that a mail did not go well after all.
func (m *Mailbox) reporting(kind string, report func(Mail)) http.HandlerFunc {
	return func(w http.ResponseWriter, r *http.Request) {
		sent, found := m.store.find(r.PathValue("id"))
		if !found {
			respond.Message(w, http.StatusNotFound, "There is no such mail.")
			return
		}
		report(sent)
		respond.JSON(w, http.StatusOK, map[string]string{"id": sent.ID, "report": kind})
	}
}
