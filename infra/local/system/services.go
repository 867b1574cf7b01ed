package system

import (
	"net"
	"net/http"
	"time"
)

// services is the listener of the AWS services that functions call, each below a path of its own.
type services struct {
	listener net.Listener
	server   *http.Server
}

// Paths of the services. DynamoDB's goes on with the name of the function, so that its requests can be told apart.
const (
	dynamoDBPath = "/dynamodb"
	eventsPath   = "/events"
	sesPath      = "/ses"
	secretsPath  = "/secrets"
)

func listenForFunctions() (*services, error) {
	listener, err := net.Listen("tcp", "127.0.0.1:0")
	if err != nil {
		return nil, err
	}
	return &services{listener: listener}, nil
}

// environment tells a function's SDK clients where the services are.
func (s *services) environment(function string) map[string]string {
	url := "http://" + s.listener.Addr().String()
	return map[string]string{
		"AWS_ENDPOINT_URL_DYNAMODB":        url + dynamoDBPath + "/" + function,
		"AWS_ENDPOINT_URL_EVENTBRIDGE":     url + eventsPath,
		"AWS_ENDPOINT_URL_SESV2":           url + sesPath,
		"AWS_ENDPOINT_URL_SECRETS_MANAGER": url + secretsPath,
	}
}

// serve answers until close, each service by its handler.
func (s *services) serve(handlers map[string]http.Handler) {
	mux := http.NewServeMux()
	for path, handler := range handlers {
		mux.Handle(path+"/", http.StripPrefix(path, handler))
		mux.Handle(path, handler)
	}
	s.server = &http.Server{Handler: mux, ReadHeaderTimeout: time.Minute}
	go func() { _ = s.server.Serve(s.listener) }() // ends with close
}

func (s *services) close() {
	if s.server == nil {
		_ = s.listener.Close()
		return
	}
	_ = s.server.Close()
}
