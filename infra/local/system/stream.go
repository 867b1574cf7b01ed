package system

import (
	"errors"

	"github.com/referral-tool/referrals/infra/local/internal/lambda"
	"github.com/referral-tool/referrals/infra/local/internal/stream"
)

// startStream starts the pump from the table's stream to the functions.
func (s *System) startStream() error {
	pump, err := stream.New(stream.Options{
		Endpoint:   s.endpoint,
		Table:      s.Template.Table.Name,
		SourceARN:  s.Template.Table.StreamARN,
		Mappings:   s.Template.Streams,
		Functions:  s.Functions,
		Checkpoint: s.options.file(tableFolder, checkpointFile),
		Backoff:    s.options.Pause,
		Log:        s.logStream,
	})
	if err != nil {
		return err
	}
	s.Stream = pump
	s.onClose(pump.Close)
	return nil
}

// logStream leaves out what a function said: it may hold what must not be printed.
func (s *System) logStream(err error) {
	var failed *lambda.FunctionError
	if errors.As(err, &failed) {
		s.options.Log.Warn("a function failed on the stream", "type", failed.Type)
		return
	}
	s.options.Log.Warn("the stream waits", "cause", err)
}
