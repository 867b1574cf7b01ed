package gateway

import (
	"encoding/base64"
	"encoding/json"
	"errors"
	"net/http"
	"strconv"
)

// answer is what goes back to the caller.
type answer struct {
	status int
	header http.Header
	body   []byte
}

func (a answer) write(w http.ResponseWriter) {
	for name, values := range a.header {
		w.Header()[name] = values
	}
	if a.status != http.StatusNoContent {
		w.Header().Set("Content-Length", strconv.Itoa(len(a.body)))
	}
	w.WriteHeader(a.status)
	_, _ = w.Write(a.body) // a caller that hung up is not our error
}

// refusal is an answer that the gateway gives itself.
func refusal(status int, message string) answer {
	body, _ := json.Marshal(map[string]string{"message": message})
	return answer{status: status, header: http.Header{"Content-Type": {"application/json"}}, body: body}
}

func unauthorized(err error) answer {
	a := refusal(http.StatusUnauthorized, "Unauthorized")
	challenge := "Bearer"
	if !errors.Is(err, errNoToken) {
		challenge = `Bearer scope="" error="invalid_token"`
	}
	a.header.Set("Www-Authenticate", challenge)
	return a
}

// response is a function's answer in format 2.0. There is no multiValueHeaders in it: the service ignores that field,
// so a function that relied on it must fail here too.
type response struct {
	StatusCode      int               `json:"statusCode"`
	Headers         map[string]string `json:"headers"`
	Body            string            `json:"body"`
	Cookies         []string          `json:"cookies"`
	IsBase64Encoded bool              `json:"isBase64Encoded"`
}

// decodeAnswer reads what a function returned. JSON without a status is itself the body of a 200.
func decodeAnswer(payload []byte) (answer, error) {
	var r response
	if err := json.Unmarshal(payload, &r); err != nil || r.StatusCode == 0 {
		return inferred(payload)
	}
	if r.StatusCode < 100 || r.StatusCode > 599 {
		return answer{}, errors.New("status " + strconv.Itoa(r.StatusCode))
	}
	a := answer{status: r.StatusCode, header: make(http.Header), body: []byte(r.Body)}
	if r.IsBase64Encoded {
		var err error
		if a.body, err = base64.StdEncoding.DecodeString(r.Body); err != nil {
			return answer{}, err
		}
	}
	for name, value := range r.Headers {
		a.header.Set(name, value)
	}
	for _, cookie := range r.Cookies {
		a.header.Add("Set-Cookie", cookie)
	}
	if a.header.Get("Content-Type") == "" && len(a.body) > 0 {
		a.header.Set("Content-Type", "text/plain;charset=UTF-8")
	}
	return a, nil
}

func inferred(payload []byte) (answer, error) {
	var fields map[string]json.RawMessage
	if !json.Valid(payload) {
		return answer{}, errors.New("no JSON")
	}
	if json.Unmarshal(payload, &fields) == nil && fields["statusCode"] != nil {
		return answer{}, errors.New("malformed response")
	}
	return answer{status: http.StatusOK, header: http.Header{"Content-Type": {"application/json"}}, body: payload}, nil
}
