// Package respond writes the answers of the local run's own calls, those under /_local/.
package respond

import (
	"encoding/json"
	"net/http"
)

// JSON answers with a body.
func JSON(w http.ResponseWriter, status int, body any) {
	w.Header().Set("Content-Type", "application/json")
	w.Header().Set("Cache-Control", "no-store")
	w.WriteHeader(status)
	_ = json.NewEncoder(w).Encode(body) // a client that hung up is not our error
}

// Message answers with a sentence for a person.
func Message(w http.ResponseWriter, status int, message string) {
	JSON(w, status, map[string]string{"message": message})
}
